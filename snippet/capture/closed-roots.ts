/** What knows the shadow root of a host: what was made for it, or the `ElementInternals` of a custom element. */
export interface RootHolder {
  readonly shadowRoot: ShadowRoot | null;
}

/** Holders of closed roots by host. The DOM tells nobody else of them. */
export type ClosedRoots = WeakMap<Element, RootHolder>;

/**
 * Keeps the closed shadow roots that are made from now on, for whoever mirrors the page later. Wraps two functions and takes
 * neither arguments nor results in hand; nothing else is done before somebody asks for help.
 */
export function keepClosedRoots(window: Window): ClosedRoots {
  const roots: ClosedRoots = new WeakMap();
  watchRootMakers(window, (host, holder, isClosed) => isClosed && roots.set(host, holder));
  return roots;
}

/**
 * Hears of every shadow root that a script makes, and of the internals by which custom elements reach those that the parser
 * has made for them.
 *
 * @returns Stop: puts the native functions back unless somebody wrapped them after us
 */
export function watchRootMakers(
  window: Window,
  onMade: (host: Element, holder: RootHolder, isClosed: boolean) => void,
): () => void {
  const { Element, HTMLElement } = window as Window & typeof globalThis;
  const stops = [
    wrap(Element.prototype, 'attachShadow', (host, root: ShadowRoot) =>
      onMade(host, { shadowRoot: root }, root.mode === 'closed'),
    ),
    wrap(HTMLElement.prototype, 'attachInternals', (host, internals: ElementInternals) =>
      onMade(host, internals, true),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function wrap<Made>(prototype: object, name: string, onMade: (host: Element, made: Made) => void): () => void {
  const native: (...args: unknown[]) => Made = Reflect.get(prototype, name);
  let active = true;
  const wrapped = {
    [name](this: Element, _first: unknown): Made {
      // biome-ignore lint/complexity/noArguments: what the page gave goes on as it is
      const made = Reflect.apply(native, this, arguments);
      if (active) onMade(this, made);
      return made;
    },
  }[name];
  Reflect.set(prototype, name, wrapped);
  return () => {
    active = false;
    if (Reflect.get(prototype, name) === wrapped) Reflect.set(prototype, name, native);
  };
}
