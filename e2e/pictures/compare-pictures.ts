import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Comparison {
  /** Share of the pixels that differ, 0 to 1. */
  share: number;
  /** PNG that marks them. */
  difference: Uint8Array;
}

/** How far colours may be apart, 0 to 1: pixelmatch's own default. */
const THRESHOLD = 0.1;

/** Compares two PNGs of the same size. */
export function comparePictures(page: Uint8Array, other: Uint8Array): Comparison {
  const [a, b] = [page, other].map((png) => PNG.sync.read(Buffer.from(png)));
  if (!a || !b || a.width !== b.width || a.height !== b.height) throw new Error('the pictures have different sizes');
  const difference = new PNG({ width: a.width, height: a.height });
  const count = pixelmatch(a.data, b.data, difference.data, a.width, a.height, { threshold: THRESHOLD });
  return { share: count / (a.width * a.height), difference: PNG.sync.write(difference) };
}
