import { type ClosedRoots, watchRootMakers } from './closed-roots.ts';
import { shadowRootOf } from './natives.ts';

/**
 * Finds shadow roots, also closed ones, and hears of those attached late. No event or record tells of them, so
 * `attachShadow` is wrapped while somebody watches: this is one of the few globals that have to be.
 *
 * One for a page and all in its frames: elements keep the functions of the window that made them wherever they move.
 */
export class ShadowRoots {
  private readonly watchers = new Set<(root: ShadowRoot) => void>();

  /** @param closed closed roots that were made before */
  constructor(private readonly closed: ClosedRoots) {}

  readonly of = (element: Element): ShadowRoot | null =>
    shadowRootOf(element) ?? this.closed.get(element)?.shadowRoot ?? null;

  /** @returns Stop */
  watch(window: Window, onAttached: (root: ShadowRoot) => void): () => void {
    const { closed, watchers } = this;
    watchers.add(onAttached);
    const stop = watchRootMakers(window, (host, holder, isClosed) => {
      if (isClosed) closed.set(host, holder);
      const root = holder.shadowRoot;
      if (root !== null) for (const watcher of watchers) watcher(root);
    });
    return () => {
      stop();
      watchers.delete(onAttached);
    };
  }
}
