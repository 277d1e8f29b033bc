import { attributeOf, localNameOf, matches } from '../capture/natives.ts';
import { attributeWay, passesMask } from './attributes.ts';
import { cleanCss, maskCss } from './clean-css.ts';
import { cleanSrcset, cleanUrl } from './clean-url.ts';
import { Credentials } from './credential.ts';
import { BLOCK, CLEAR, IGNORE, KEPT, type Level, MASK } from './level.ts';
import { maskText, maskValue } from './mask.ts';
import type { PrivacyFloor, PrivacyOptions, PrivacyRule } from './privacy-options.ts';

/** Words of `data-coview` that do not mask by themselves. */
const MARKS = new Set(['unmask', 'ignore', 'block', 'no-control', '']);

/** Pseudo-classes other than those about place and kind: they follow what people do. */
const STATE = /:(?!first|last|nth|only|not|is|where|has|empty|root)/;

/**
 * The one place that decides what may leave the page. Everything the capture sends passes through here, before it is
 * encoded.
 */
export class Privacy {
  /** Level of the document itself. */
  readonly base: Level;
  private readonly selectors: Record<
    'mask' | 'unmask' | 'block' | 'unblock' | 'ignore' | 'keptMask' | 'keptBlock',
    string
  >;
  private readonly hasSelectors: boolean;
  private readonly watched: ReadonlySet<string>;
  /** Addresses of pictures and fonts in CSS that has left, by how they are spelled there. */
  readonly addresses = new Map<string, string>();
  /** True when the level of an element can depend on where it stands, not only on itself and what it inherits. */
  readonly dependsOnPlace: boolean;
  /** True when a level can depend on state that no record tells of: `:checked`, `:disabled`. */
  readonly dependsOnState: boolean;
  /** True when one element's attributes can change the level of its siblings. */
  readonly reachesSiblings: boolean;

  /**
   * @param url address of the document, for rules that are limited to some pages
   * @param credentials what is known of the page's secret fields
   * @param base level of the document itself: that of the frame it is in
   * @param floor what the room's admin hides
   */
  constructor(
    options: PrivacyOptions,
    url: string,
    readonly credentials = new Credentials(),
    base?: Level,
    floor?: PrivacyFloor,
  ) {
    this.base = base ?? (floor?.private ? MASK | KEPT : options.private === true ? MASK : CLEAR);
    this.selectors = {
      mask: selectorList(options.mask, url),
      unmask: selectorList(options.unmask, url),
      block: selectorList(options.block, url),
      unblock: selectorList(options.unblock, url),
      ignore: selectorList([...(options.ignore ?? []), ...(floor?.ignore ?? [])], url),
      keptMask: selectorList(floor?.mask, url),
      keptBlock: selectorList(floor?.block, url),
    };
    const all = Object.values(this.selectors).join(' ');
    this.hasSelectors = all.trim() !== '';
    this.watched = attributeNamesIn(all);
    this.dependsOnPlace = Object.values({
      ...options,
      keptMask: floor?.mask,
      keptBlock: floor?.block,
      kept: floor?.ignore,
    })
      .flatMap((rules) => (Array.isArray(rules) ? (rules as PrivacyRule[]) : []))
      .some((rule) => /[\s>+~:|]/.test((typeof rule === 'string' ? rule : rule.selector).trim()));
    this.dependsOnState = STATE.test(all);
    this.reachesSiblings = /[+~]|:has|:nth|:first|:last|:only|:empty/.test(all);
  }

  /** Level of an element, from that of its parent. */
  levelOf(element: Element, inherited: Level): Level {
    let level = inherited;
    const mark = attributeOf(element, 'data-coview');
    if (this.hasSelectors || mark !== null) {
      const marks = (mark ?? '').toLowerCase().split(/\s+/);
      if (!(level & KEPT) && (marks.includes('unmask') || this.matches(element, 'unmask'))) level &= ~MASK;
      // A mark that we do not know was meant to hide.
      if (!marks.every((each) => MARKS.has(each)) || this.matches(element, 'mask')) level |= MASK;
      if (marks.includes('ignore') || this.matches(element, 'ignore')) level |= IGNORE;
      if (marks.includes('block') || (this.matches(element, 'block') && !this.matches(element, 'unblock')))
        level |= BLOCK;
      if (this.matches(element, 'keptMask')) level |= MASK | KEPT;
      if (this.matches(element, 'keptBlock')) level |= BLOCK;
    }
    if (attributeOf(element, 'data-coview-private-content') !== null) level |= MASK;
    // What is entered into an editable element is its text.
    if ((level & IGNORE) !== 0 && attributeOf(element, 'contenteditable') !== null) level |= MASK;
    return level;
  }

  /** Whether `levelOf` needs to be asked for an element with these attributes at all. */
  mayMark(names: readonly string[]): boolean {
    return this.hasSelectors || names.some((name) => name.startsWith('data-coview'));
  }

  /** Whether a change of this attribute can change the level of its element, or of others below or beside it. */
  isWatched(name: string): boolean {
    return name.startsWith('data-coview') || this.watched.has(name.toLowerCase());
  }

  text(value: string, level: Level): string {
    return (level & MASK) === 0 ? value : maskText(value);
  }

  /** Whether an attribute of this name leaves at all. */
  sendsAttribute(tag: string, name: string, level: Level): boolean {
    return attributeWay(tag, name) !== 'never' && ((level & MASK) === 0 || passesMask(name));
  }

  /** Whether the value of an attribute needs no look before it leaves. */
  sendsAsIs(tag: string, name: string): boolean {
    return attributeWay(tag, name) === 'plain';
  }

  attribute(element: Element, tag: string, name: string, value: string, level: Level): string {
    switch (attributeWay(tag, name)) {
      case 'url':
        return cleanUrl(value);
      case 'srcset':
        return cleanSrcset(value);
      case 'field-value':
        return this.fieldValue(element, value, level);
      case 'css':
        return this.css(value, level);
      default:
        return value;
    }
  }

  /**
   * Text of a style sheet or `style` attribute.
   *
   * @param base see `cleanCss`
   */
  css(value: string, level: Level, base?: string | null): string {
    return (level & MASK) === 0 ? cleanCss(value, this.addresses, base) : maskCss(value);
  }

  /** Whether a field, or the field that an option belongs to, holds a secret. */
  isCredential(element: Element): boolean {
    if (localNameOf(element) !== 'option') return this.credentials.has(element);
    const select = element.closest('select');
    return select !== null && this.credentials.has(select);
  }

  /** Current or default value of a form field; '' where nothing of it may be known. */
  fieldValue(element: Element, value: string, level: Level): string {
    const type = attributeOf(element, 'type')?.toLowerCase();
    if (type === 'hidden' || type === 'file' || (level & IGNORE) !== 0) return '';
    if (this.credentials.has(element)) return maskValue(value);
    if (type === 'submit' || type === 'button' || type === 'reset') return this.text(value, level);
    return (level & MASK) === 0 ? value : maskValue(value);
  }

  /** Address of the page. */
  url(url: string): string {
    return cleanUrl(url);
  }

  private matches(element: Element, list: keyof Privacy['selectors']): boolean {
    const selector = this.selectors[list];
    return selector !== '' && matches(element, selector);
  }
}

/** Rules that apply to this page, as one selector list. A selector that the browser refuses fails here, at the edge. */
function selectorList(rules: readonly PrivacyRule[] | undefined, url: string): string {
  const selectors = (rules ?? [])
    .filter((rule) => typeof rule === 'string' || globMatches(rule.url, url))
    .map((rule) => (typeof rule === 'string' ? rule : rule.selector));
  const list = selectors.join(', ');
  if (list !== '') document.createDocumentFragment().querySelector(list);
  return list;
}

function globMatches(glob: string, url: string): boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(url);
}

/** Names of the attributes that a list of selectors looks at. */
function attributeNamesIn(selectors: string): Set<string> {
  const names = new Set<string>();
  if (selectors.includes('.')) names.add('class');
  if (selectors.includes('#')) names.add('id');
  for (const [, name] of selectors.matchAll(/\[\s*([\w:-]+)/g)) if (name !== undefined) names.add(name.toLowerCase());
  return names;
}
