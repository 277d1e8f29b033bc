import type { Layer, LayerKind, Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { matches, ofDocument } from './natives.ts';
import { RootListener } from './root-listener.ts';
import type { Signal, SignalContext } from './signal.ts';

/** What the browser knows of these; older ones refuse selectors that they do not know. */
const KINDS = (
  [
    // What fills the screen matches `:modal`, too.
    ['fullscreen', ':fullscreen'],
    ['modal', ':modal'],
    ['popover', ':popover-open'],
  ] as const
).filter(([, selector]) => CSS.supports(`selector(${selector})`));

/**
 * What is in the top layer, in which order. No browser tells the order: it is that in which things were opened, and events
 * tell what is about to open. Of what was open before the capture began only the topmost dialog is certain.
 */
export class TopLayerOrder implements Signal {
  /** Everything that was ever seen to open or can open. */
  private readonly candidates = new Set<Element>();
  /** What was announced to open since the last look, the newest last. */
  private readonly arrivals = new Set<Element>();
  private order: readonly Element[] = [];
  private sent = '';
  private readonly roots: RootListener;

  constructor(private readonly context: SignalContext) {
    this.roots = new RootListener(context, ['beforetoggle', 'toggle', 'fullscreenchange'], (event) => {
      const element = event.composedPath()[0];
      if (element === undefined || !('localName' in element)) return;
      this.candidates.add(element as Element);
      if ((event as ToggleEvent).newState === 'open' || event.type === 'fullscreenchange')
        this.arrive(element as Element);
      context.schedule();
    });
  }

  add(element: Element): void {
    if (element.localName === 'dialog') this.candidates.add(element);
  }

  /** Also called for what is only written anew: that may be open, and will not be announced again. */
  free(node: Node): void {
    if (!this.candidates.has(node as Element) || kindOf(node as Element) !== undefined) return;
    this.candidates.delete(node as Element);
    this.arrivals.delete(node as Element);
  }

  collect(emit: (op: Op) => void): void {
    for (const root of this.roots.listenToNew()) this.scan(root);
    const kinds = new Map<Element, LayerKind>();
    for (const element of this.candidates) {
      const kind = kindOf(element);
      if (kind !== undefined) kinds.set(element, kind);
    }
    if (kinds.size === 0 && this.sent === '') {
      this.arrivals.clear();
      return;
    }
    const before = this.order.filter((element) => !this.arrivals.has(element));
    this.order = [
      ...new Set([...before, ...kinds.keys()].filter((element) => !this.arrivals.has(element))),
      ...this.arrivals,
    ].filter((element) => kinds.has(element));
    this.arrivals.clear();
    const layers = this.order.flatMap((element): Layer[] => {
      const node = this.context.idOf(element);
      return node === NO_NODE ? [] : [{ node, kind: kinds.get(element) as LayerKind }];
    });
    const key = layers.map(({ node, kind }) => `${node} ${kind}`).join();
    if (key === this.sent) return;
    this.sent = key;
    emit({ type: 'top-layer', layers });
  }

  forget(): void {
    this.sent = '';
  }

  stop(): void {
    this.roots.stop();
  }

  private arrive(element: Element): void {
    this.arrivals.delete(element);
    this.arrivals.add(element);
  }

  /** What is open already when a root is first seen. */
  private scan(root: Document | ShadowRoot): void {
    // Asking all elements for their state is slow in a large page: by name and attribute few are left.
    const able = [
      ...root.querySelectorAll('dialog, [popover]'),
      ...(root.fullscreenElement ? [root.fullscreenElement] : []),
    ];
    const open = able.filter((element) => kindOf(element) !== undefined);
    for (const element of open) this.candidates.add(element);
    // Whatever is beneath a modal dialog is inert, and its backdrop is a part of it.
    const topmost = open.length > 1 ? ofDocument(this.context.document, 'elementFromPoint')(1, 1) : null;
    if (topmost !== null && this.candidates.has(topmost)) this.arrive(topmost);
  }
}

function kindOf(element: Element): LayerKind | undefined {
  if (Reflect.get(Node.prototype, 'isConnected', element) !== true) return undefined;
  return KINDS.find(([, selector]) => matches(element, selector))?.[0];
}
