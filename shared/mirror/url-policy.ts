import type { CustomerMedia } from './customer-media.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';

/** What an address is for: fonts are fetched without cookies by every browser, images only where the element says so. */
export type AssetUse = 'css-image' | 'element-image' | 'font';

/** Decides which addresses may stay live in the mirror. */
export interface UrlPolicy {
  /** Address that relative ones of the page are relative to. */
  baseUrl: string;
  /** Origins listed by the room's admin; may be empty. */
  readonly assetOrigins: ReadonlySet<string>;
  /** What the page's messages have brought. */
  readonly assets?: CssAssets;
  /** Undefined until the page has told: then the mirror's own browser answers. */
  media?: CustomerMedia | undefined;
  /** Names of custom elements that do not match `:defined` on the page. */
  undefinedElements?: readonly string[];
}

/** Finds what an address in a style sheet means. */
export interface CssAssets {
  /** A `blob:` address of the mirror's own making, once the bytes are here. */
  urlFor(address: string, use: 'picture' | 'font'): string | undefined;
}

const IMAGE_DATA = /^data:image\/(?:png|jpeg|jpg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)[;,]/i;
const FONT_DATA =
  /^data:(?:font\/|application\/(?:x-)?font-|application\/vnd\.ms-fontobject|application\/octet-stream)/i;
const SVG_DATA = /^data:image\/svg\+xml([^,]*),/i;

/** The address to load, or undefined when this page may not make the agent load it. */
export function allowedUrl(address: string, use: AssetUse, policy: UrlPolicy): string | undefined {
  if (/^\s*data:/i.test(address)) {
    const url = address.trim();
    if (use === 'font') return FONT_DATA.test(url) ? url : undefined;
    return IMAGE_DATA.test(url) || isPlainSvg(url) ? url : undefined;
  }
  // Images of style sheets would be asked for with the agent's cookies: only elements can forbid that.
  if (policy.assetOrigins.size === 0 || use === 'css-image') return undefined;
  let url: URL;
  try {
    url = new URL(address, policy.baseUrl === '' ? undefined : policy.baseUrl);
  } catch {
    return undefined;
  }
  return /^https?:$/.test(url.protocol) && policy.assetOrigins.has(url.origin) ? url.href : undefined;
}

/**
 * An SVG used as an image neither runs scripts nor loads anything, but it can be made to draw for minutes: entities and
 * nested `<use>` multiply.
 */
function isPlainSvg(url: string): boolean {
  const head = SVG_DATA.exec(url);
  if (head === null || url.length > MIRROR_LIMITS.svgImageLength) return false;
  const body = url.slice(head[0].length);
  let text: string;
  try {
    text = /;\s*base64\s*$/i.test(head[1] ?? '') ? atob(decodeURIComponent(body)) : decodeURIComponent(body);
  } catch {
    // A lone `%` is legal in a data address and cannot be decoded: take the text as it stands.
    text = body;
  }
  if (/<!ENTITY/i.test(text)) return false;
  return (text.match(/<(?:[\w-]+:)?use\b/gi) ?? []).length <= MIRROR_LIMITS.svgImageUses;
}

/** The given origins that are ones: `https://cdn.example`, without path, of http or https. */
export function validOrigins(origins: readonly string[]): string[] {
  return origins.filter((origin) => {
    try {
      const url = new URL(origin);
      return /^https?:$/.test(url.protocol) && url.origin === origin;
    } catch {
      return false;
    }
  });
}
