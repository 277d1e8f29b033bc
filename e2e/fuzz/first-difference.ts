import { describeMirror, describePage } from '../../shared/mirror/describe-document.ts';
import { passesMask } from '../../snippet/privacy/attributes.ts';
import type { Maker } from './made-nodes.ts';

/** Fields known as secret: they stay so whatever the page makes of them. */
export type Secrets = WeakSet<Element>;

/** The first line in which page and mirror differ, with what stands around it; undefined when there is none. */
export function firstDifference(play: Maker, mirror: Document, secrets: Secrets): string | undefined {
  const mask = (element: Element, value: string) =>
    isSecret(element, secrets) && value !== '' ? '\u2022'.repeat(8) : value;
  const expected = describePage(play.document, {
    shadowRootOf: (element) => element.shadowRoot ?? play.closedRoots.get(element) ?? null,
    fieldValueOf: mask,
    attributeOf: (element, name, value) => (isSecret(element, secrets) && !passesMask(name) ? null : value),
  }).split('\n');
  const found = describeMirror(mirror).split('\n');
  const at = expected.findIndex((line, index) => line !== found[index]);
  const index = at < 0 && found.length > expected.length ? expected.length : at;
  if (index < 0) return undefined;
  const around = (lines: string[]) => lines.slice(Math.max(0, index - 4), index + 3).join('\n');
  return `line ${index + 1}\n--- page\n${around(expected)}\n--- mirror\n${around(found)}`;
}

function isSecret(element: Element, secrets: Secrets): boolean {
  // The page names a password field before it changes its type, so one that was both within a batch is known by its name.
  if (element.getAttribute('type') === 'password' || element.getAttribute('name') === 'secret') secrets.add(element);
  return secrets.has(element);
}
