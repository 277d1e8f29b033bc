/**
 * Hears of edits that scripts make to style sheets: no event tells of them.
 *
 * Only functions that change rules, and the getters through which a rule's declarations are reached, are wrapped; the
 * hot `CSSStyleDeclaration` itself is not. A wrapper calls the native function first and changes neither arguments,
 * results nor exceptions.
 */
export interface SheetEditEvents {
  /** Rules of a sheet were added, removed or replaced. */
  onRules(sheet: CSSStyleSheet): void;
  /** A script has got hold of declarations of this rule: it may change them now or at any later time. */
  onExposed(rule: CSSRule): void;
}

/** @returns Stop: puts the native functions back where nobody wrapped them after us */
export function watchSheetEdits(window: Window & typeof globalThis, events: SheetEditEvents): () => void {
  const stops: (() => void)[] = [];
  const onSheet = (sheet: object) => events.onRules(sheet as CSSStyleSheet);
  const onRule = (rule: object) => events.onExposed(rule as CSSRule);

  for (const name of ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync', 'replace']) {
    stops.push(wrapMethod(window.CSSStyleSheet?.prototype, name, onSheet));
  }
  stops.push(wrapAccessor(window.StyleSheet?.prototype, 'disabled', 'set', onSheet));
  stops.push(wrapAccessor(window.StyleSheet?.prototype, 'media', 'get', onSheet));
  for (const prototype of [
    window.CSSGroupingRule?.prototype,
    window.CSSStyleRule?.prototype,
    window.CSSKeyframesRule?.prototype,
  ]) {
    for (const name of ['insertRule', 'deleteRule', 'appendRule']) stops.push(wrapMethod(prototype, name, onRule));
  }
  for (const [prototype, names] of [
    [window.CSSStyleRule?.prototype, ['style', 'styleMap']],
    [window.CSSKeyframeRule?.prototype, ['style']],
    [window.CSSFontFaceRule?.prototype, ['style']],
    [window.CSSPageRule?.prototype, ['style']],
    [window.CSSMediaRule?.prototype, ['media']],
  ] as const) {
    for (const name of names) stops.push(wrapAccessor(prototype, name, 'get', onRule));
  }
  stops.push(wrapAccessor(window.CSSStyleRule?.prototype, 'selectorText', 'set', onRule));
  stops.push(wrapAccessor(window.CSSKeyframeRule?.prototype, 'keyText', 'set', onRule));
  return () => {
    for (const stop of stops) stop();
  };
}

type AnyFunction = (this: object, ...args: unknown[]) => unknown;

function wrapMethod(prototype: object | undefined, name: string, onCall: (target: object) => void): () => void {
  const descriptor = prototype && Object.getOwnPropertyDescriptor(prototype, name);
  if (prototype === undefined || typeof descriptor?.value !== 'function') return () => {};
  return replace(prototype, name, descriptor, { ...descriptor, value: wrap(descriptor.value as AnyFunction, onCall) });
}

function wrapAccessor(
  prototype: object | undefined,
  name: string,
  side: 'get' | 'set',
  onCall: (target: object) => void,
): () => void {
  const descriptor = prototype && Object.getOwnPropertyDescriptor(prototype, name);
  const native = descriptor?.[side];
  if (prototype === undefined || descriptor === undefined || native === undefined) return () => {};
  return replace(prototype, name, descriptor, { ...descriptor, [side]: wrap(native as AnyFunction, onCall) });
}

function wrap(native: AnyFunction, onCall: (target: object) => void): AnyFunction {
  return function (this: object, ...args: unknown[]): unknown {
    const result = native.apply(this, args);
    // `replace` changes the rules when its promise is done.
    if (result instanceof Promise) result.then(() => onCall(this)).catch(() => {});
    onCall(this);
    return result;
  };
}

function replace(prototype: object, name: string, native: PropertyDescriptor, wrapped: PropertyDescriptor): () => void {
  Object.defineProperty(prototype, name, wrapped);
  return () => {
    const now = Object.getOwnPropertyDescriptor(prototype, name);
    if (now?.value === wrapped.value && now?.get === wrapped.get && now?.set === wrapped.set) {
      Object.defineProperty(prototype, name, native);
    }
  };
}
