import { fontSizeBytes, type RasterSize, rasterSize } from './asset-size.ts';

/** Kinds of bytes that a mirror shows. Their names are ours: what a server calls them does not count. */
export type AssetType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'image/bmp'
  | 'image/x-icon'
  | 'image/svg+xml'
  | 'font/woff2'
  | 'font/woff'
  | 'font/ttf'
  | 'font/otf';

export interface SniffedAsset {
  readonly type: AssetType;
  /** Of a picture made of pixels. */
  readonly pixels?: RasterSize;
}

/**
 * Caps on what small bytes can make a browser unpack. SVG as a picture neither runs scripts nor loads anything, but
 * entities and nested `<use>` multiply.
 */
const MOST_PIXELS = 64 * 1024 * 1024;
const MOST_FONT_BYTES = 32 * 1024 * 1024;
const MOST_SVG_BYTES = 2 * 1024 * 1024;
const MOST_SVG_USES = 64;
const MOST_SVG_FILTERS = 64;

const SIGNATURES: readonly (readonly [type: AssetType, offset: number, signature: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
  ['image/bmp', 0, 'BM'],
  ['image/x-icon', 0, '\0\0\x01\0'],
  ['font/woff2', 0, 'wOF2'],
  ['font/woff', 0, 'wOFF'],
  ['font/ttf', 0, '\0\x01\0\0'],
  ['font/ttf', 0, 'true'],
  ['font/otf', 0, 'OTTO'],
];

/** What bytes are, by themselves; undefined for what no mirror shows. Both ends ask, neither believes the other. */
export function sniffAsset(bytes: Uint8Array): SniffedAsset | undefined {
  const type = SIGNATURES.find(([, offset, signature]) => startsWith(bytes, offset, signature))?.[0];
  if (type === undefined) return isPlainSvg(bytes) ? { type: 'image/svg+xml' } : undefined;
  if (type.startsWith('font/')) return fontSizeBytes(bytes) > MOST_FONT_BYTES ? undefined : { type };
  const pixels = rasterSize(type, bytes);
  if (pixels === undefined || pixels.width * pixels.height > MOST_PIXELS) return undefined;
  return { type, pixels };
}

export function isFont(type: AssetType): boolean {
  return type.startsWith('font/');
}

function startsWith(bytes: Uint8Array, offset: number, signature: string): boolean {
  for (let at = 0; at < signature.length; at++) if (bytes[offset + at] !== signature.charCodeAt(at)) return false;
  return true;
}

function isPlainSvg(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_SVG_BYTES) return false;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  const head = text.replace(/^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^>[]*>)*/i, '');
  if (!/^<(?:[\w-]+:)?svg[\s/>]/i.test(head) || /<!ENTITY/i.test(text)) return false;
  const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
  return count(/<(?:[\w-]+:)?use\b/gi) <= MOST_SVG_USES && count(/<(?:[\w-]+:)?fe[A-Z]\w+/g) <= MOST_SVG_FILTERS;
}
