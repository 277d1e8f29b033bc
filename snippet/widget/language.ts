import { isLanguage, type Language } from '../../shared/protocol/languages.ts';

/**
 * What the widget speaks: the language of the page if the room has it, else the first of the customer's that it has, else the room's
 * own. The page may change its language while it is open.
 *
 * @param allowed the room's languages; none: all
 */
export function languageFor(document: Document, allowed: readonly string[]): Language {
  const page = document.documentElement.lang;
  const wanted = [page, ...(document.defaultView?.navigator.languages ?? [])];
  const isAllowed = (language: string) => allowed.length === 0 || allowed.includes(language);
  return [...wanted.map(languageOf).filter(isAllowed), ...allowed].find(isLanguage) ?? 'en';
}

/** `de` of `de-AT`; empty for what is no tag of BCP 47. */
function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return '';
  }
}
