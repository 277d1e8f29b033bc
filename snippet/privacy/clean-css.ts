import { cleanUrl } from './clean-url.ts';
import { maskValue } from './mask.ts';

const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi;

/** Declarations whose strings a person can read: `content` shows them, custom properties bring them there. */
const READABLE = /((?:^|[;{\s])(?:content|--[\w-]+)\s*:)([^;}]*)/gi;

const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;

/** CSS whose addresses have lost what may be secret in them. What is in the address itself (`data:`) stays. */
export function cleanCss(css: string): string {
  if (!css.includes('url(') && !css.includes('URL(')) return css;
  return css.replace(ADDRESS, (whole, double?: string, single?: string, bare?: string) => {
    const url = double ?? single ?? bare ?? '';
    if (/^\s*data:/i.test(url) || !/[?#@]/.test(url) || url.startsWith('#')) return whole;
    return `url("${cleanUrl(url)}")`;
  });
}

/** CSS of a private part: what it would write onto the page is masked, what it would load is gone. */
export function maskCss(css: string): string {
  return css
    .replace(ADDRESS, 'url("")')
    .replace(READABLE, (_whole, name: string, value: string) => name + value.replace(STRING, `"${maskValue('x')}"`));
}
