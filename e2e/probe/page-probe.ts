import { describePage as describe, describeMirror as describeReplica } from '../../shared/mirror/describe-document.ts';
import { BLOCK, type Level, MASK } from '../../snippet/privacy/level.ts';
import { Privacy } from '../../snippet/privacy/privacy.ts';
import type { PrivacyOptions } from '../../snippet/privacy/privacy-options.ts';

const NOT_SENT_BELOW = 'script, noscript, iframe, object';
const FIELDS = 'input, textarea, select, option';
const WIDGET = 'coview-widget';

/** What the mirror of this page is meant to be: the page as it is now, masked by the page's own privacy options. */
export function describePage(options: PrivacyOptions): string {
  const privacy = new Privacy(options, document.URL);
  const levels = new Map<Node, Level>();

  /** Level of an element; of any other node that of the element, root or document it is in. */
  const levelOf = (node: Node): Level => {
    const known = levels.get(node);
    if (known !== undefined) return known;
    const parent = node instanceof ShadowRoot ? node.host : node.parentNode;
    const inherited = parent ? levelOf(parent) : privacy.base;
    const level = node instanceof Element ? privacy.levelOf(node, inherited) : inherited;
    levels.set(node, level);
    return level;
  };
  /** The texts of style sheets are no content, wherever they stand. */
  const levelOfText = (node: Node): Level =>
    node.parentElement?.matches('style') ? levelOf(node) & ~MASK : levelOf(node);

  return describe(document, {
    textOf(node) {
      if (node.nodeType === Node.COMMENT_NODE) return '';
      const field = node.parentElement;
      if (field instanceof HTMLTextAreaElement) return privacy.fieldValue(field, node.data, levelOf(field));
      return privacy.text(node.data, levelOfText(node));
    },
    attributeOf(element, name, value) {
      const level = levelOf(element);
      const tag = element.localName;
      const masked = (level & BLOCK) !== 0 || (element.matches(FIELDS) && privacy.credentials.has(element));
      if (!privacy.sendsAttribute(tag, name, masked ? level | MASK : level)) return null;
      return privacy.attribute(element, tag, name, value, level);
    },
    fieldValueOf: (element, value) => privacy.fieldValue(element, value, levelOf(element)),
    skip: (node) => node instanceof Element && node.localName === WIDGET,
    isOpaque: (element) => element.matches(NOT_SENT_BELOW) || (levelOf(element) & BLOCK) !== 0,
  });
}

/** What the mirror in this panel is. */
export function describeMirror(frameSelector: string): string {
  const frame = document.querySelector<HTMLIFrameElement>(frameSelector);
  return frame?.contentDocument ? describeReplica(frame.contentDocument) : '';
}
