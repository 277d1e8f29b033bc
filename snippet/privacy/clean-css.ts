import { cleanUrl } from './clean-url.ts';
import { maskValue } from './mask.ts';

const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi;

/** Declarations whose strings a person can read: `content` shows them, custom properties bring them there. */
const READABLE =
  /((?:^|[;{\s])(?:content|--[\w-]+)\s*:)((?:"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|[^;}"'])*)/gi;

/** Also one that nobody closes. */
const STRING = /"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?/g;

/**
 * CSS whose addresses have lost what may be secret in them. What is in the address itself (`data:`) stays.
 *
 * @param addresses gets what each address was, by what leaves of it
 * @param base of a sheet that is a file: what leaves is relative to the document
 */
export function cleanCss(css: string, addresses: Map<string, string>, base?: string | null): string {
  if (!css.includes('url(') && !css.includes('URL(')) return css;
  return css.replace(ADDRESS, (whole, double?: string, single?: string, bare?: string) => {
    const url = (double ?? single ?? bare ?? '').trim();
    if (/^(data:|#)/i.test(url)) return whole;
    const full = base ? absolute(url, base) : url;
    const clean = cleanUrl(full);
    addresses.set(clean, full);
    return clean === url ? whole : `url("${clean}")`;
  });
}

/** CSS of a private part: what it would write onto the page is masked, what it would load is gone. */
export function maskCss(css: string): string {
  return css
    .replace(ADDRESS, 'url("")')
    .replace(READABLE, (_whole, name: string, value: string) => name + value.replace(STRING, `"${maskValue('x')}"`));
}

function absolute(url: string, base: string): string {
  try {
    return new URL(url, base).href;
  } catch {
    return url;
  }
}
