/** Symbols of a join code: digits and letters without the ones that are read wrongly. */
const SYMBOLS = /[0-9A-HJKMNP-TV-Z]/;
const CODE_LENGTH = 8;
const HYPHEN_AT = 4;

/** Text of the code field and where its caret stands. */
export interface CodeText {
  text: string;
  caret: number;
}

/**
 * What the field shows after someone typed or pasted `raw`: upper case, only symbols of the alphabet (with `O` read as 0, `I` and `L`
 * as 1), the hyphen put where it belongs, and the caret kept beside the symbol it stood beside.
 */
export function tidyCode(raw: string, caret: number): CodeText {
  const source = codeWithin(raw) ?? raw;
  const caretInSource = source === raw ? caret : source.length;
  const symbols = symbolsOf(source).slice(0, CODE_LENGTH);
  const before = Math.min(symbolsOf(source.slice(0, caretInSource)).length, symbols.length);
  const hyphenated = symbols.length > HYPHEN_AT;
  return {
    text: hyphenated ? `${symbols.slice(0, HYPHEN_AT)}-${symbols.slice(HYPHEN_AT)}` : symbols,
    caret:
      before > HYPHEN_AT || (hyphenated && before === HYPHEN_AT && caretInSource === source.length)
        ? before + 1
        : before,
  };
}

/** A code inside a pasted sentence ("Your code is K7M4-QX2P."), if there is one: rather with its hyphen, rather at the end. */
function codeWithin(raw: string): string | null {
  if (raw.length <= CODE_LENGTH + 1) return null;
  const found = (separator: RegExp) =>
    [...raw.matchAll(new RegExp(`(?<![0-9a-z])[0-9a-z]{4}${separator.source}[0-9a-z]{4}(?![0-9a-z])`, 'gi'))].at(
      -1,
    )?.[0];
  return found(/[-\u2010-\u2015]/) ?? found(/ /) ?? null;
}

function symbolsOf(text: string): string {
  const read = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return [...read].filter((symbol) => SYMBOLS.test(symbol)).join('');
}
