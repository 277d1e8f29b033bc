import { FRAGMENT_NODE, HTML_NAMESPACE, type Native } from './native.ts';
import { STATE_MARKS } from './twin-names.ts';

/** Innermost and outermost element; empty: none. */
type Chain = readonly Element[];

/** What the customer does with pointer and keyboard, as far as style sheets can tell. */
export interface InteractionState {
  readonly hovered: Chain;
  readonly pressed: Chain;
  readonly focusWithin: Chain;
  /** The focused element and, where the browser has it so, the hosts around it. */
  readonly focused: readonly Element[];
  readonly focusVisible: boolean;
}

type Mark = keyof typeof STATE_MARKS;

const NOTHING: InteractionState = {
  hovered: [],
  pressed: [],
  focusWithin: [],
  focused: [],
  focusVisible: false,
};

/** What else elements match, each by itself. */
export type OwnStates = Readonly<Record<(typeof OWN_STATES)[number], readonly Element[]>>;

const OWN_STATES = ['target', 'user-invalid', 'user-valid', 'autofill', 'open'] as const;

const NONE: OwnStates = { target: [], 'user-invalid': [], 'user-valid': [], autofill: [], open: [] };

/** Marks the elements that match `:hover`, `:active`, `:focus...` and the states of their own on the customer's page. */
export class InteractionMarks {
  private state = NOTHING;
  private own = NONE;
  private readonly marked = new Map<Mark, ReadonlySet<Element>>();

  constructor(private readonly native: Native) {}

  want(state: InteractionState): void {
    this.state = state;
  }

  wantOwn(states: OwnStates): void {
    this.own = states;
  }

  /** Fields whose list or picker is open. */
  get open(): readonly Element[] {
    return this.own.open;
  }

  forget(node: Node): void {
    for (const name of OWN_STATES) {
      const elements = this.own[name];
      if (!elements.includes(node as Element)) continue;
      this.own = { ...this.own, [name]: elements.filter((element) => element !== node) };
    }
    const { hovered, pressed, focusWithin, focused } = this.state;
    if (![hovered, pressed, focusWithin, focused].some((elements) => elements.includes(node as Element))) return;
    const without = (elements: readonly Element[]) => (elements[0] === node ? [] : elements);
    this.state = {
      ...this.state,
      hovered: without(hovered),
      pressed: without(pressed),
      focusWithin: without(focusWithin),
      focused: focused.filter((element) => element !== node),
    };
  }

  /** The chains above the elements may have changed as well. */
  sync(): void {
    const { hovered, pressed, focusWithin, focused, focusVisible } = this.state;
    this.mark('hover', this.withLabelled(this.chain(hovered)));
    this.mark('active', this.withLabelled(this.chain(pressed)));
    this.mark('focus', focused);
    this.mark('focus-visible', focusVisible ? focused.slice(0, 1) : []);
    this.mark('focus-within', this.chain(focusWithin));
    for (const name of OWN_STATES) this.mark(name, this.own[name]);
  }

  private mark(name: Mark, elements: readonly Element[]): void {
    const before = this.marked.get(name);
    if (elements.length === 0 && before === undefined) return;
    const now = new Set(elements);
    for (const element of before ?? []) {
      if (!now.has(element)) this.native.removeAttribute(element, STATE_MARKS[name]);
    }
    for (const element of now) if (!before?.has(element)) this.native.setAttribute(element, STATE_MARKS[name], '');
    if (now.size === 0) this.marked.delete(name);
    else this.marked.set(name, now);
  }

  /** An element with all around it as it is drawn: slots and hosts of shadow roots stand between. */
  private chain([innermost, outermost]: Chain): Element[] {
    const chain: Element[] = [];
    for (let element = innermost; element !== undefined; element = this.around(element)) {
      chain.push(element);
      if (element === outermost) break;
    }
    return chain;
  }

  private around(element: Element): Element | undefined {
    const { native } = this;
    const parent = native.assignedSlot(element) ?? native.parentNode(element);
    if (parent === null || native.nodeType(parent) === 1) return (parent as Element | null) ?? undefined;
    return native.nodeType(parent) === FRAGMENT_NODE && 'host' in parent
      ? native.host(parent as ShadowRoot)
      : undefined;
  }

  /** A label that is hovered or pressed lends this to its field. */
  private withLabelled(chain: Element[]): Element[] {
    const { native } = this;
    for (const element of [...chain]) {
      if (native.localName(element) !== 'label' || native.namespaceUri(element) !== HTML_NAMESPACE) continue;
      const field = native.labelledControl(element);
      if (field !== null) chain.push(field);
    }
    return chain;
  }
}
