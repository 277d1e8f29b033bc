import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { focusedElement, rootOf } from './focused-element.ts';
import { matches, ofDocument, parentNodeOf } from './natives.ts';
import { isShadowRoot } from './serializer.ts';
import type { Signal, SignalContext } from './signal.ts';

type InteractionOp = Extract<Op, { type: 'interaction' }>;

const NOTHING: InteractionOp = {
  type: 'interaction',
  hovered: [],
  pressed: [],
  focusWithin: [],
  focused: [],
  focusVisible: false,
};

/** Events that come when what is hovered, pressed or focused may be another. */
const EVENTS =
  'pointerover pointerout pointerdown pointerup pointercancel mouseover mouseout keydown keyup focusin focusout';

/** In quirks mode the bare ones match links only; an argument does not (Quirks Mode Standard, section 4.1). */
const HOVER = ':is(:hover)';
const ACTIVE = ':is(:active)';

/** Which elements match `:hover`, `:active` and `:focus`. Events say where to look; the browser says what is so. */
export class Interaction implements Signal {
  private hovered: Element | undefined;
  /** Whether events have told of `hovered`, and it has been there since. */
  private isTold = false;
  private pressed: Element | undefined;
  private sent = NOTHING;
  private readonly listening = new AbortController();

  constructor(private readonly context: SignalContext) {
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const type of EVENTS.split(' ')) context.window.addEventListener(type, this.onEvent, options);
    for (const type of ['focus', 'blur']) context.window.addEventListener(type, () => context.schedule(), options);
  }

  collect(emit: (op: Op) => void): void {
    this.hovered = this.innermost(this.underPointer(), HOVER);
    this.pressed = this.innermost(this.pressed, ACTIVE);
    const focused = focusedElement(this.context);
    const shown = this.withHosts(focused).filter((element) => matches(element, ':focus'));
    const now: InteractionOp = {
      type: 'interaction',
      hovered: this.chain(this.hovered, HOVER),
      pressed: this.chain(this.pressed, ACTIVE),
      focusWithin: this.chain(focused, ':focus-within'),
      focused: shown.map((element) => this.context.idOf(element)),
      focusVisible: shown[0] === focused && shown[0] !== undefined && matches(shown[0], ':focus-visible'),
    };
    const { sent } = this;
    if (
      isSame(now.hovered, sent.hovered) &&
      isSame(now.pressed, sent.pressed) &&
      isSame(now.focusWithin, sent.focusWithin) &&
      now.focused.join() === sent.focused.join() &&
      now.focusVisible === sent.focusVisible
    ) {
      return;
    }
    this.sent = now;
    emit(now);
  }

  /** A pointer that rests says nothing, neither at the start nor when what was under it has gone: then the page is asked. */
  private underPointer(): Element | undefined {
    if (this.hovered !== undefined && !matches(this.hovered, HOVER)) this.isTold = false;
    if (this.isTold) return this.hovered;
    const { document } = this.context;
    const root = ofDocument(document, 'documentElement');
    // Otherwise every element would be asked for nothing.
    if (root === null || !matches(root, HOVER)) return undefined;
    return [...ofDocument(document, 'querySelectorAll')(HOVER)].at(-1);
  }

  forget(): void {
    this.sent = NOTHING;
  }

  free(node: Node): void {
    if (node === this.hovered) {
      this.hovered = undefined;
      this.isTold = false;
    }
    if (node === this.pressed) this.pressed = undefined;
  }

  stop(): void {
    this.listening.abort();
  }

  private readonly onEvent = (event: Event): void => {
    const target = event.composedPath()[0];
    if (target !== undefined && 'localName' in target) {
      const element = target as Element;
      if (event.type === 'pointerover' || event.type === 'mouseover') {
        this.hovered = element;
        this.isTold = true;
      }
      if (event.type === 'pointerdown' || event.type === 'keydown') this.pressed = element;
    }
    this.context.schedule();
  };

  /**
   * The element, or the nearest around it, that matches, down to what does in shadow roots: a closed one does not tell its
   * events, and a pointer that rests has told none.
   */
  private innermost(from: Element | undefined, state: string): Element | undefined {
    let element = from;
    while (element !== undefined && !matches(element, state)) element = around(element);
    for (let inner = element; inner !== undefined; ) {
      element = inner;
      inner = this.withinRoot(inner, state);
    }
    return element;
  }

  private withinRoot(host: Element, state: string): Element | undefined {
    return [...(rootOf(host, this.context)?.querySelectorAll(state) ?? [])].at(-1);
  }

  /** A mirrored element with the hosts of the shadow roots that it is in. */
  private withHosts(element: Element | undefined): Element[] {
    const found: Element[] = [];
    for (let at = element; at !== undefined; ) {
      if (this.context.idOf(at) !== NO_NODE) found.push(at);
      const root: Node = at.getRootNode();
      at = isShadowRoot(root) ? root.host : undefined;
    }
    return found;
  }

  /** Innermost and outermost mirrored element of those around this one that match. */
  private chain(from: Element | undefined, state: string): NodeId[] {
    let innermost = NO_NODE;
    let outermost = NO_NODE;
    for (let at = from; at !== undefined && matches(at, state); at = around(at)) {
      const id = this.context.idOf(at);
      if (id === NO_NODE) continue;
      outermost = id;
      if (innermost === NO_NODE) innermost = id;
    }
    return innermost === NO_NODE ? [] : [innermost, outermost];
  }
}

function around(element: Element): Element | undefined {
  const parent = element.assignedSlot ?? parentNodeOf(element);
  if (parent === null) return undefined;
  if ('host' in parent && parent.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (parent as ShadowRoot).host;
  return parent.nodeType === Node.ELEMENT_NODE ? (parent as Element) : undefined;
}

function isSame(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
