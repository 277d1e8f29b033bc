import { describeMirror, describePage } from '../../shared/mirror/describe-document.ts';
import type { Credentials } from '../../snippet/privacy/credential.ts';
import { CLEAR, MASK } from '../../snippet/privacy/level.ts';
import { Privacy } from '../../snippet/privacy/privacy.ts';
import type { Playground } from './playground.ts';

const FIELDS = 'input, textarea, select, option';

/**
 * The page as the mirror is to have it.
 *
 * @param credentials what the capture knows of secret fields: they stay so whatever the page makes of them
 */
export function expectedText(play: Playground, credentials: Credentials): string {
  const privacy = new Privacy({}, 'about:blank', credentials);
  return describePage(play.document, {
    topLayer: (document) => play.opened.filter((element) => element.ownerDocument === document),
    shadowRootOf: (element) => element.shadowRoot ?? play.closedRoots.get(element) ?? null,
    textOf(node) {
      if (node.nodeType === Node.COMMENT_NODE) return '';
      const field = node.parentElement;
      return field?.localName === 'textarea' ? privacy.fieldValue(field, node.data, CLEAR) : node.data;
    },
    fieldValueOf: (element, value) => privacy.fieldValue(element, value, CLEAR),
    attributeOf(element, name, value) {
      const level = element.matches(FIELDS) && privacy.isCredential(element) ? MASK : CLEAR;
      if (!privacy.sendsAttribute(element.localName, name, level)) return null;
      return privacy.attribute(element, element.localName, name, value, CLEAR);
    },
  });
}

/**
 * The first line in which page and mirror differ, with what stands around it; undefined when there is none.
 *
 * @param comparesScroll browsers tell of scrolling with the next frame: only who waits for it can compare
 */
export function firstDifference(page: string, mirror: Document, comparesScroll: boolean): string | undefined {
  const linesOf = (text: string) =>
    (comparesScroll ? text : text.replace(/ scrolled to -?\d+,-?\d+\b/g, '')).split('\n');
  const expected = linesOf(page);
  const found = linesOf(describeMirror(mirror));
  const at = expected.findIndex((line, index) => line !== found[index]);
  const index = at < 0 && found.length > expected.length ? expected.length : at;
  if (index < 0) return undefined;
  const around = (lines: string[]) => lines.slice(Math.max(0, index - 4), index + 3).join('\n');
  return `line ${index + 1}\n--- page\n${around(expected)}\n--- mirror\n${around(found)}`;
}
