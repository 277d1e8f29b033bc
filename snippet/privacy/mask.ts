const BULLET = '\u2022';
const SHORT = 16;

/**
 * Stands for the value of a private field: the same for every value that is not empty, so that neither its length nor
 * its keystrokes show.
 */
export function maskValue(value: string): string {
  return value === '' ? '' : BULLET.repeat(8);
}

/**
 * Stands for private text. White space alone is layout and stays. Text up to 16 characters always looks the same;
 * longer text keeps its size in powers of two, in words that wrap, so that paragraphs keep about their box.
 */
export function maskText(text: string): string {
  const length = text.trim().length;
  if (length === 0) return text;
  if (length <= SHORT) return BULLET.repeat(8);
  const steps = 2 ** Math.ceil(Math.log2(length / SHORT));
  return `${BULLET.repeat(7)} `.repeat(2 * steps).trimEnd();
}
