export type SheetOwner = HTMLStyleElement | HTMLLinkElement | SVGStyleElement;

/** `rules`: some came or went; `exposed`: a script holds declarations and may edit them at any time; `anew`: send all again. */
export type SheetChange = 'rules' | 'exposed' | 'anew';

/**
 * Hears of edits that scripts make to style sheets: no event tells of them.
 *
 * Only functions that change rules, and the getters through which a rule's declarations are reached, are wrapped; the
 * hot `CSSStyleDeclaration` itself is not. A wrapper calls the native function first and changes neither arguments,
 * results nor exceptions.
 *
 * One for a page and all in its frames: sheets keep the functions of the window that made their owner wherever it moves.
 */
export class SheetEdits {
  /** Owners that nobody has looked at beyond what the CSSOM says (`sheet-sources.ts`). */
  readonly fresh = new Set<SheetOwner>();
  /** Sheets that the browser keeps from the page, as the page could read them all the same. */
  readonly readable = new WeakMap<CSSStyleSheet, CSSStyleSheet>();
  /** Source of rules whose text has lost something, as long as the rule has that text. */
  readonly sources = new WeakMap<CSSRule, { text: string; source: string }>();
  /** Sheets of `<style>` elements that differ from their text. */
  readonly edited = new WeakSet<CSSStyleSheet>();
  readonly watchers = new Set<(sheet: CSSStyleSheet, change: SheetChange) => void>();
  private readonly exposed = new WeakMap<CSSStyleSheet, Set<CSSRule>>();

  /** Top-level rules that a script holds declarations of. */
  exposedOf(sheet: CSSStyleSheet): Set<CSSRule> {
    const exposed = this.exposed.get(sheet) ?? new Set();
    this.exposed.set(sheet, exposed);
    return exposed;
  }

  /** @returns Stop: puts the native functions of this window back where nobody wrapped them after us */
  watch(window: Window & typeof globalThis): () => void {
    return wrapAll(
      window,
      (sheet) => this.tell(sheet as CSSStyleSheet, 'rules'),
      (given) => {
        const rule = given as CSSRule;
        const sheet = rule.parentStyleSheet;
        if (sheet === null) return;
        let top = rule;
        while (top.parentRule !== null) top = top.parentRule;
        this.exposedOf(sheet).add(top);
        this.tell(sheet, 'exposed');
      },
    );
  }

  tell(sheet: CSSStyleSheet, change: SheetChange): void {
    this.edited.add(sheet);
    for (const watcher of this.watchers) watcher(sheet, change);
  }
}

/** @param onRule is given a rule whose declarations a script has got hold of, or that was changed */
function wrapAll(
  window: Window & typeof globalThis,
  onSheet: (sheet: object) => void,
  onRule: (rule: object) => void,
): () => void {
  const stops: (() => void)[] = [];
  for (const name of ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync', 'replace']) {
    stops.push(wrapMethod(window.CSSStyleSheet?.prototype, name, onSheet));
  }
  stops.push(wrapAccessor(window.StyleSheet?.prototype, 'disabled', 'set', onSheet));
  stops.push(wrapAccessor(window.StyleSheet?.prototype, 'media', 'get', onSheet));
  stops.push(wrapAccessor(window.StyleSheet?.prototype, 'media', 'set', onSheet));
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
    [window.CSSNestedDeclarations?.prototype, ['style']],
    [window.CSSMediaRule?.prototype, ['media']],
    [window.CSSImportRule?.prototype, ['media']],
  ] as const) {
    for (const name of names) {
      stops.push(wrapAccessor(prototype, name, 'get', onRule));
      // `rule.style = text` sets it past the getter.
      stops.push(wrapAccessor(prototype, name, 'set', onRule));
    }
  }
  stops.push(wrapAccessor(window.CSSStyleRule?.prototype, 'selectorText', 'set', onRule));
  stops.push(wrapAccessor(window.CSSKeyframeRule?.prototype, 'keyText', 'set', onRule));
  return () => {
    // The last first: both sides of an accessor are wrapped one over the other.
    for (const stop of stops.reverse()) stop();
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
