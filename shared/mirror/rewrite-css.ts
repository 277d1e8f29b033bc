import { type CSSToken, type ParseError, ParseErrorMessage, TokenType, tokenize } from '@csstools/css-tokenizer';
import { isTwinnedOn } from './attribute-plan.ts';
import { CustomerMedia } from './customer-media.ts';
import { FULLSCREEN_MARK, isTwinned, STATE_MARKS, twinOf } from './twin-names.ts';
import { allowedUrl, type UrlPolicy } from './url-policy.ts';

/** Loads as an image without content, so the declaration around it stays valid. */
const NOTHING = 'url("data:,")';
const NOTHING_STRING = '"data:,"';

/** Functions in which a string is an address. */
const LOADING_FUNCTIONS = /^(?:url|src|image|-?(?:webkit-|moz-)?(?:image-set|cross-fade))$/;

/** Functions that bring in text which cannot be seen here, and so may not stand inside a loading function. */
const OPAQUE_FUNCTIONS = /^(?:var|env|attr|if|inherit|--.*)$/;

const SUSPICIOUS =
  /["'\\[]|\/\*|(?:url|src|image|image-set|cross-fade|attr)\(|@import|:(?:visited|hover|active|focus|target|user-|autofill|open|fullscreen|modal|defined|-)|\(\s*(?:any-)?(?:hover|pointer)\b|prefers-|resolution|pixel-ratio|-colors|scripting|update|color-gamut|dynamic-range|display-mode/i;

/** Stands among the addresses of what depends on the customer's system and page. */
export const ENVIRONMENT = ' environment';

/** Media queries that are always, and never true. */
const ALWAYS = '(min-width: 0px)';
const NEVER = '(max-width: -1px)';

/** Never in a page; gives `:defined` its weight. */
const NO_CLASS = '.coview-undefined';

/** Pseudo-classes that mean something else in the mirror, with what says the same there. */
const REWRITTEN_STATES = new Map<string, string>([
  ['visited', ':not(*)'],
  ...Object.entries(STATE_MARKS).map(([name, mark]) => [name, `[${mark}]`] as const),
  ['open', `:is([${STATE_MARKS.open}], :where(details, dialog)[open])`],
  ...['-webkit-autofill', '-moz-autofill'].map((name) => [name, `[${STATE_MARKS.autofill}]`] as const),
  ['-moz-ui-invalid', `[${STATE_MARKS['user-invalid']}]`],
  ['-moz-ui-valid', `[${STATE_MARKS['user-valid']}]`],
  ['-moz-focusring', `[${STATE_MARKS['focus-visible']}]`],
  ['modal', `:is(:modal, [${FULLSCREEN_MARK}])`],
  ...['fullscreen', '-webkit-full-screen', '-moz-full-screen'].map((name) => [name, `[${FULLSCREEN_MARK}]`] as const),
]);

/** Any answers, to find out which questions there are. */
const NO_MEDIA = new CustomerMedia('resolution:1');

const PLAIN_PSEUDO_ELEMENTS = /^(?:before|after|first-line|first-letter)$/i;

const BREAKS_OFF: ReadonlySet<string> = new Set([
  ParseErrorMessage.UnexpectedEOFInString,
  ParseErrorMessage.UnexpectedEOFInComment,
  ParseErrorMessage.UnexpectedEOFInURL,
  ParseErrorMessage.UnexpectedEOFInEscapedCodePoint,
]);

const COMBINATORS = ['>', '+', '~'];

const ENDS_COMPOUND: ReadonlySet<TokenType> = new Set([
  TokenType.Whitespace,
  TokenType.Comma,
  TokenType.Semicolon,
  TokenType.OpenCurly,
  TokenType.CloseCurly,
]);

interface OpenBracket {
  /** Lower-cased function name; empty for `(`, `[` and `{`. */
  readonly name: string;
  readonly closer: TokenType;
  /** Index of the opening token. */
  readonly start: number;
  /** A loading function with something opaque inside. */
  opaque: boolean;
}

export interface RewrittenCss {
  css: string;
  /**
   * False when the text breaks off inside a string, comment or function: whatever followed it would be read differently,
   * so it must not be joined with other text.
   */
  complete: boolean;
  /** What it would load, as it is written there: neither `data:` nor within the document. */
  addresses: readonly string[];
}

/**
 * CSS of the page made safe and right for the mirror: nothing in it loads but what the policy allows, attribute
 * selectors mean the twins, and `:visited` never matches. Takes sheets, single rules, lists of declarations and values.
 */
export function rewriteCss(css: string, policy: UrlPolicy): RewrittenCss {
  if (isPlain(css)) return { css, complete: true, addresses: [] };
  let complete = true;
  const onParseError = (error: ParseError) => {
    if (BREAKS_OFF.has(error.message)) complete = false;
  };
  const writer = new CssWriter(tokenize({ css }, { onParseError }), policy);
  return { css: writer.write(), complete: complete && !writer.unclosed, addresses: writer.addresses };
}

/** The media of a whole sheet, answered likewise. */
export function rewriteMedia(media: string, policy: UrlPolicy): string {
  const start = '@media ';
  const { css, complete } = rewriteCss(`${start}${media}{}`, policy);
  return complete && css.startsWith(start) && css.endsWith('{}') ? css.slice(start.length, -2) : media;
}

/** True for text in which nothing could load or need rewriting, and which is complete in itself. */
function isPlain(css: string): boolean {
  if (SUSPICIOUS.test(css)) return false;
  let open = 0;
  for (let at = css.indexOf('('); at !== -1; at = css.indexOf('(', at + 1)) open++;
  for (let at = css.indexOf(')'); at !== -1; at = css.indexOf(')', at + 1)) open--;
  return open === 0;
}

class CssWriter {
  unclosed = false;
  readonly addresses: string[] = [];
  private readonly out: string[];
  private readonly brackets: OpenBracket[] = [];
  /** Names in selectors, changed only if what they stand in turns out to be a selector: if a block follows. */
  private selectorEdits: [index: number, text: string][] = [];
  private inNamespace = false;
  private importStart: number | undefined;
  private fontFaceDepth: number | undefined;
  private fontFaceComing = false;
  private inMedia = false;

  constructor(
    private readonly tokens: readonly CSSToken[],
    private readonly policy: UrlPolicy,
  ) {
    this.out = tokens.map((token) => token[1]);
  }

  write(): string {
    for (let index = 0; index < this.tokens.length; index++) {
      this.step(this.tokens[index] as CSSToken, index);
    }
    const last = this.tokens.length - 1;
    if (this.importStart !== undefined) this.drop(this.importStart, last);
    for (const bracket of this.brackets) {
      if (bracket.opaque) this.neutralise(bracket, last);
    }
    this.unclosed = this.brackets.some((bracket) => bracket.closer !== TokenType.CloseCurly);
    return this.out.join('');
  }

  private step(token: CSSToken, index: number): void {
    switch (token[0]) {
      case TokenType.URL:
        if (!this.inNamespace) this.replace(index, this.urlText(token[4].value));
        return;
      case TokenType.BadURL:
        this.replace(index, NOTHING);
        return;
      case TokenType.String:
        this.string(token[4].value, index);
        return;
      case TokenType.Function:
        this.openFunction(token[4].value.toLowerCase(), index);
        return;
      case TokenType.OpenParen:
        this.open('', TokenType.CloseParen, index);
        if (this.inMedia) this.mediaFeature(index);
        return;
      case TokenType.OpenSquare:
        this.open('', TokenType.CloseSquare, index);
        this.attributeSelector(index);
        return;
      case TokenType.OpenCurly:
        this.openBlock(index);
        return;
      case TokenType.CloseParen:
      case TokenType.CloseSquare:
      case TokenType.CloseCurly:
        this.close(token[0], index);
        return;
      case TokenType.Semicolon:
        if (this.isTopOfBlock()) this.endStatement(index);
        return;
      case TokenType.AtKeyword:
        this.atKeyword(token[4].value.toLowerCase(), index);
        return;
      case TokenType.Colon:
        this.pseudoClass(index);
    }
  }

  private replace(index: number, text: string): void {
    this.out[index] = text;
  }

  /** Removes the tokens from `first` to `last`. */
  private drop(first: number, last: number): void {
    this.out.fill('', first, last + 1);
  }

  /** Puts an empty image in the place of a whole function. */
  private neutralise(bracket: OpenBracket, last: number): void {
    this.drop(bracket.start, last);
    this.replace(bracket.start, NOTHING);
  }

  private urlText(address: string): string {
    const url = this.permitted(address);
    return url === undefined
      ? NOTHING
      : `url("${url.replace(/["\\\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}")`;
  }

  private permitted(address: string): string | undefined {
    // A reference into the document itself: gradients, masks, filters.
    if (address === '' || address.startsWith('#')) return address;
    const isFont = this.fontFaceDepth !== undefined;
    if (!/^\s*data:/i.test(address)) this.addresses.push(address);
    return (
      this.policy.assets?.urlFor(address, isFont ? 'font' : 'picture') ??
      allowedUrl(address, isFont ? 'font' : 'css-image', this.policy)
    );
  }

  private string(value: string, index: number): void {
    const innermost = this.brackets.at(-1);
    if (innermost === undefined || !LOADING_FUNCTIONS.test(innermost.name)) return;
    const url = this.permitted(value);
    if (url === undefined) this.replace(index, NOTHING_STRING);
    else if (url !== value) this.replace(index, JSON.stringify(url));
  }

  private openFunction(name: string, index: number): void {
    if (OPAQUE_FUNCTIONS.test(name)) {
      const innermost = this.brackets.findLast((bracket) => bracket.name !== '');
      if (innermost !== undefined && LOADING_FUNCTIONS.test(innermost.name)) innermost.opaque = true;
    }
    this.open(name, TokenType.CloseParen, index);
    if (name === 'attr') this.renameNext(index, (at, text) => this.replace(at, text));
  }

  private open(name: string, closer: TokenType, start: number): void {
    this.brackets.push({ name, closer, start, opaque: false });
  }

  private openBlock(index: number): void {
    for (const [at, text] of this.selectorEdits) this.replace(at, text);
    this.selectorEdits = [];
    if (this.fontFaceComing) this.fontFaceDepth = this.brackets.length;
    this.fontFaceComing = false;
    this.inMedia = false;
    this.open('', TokenType.CloseCurly, index);
  }

  private close(closer: TokenType, index: number): void {
    const innermost = this.brackets.at(-1);
    // An unmatched closer changes nothing: the parser skips it, or ends a block that began outside of this text.
    if (innermost?.closer !== closer) return;
    this.brackets.pop();
    if (innermost.opaque) this.neutralise(innermost, index);
    if (closer !== TokenType.CloseCurly) return;
    if (this.fontFaceDepth === this.brackets.length) this.fontFaceDepth = undefined;
    const closesImport = this.importStart !== undefined && this.importStart < innermost.start;
    const brace = this.out[index] ?? '';
    this.endStatement(index);
    if (!closesImport) this.replace(index, brace);
  }

  private isTopOfBlock(): boolean {
    const innermost = this.brackets.at(-1);
    return innermost === undefined || innermost.closer === TokenType.CloseCurly;
  }

  private endStatement(index: number): void {
    this.selectorEdits = [];
    this.inNamespace = false;
    this.inMedia = false;
    this.fontFaceComing = false;
    if (this.importStart === undefined) return;
    this.drop(this.importStart, index);
    this.importStart = undefined;
  }

  private atKeyword(name: string, index: number): void {
    if (name === 'import') this.importStart ??= index;
    if (name === 'namespace') this.inNamespace = true;
    if (name === 'media') this.inMedia = true;
    if (name === 'font-face') this.fontFaceComing = true;
  }

  /** What the customer's browser has answered stands in the place of what it was asked. */
  private mediaFeature(index: number): void {
    const end = this.tokens.findIndex(
      ([type], at) =>
        at > index && (type === TokenType.CloseParen || type === TokenType.OpenParen || type === TokenType.Function),
    );
    if (this.tokens[end]?.[0] !== TokenType.CloseParen) return;
    const query = this.tokens.slice(index + 1, end).map(([type, text]) => (type === TokenType.Comment ? ' ' : text));
    const matches = (this.policy.media ?? NO_MEDIA).matches(query.join('').trim());
    // Without answers all is undefined, but for what would have one.
    if (matches === undefined) return;
    this.addresses.push(ENVIRONMENT);
    if (this.policy.media === undefined) return;
    this.out.fill('', index + 1, end);
    this.replace(index, (matches ? ALWAYS : NEVER).slice(0, -1));
  }

  private attributeSelector(index: number): void {
    this.renameNext(index, (at, text) => this.selectorEdits.push([at, text]), this.typeSelectorBefore(index));
  }

  /** Renames the attribute whose name follows, with or without a namespace before it. */
  private renameNext(index: number, edit: (at: number, text: string) => void, tag = ''): void {
    let at = this.nextSolid(index);
    const separator = this.nextSolid(at);
    const isNamespaced =
      isDelim(this.tokens[separator], '|') && this.tokens[this.nextSolid(separator)]?.[0] === TokenType.Ident;
    if (isDelim(this.tokens[at], '|')) at = separator;
    else if (isNamespaced) at = this.nextSolid(separator);
    const token = this.tokens[at];
    if (token?.[0] !== TokenType.Ident) return;
    const name = token[4].value.toLowerCase();
    if (isTwinned(name) || isTwinnedOn(tag, name)) edit(at, escapeIdent(twinOf(name)));
  }

  private nextSolid(index: number): number {
    let next = index + 1;
    while (this.tokens[next]?.[0] === TokenType.Whitespace || this.tokens[next]?.[0] === TokenType.Comment) next++;
    return next;
  }

  private pseudoClass(index: number): void {
    const at = this.nextSolid(index);
    const token = this.tokens[at];
    if (token?.[0] !== TokenType.Ident || this.tokens[index - 1]?.[0] === TokenType.Colon) return;
    const name = token[4].value.toLowerCase();
    if (name === 'defined') this.addresses.push(ENVIRONMENT);
    const rewritten = name === 'defined' ? definedSelector(this.policy) : REWRITTEN_STATES.get(name);
    // Only pseudo-classes may follow a pseudo-element: those stay as they are and never match.
    if (rewritten === undefined || this.followsPseudoElement(index)) return;
    this.selectorEdits.push([index, rewritten], [at, '']);
  }

  /** Whether the compound selector that ends before this token has a pseudo-element. */
  private followsPseudoElement(index: number): boolean {
    for (const at of this.compoundBefore(index)) {
      if (this.tokens[at]?.[0] !== TokenType.Colon) continue;
      const next = this.tokens[at + 1];
      if (this.tokens[at - 1]?.[0] === TokenType.Colon) return true;
      if (next?.[0] === TokenType.Ident && PLAIN_PSEUDO_ELEMENTS.test(next[4].value)) return true;
    }
    return false;
  }

  /** The element name with which the compound selector that ends before this token begins. */
  private typeSelectorBefore(index: number): string {
    const first = this.tokens[this.compoundBefore(index).at(-1) ?? index];
    return first?.[0] === TokenType.Ident ? first[4].value : '';
  }

  /** Indices of the tokens of the compound selector that ends before this one, backwards; without what is in brackets. */
  private compoundBefore(index: number): number[] {
    const found: number[] = [];
    let depth = 0;
    for (let at = index - 1; at >= 0; at--) {
      const token = this.tokens[at] as CSSToken;
      const type = token[0];
      if (type === TokenType.CloseParen || type === TokenType.CloseSquare) depth++;
      else if (type === TokenType.OpenParen || type === TokenType.OpenSquare || type === TokenType.Function) depth--;
      else if (depth === 0) {
        if (ENDS_COMPOUND.has(type) || COMBINATORS.some((sign) => isDelim(token, sign))) break;
        found.push(at);
      }
      if (depth < 0) break;
    }
    return found;
  }
}

/** No custom element is defined in the mirror: whatever the page has not named is taken to be. */
function definedSelector({ undefinedElements = [] }: UrlPolicy): string {
  return `:not(:is(${[NO_CLASS, ...undefinedElements.map(escapeIdent)].join(', ')}))`;
}

function isDelim(token: CSSToken | undefined, value: string): boolean {
  return token?.[0] === TokenType.Delim && token[4].value === value;
}

/** Twins are plain words but for the colon of `xlink:href` and what the page puts behind `data-coview-`. */
function escapeIdent(name: string): string {
  return name.replace(/[^\w-]/g, (char) => `\\${char.codePointAt(0)?.toString(16)} `);
}
