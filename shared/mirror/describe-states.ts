import { type Native, supportsSelector } from './native.ts';
import { FULLSCREEN_MARK, LAYER_MARK, STATE_MARKS } from './twin-names.ts';

/** What an element is beside its attributes and children: its place in the top layer, and what is hovered or focused. */
export type StatesOf = (element: Element) => string;

const LAYERS = (
  [
    // What fills the screen matches `:modal`, too.
    ['fullscreen', ':fullscreen'],
    ['modal', ':modal'],
    ['popover', ':popover-open'],
  ] as const
).filter(([, selector]) => supportsSelector(selector));

/** Where the name alone does not say it: in quirks mode the bare ones match links only. */
const SELECTORS: Partial<Record<string, string>> = {
  hover: ':is(:hover)',
  active: ':is(:active)',
  open: ':open:not(details, dialog)',
};

const STATES = Object.entries(STATE_MARKS)
  .map(([name, mark]) => ({ name, mark, selector: SELECTORS[name] ?? `:${name}` }))
  .filter(({ selector }) => supportsSelector(selector));

/** States of fields (S15), which would say something about a value that is hidden. Firefox has them of buttons, too. */
const ABOUT_VALUES: readonly string[] = ['user-invalid', 'user-valid', 'autofill', 'open'];
const FIELD = /^(?:input|select|textarea)$/;

/**
 * @param topLayer what is in the top layer of a document; undefined: taken to be in the order of the tree
 * @param isInTheOpen whether the value of a field is shown as it is
 */
export function pageStates(
  native: Native,
  topLayer: (document: Document) => readonly Element[] | undefined,
  isInTheOpen: (field: Element) => boolean,
): StatesOf {
  const counts = new Map<Document, number>();

  function placeOf(element: Element): number {
    const { ownerDocument } = element;
    const known = topLayer(ownerDocument)?.indexOf(element);
    if (known !== undefined) return known + 1;
    const place = (counts.get(ownerDocument) ?? 0) + 1;
    counts.set(ownerDocument, place);
    return place;
  }

  return (element) => {
    const layer = native.isConnected(element) && LAYERS.find(([, selector]) => native.matches(element, selector));
    const states = STATES.filter(
      ({ name, selector }) =>
        native.matches(element, selector) &&
        (!ABOUT_VALUES.includes(name) || (FIELD.test(element.localName) && isInTheOpen(element))),
    ).map(({ name }) => ` :${name}`);
    return (layer ? layerText(layer[0], placeOf(element)) : '') + states.join('');
  };
}

export function mirrorStates(native: Native): StatesOf {
  return (element) => {
    const states = STATES.filter(({ mark }) => native.getAttribute(element, mark) !== null);
    const isFullscreen = native.getAttribute(element, FULLSCREEN_MARK) !== null;
    const layer = isFullscreen ? 'fullscreen' : LAYERS.find(([, selector]) => native.matches(element, selector))?.[0];
    const place = Number(native.getAttribute(element, LAYER_MARK) ?? 0);
    const isThere = layer !== undefined || place !== 0;
    return (isThere ? layerText(layer ?? 'nowhere', place) : '') + states.map(({ name }) => ` :${name}`).join('');
  };
}

function layerText(kind: string, place: number): string {
  return ` ${kind} at ${place} in the top layer`;
}
