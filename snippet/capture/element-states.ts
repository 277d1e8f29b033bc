import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { matches, ofDocument } from './natives.ts';
import { RootListener } from './root-listener.ts';
import type { Signal, SignalContext } from './signal.ts';

type ElementStatesOp = Extract<Op, { type: 'element-states' }>;

const NOTHING: ElementStatesOp = {
  type: 'element-states',
  target: [],
  userInvalid: [],
  userValid: [],
  autofill: [],
  open: [],
};

/** Events after which a field may be in another state. */
const FIELD_EVENTS = 'change input focusin focusout reset pointerdown pointerup keydown keyup'.split(' ');

/** Events after which many fields may be, those of a form. */
const FORM_EVENTS = ['invalid', 'submit'];

/** Any value that a field in the open shows as it is. */
const OPEN_VALUE = 'x';

/** Time between two looks at a list or picker that is open. */
const OPEN_LOOK_MS = 200;

/** Which element is the target of the address, and which fields are right or wrong to the customer, filled, or open. */
export class ElementStates implements Signal {
  /** The fields that somebody has touched: no others can be in such a state. */
  private touched: WeakRef<Element>[] = [];
  private readonly known = new WeakSet<Element>();
  private mustLook = false;
  private target: Element | undefined;
  private timer = 0;
  private sent = NOTHING;
  private readonly roots: RootListener;
  private readonly listening = new AbortController();

  constructor(private readonly context: SignalContext) {
    this.roots = new RootListener(context, [...FIELD_EVENTS, ...FORM_EVENTS], this.onEvent);
    const options = { passive: true, signal: this.listening.signal };
    for (const type of ['hashchange', 'popstate']) {
      context.window.addEventListener(type, () => context.schedule(), options);
    }
  }

  collect(emit: (op: Op) => void): void {
    const added = this.roots.listenToNew();
    for (const root of this.mustLook ? this.context.roots() : added) this.look(root);
    this.mustLook = false;
    this.touched = this.touched.filter((field) => field.deref() !== undefined);
    this.target = this.findTarget();
    const now: ElementStatesOp = {
      type: 'element-states',
      target: this.mirrored(this.target === undefined ? [] : [this.target]),
      userInvalid: this.matching(':user-invalid'),
      userValid: this.matching(':user-valid'),
      autofill: this.matching(':autofill'),
      open: this.matching(':open'),
    };
    if (now.open.length > 0) this.lookAgain();
    if (JSON.stringify(now) === JSON.stringify(this.sent)) return;
    this.sent = now;
    emit(now);
  }

  forget(): void {
    this.sent = NOTHING;
  }

  stop(): void {
    this.roots.stop();
    this.listening.abort();
    clearTimeout(this.timer);
  }

  /** What is open may take the keys and clicks that close it for itself. */
  private lookAgain(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.context.schedule(), OPEN_LOOK_MS);
  }

  private readonly onEvent = (event: Event): void => {
    const target = event.composedPath()[0];
    if (target !== undefined && 'localName' in target && isField(target as Element)) this.touch(target as Element);
    if (FORM_EVENTS.includes(event.type)) this.mustLook = true;
    this.context.schedule();
  };

  private touch(field: Element): void {
    if (this.known.has(field)) return;
    this.known.add(field);
    this.touched.push(new WeakRef(field));
  }

  private look(root: Document | ShadowRoot): void {
    // `:is` forgives what a browser does not know.
    const selector = ':is(:user-invalid, :user-valid, :autofill)';
    const found =
      root === this.context.document
        ? ofDocument(this.context.document, 'querySelectorAll')(selector)
        : root.querySelectorAll(selector);
    for (const element of found) if (isField(element)) this.touch(element);
  }

  /** The browser keeps the target when the address changes by script alone. */
  private findTarget(): Element | undefined {
    if (this.target?.isConnected && matches(this.target, ':target')) return this.target;
    const { document, window } = this.context;
    const name = window.location.hash.slice(1);
    if (name === '') return undefined;
    for (const one of [name, decoded(name)]) {
      const found = ofDocument(document, 'getElementById')(one) ?? ofDocument(document, 'getElementsByName')(one)[0];
      if (found !== undefined && matches(found, ':target')) return found;
    }
    return undefined;
  }

  private matching(state: string): NodeId[] {
    return this.mirrored(
      this.touched
        .flatMap((field) => field.deref() ?? [])
        .filter((element) => matches(element, `:is(${state})`) && this.isInTheOpen(element)),
    );
  }

  private isInTheOpen(field: Element): boolean {
    const { context } = this;
    return context.privacy.fieldValue(field, OPEN_VALUE, context.levelOf(field)) === OPEN_VALUE;
  }

  private mirrored(elements: readonly Element[]): NodeId[] {
    return elements.map((element) => this.context.idOf(element)).filter((id) => id !== NO_NODE);
  }
}

function isField(element: Element): boolean {
  return ['input', 'select', 'textarea'].includes(element.localName);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
