import { byTag, type Playground } from './playground.ts';

/** Far longer than a document of a few bytes takes to load. */
const PATIENCE_MS = 1000;

/** Waits until the frames of the page show what their attributes say, so that a program goes on with what it had before. */
export async function settled(play: Playground): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (byTag(play, 'iframe').some((frame) => isLoading(frame, play)) && performance.now() < end) {
    await nextFrame(window);
  }
}

/** Waits until linked sheets apply: browsers have them, and their rules, before what they import is there. */
export async function sheetsApplied(play: Playground): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (byTag(play, 'link').some(isPending) && performance.now() < end) await nextFrame(window);
}

export function nextFrame(window: Window): Promise<void> {
  return new Promise((resolve) => window.requestAnimationFrame(() => resolve()));
}

function isLoading(frame: HTMLIFrameElement, { written }: Playground): boolean {
  const document = frame.contentDocument;
  if (document === null || written.has(document)) return false;
  const address = frame.hasAttribute('srcdoc') ? 'about:srcdoc' : frame.src || 'about:blank';
  return document.URL !== address || document.readyState !== 'complete';
}

function isPending(link: HTMLLinkElement): boolean {
  const { sheet } = link;
  if (!link.isConnected || link.disabled || !/\bstylesheet\b/i.test(link.rel)) return false;
  const root = link.getRootNode() as Document | ShadowRoot;
  return sheet === null || ![...root.styleSheets].includes(sheet);
}
