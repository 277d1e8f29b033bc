import { shadowRootOf } from './natives.ts';

/**
 * Finds shadow roots, also closed ones, and hears of those attached late. No event or record tells of them, so
 * `attachShadow` is wrapped while somebody watches: this is one of the few globals that have to be.
 *
 * One for a page and all in its frames: elements keep the functions of the window that made them wherever they move.
 */
export class ShadowRoots {
  private readonly closed = new WeakMap<Element, ShadowRoot>();
  private readonly watchers = new Set<(root: ShadowRoot) => void>();

  of(element: Element): ShadowRoot | null {
    return shadowRootOf(element) ?? this.closed.get(element) ?? null;
  }

  /** @returns Stop: puts the native function back unless somebody wrapped it after us */
  watch(window: Window & typeof globalThis, onAttached: (root: ShadowRoot) => void): () => void {
    const { prototype } = window.Element;
    const native = prototype.attachShadow;
    const { closed, watchers } = this;
    let active = true;
    watchers.add(onAttached);
    const wrapped = {
      attachShadow(this: Element, init: ShadowRootInit): ShadowRoot {
        const root = native.call(this, init);
        if (active) {
          if (init.mode === 'closed') closed.set(this, root);
          for (const watcher of watchers) watcher(root);
        }
        return root;
      },
    }.attachShadow;
    prototype.attachShadow = wrapped;
    return () => {
      active = false;
      watchers.delete(onAttached);
      if (prototype.attachShadow === wrapped) prototype.attachShadow = native;
    };
  }
}
