import { SPRITE_PART_ID } from '../../../shared/tree/asset.ts';

/**
 * The one symbol of a sprite that a `<use>` shows, as a document of its own; the whole sprite where the symbol refers to
 * others. Undefined when there is none of this id.
 */
export function spritePart(bytes: Uint8Array, id: string): Uint8Array<ArrayBuffer> | undefined {
  const sprite = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  const part = sprite.getElementById(id);
  if (part === null) return undefined;
  part.id = SPRITE_PART_ID;
  const serializer = new XMLSerializer();
  const text = serializer.serializeToString(part);
  const refers = /url\(\s*["']?#|href="#/.test(text);
  const svg = refers
    ? serializer.serializeToString(sprite.documentElement)
    : `<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>`;
  return new TextEncoder().encode(svg);
}
