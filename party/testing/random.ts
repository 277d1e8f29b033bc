import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

/** Seeds of a property test: fixed ones, or those in COVIEW_SEEDS (`3` or `100-200`). */
export function seedsOf(count: number): number[] {
  const [first, last] = (process.env.COVIEW_SEEDS ?? `1-${count}`).split('-').map(Number);
  if (first === undefined || Number.isNaN(first)) throw new Error('COVIEW_SEEDS: a number or a range');
  return Array.from({ length: (last ?? first) - first + 1 }, (_, at) => first + at);
}
