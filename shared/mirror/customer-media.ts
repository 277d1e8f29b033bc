import { MEDIA_FEATURES } from '../tree/media-features.ts';

/** Dots in a CSS pixel, by unit; a ratio has none. */
const DOTS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['x', 1],
  ['dppx', 1],
  ['dpi', 1 / 96],
  ['dpcm', 2.54 / 96],
]);

const RESOLUTION = /^(?:-webkit-)?(min-|max-)?(?:-moz-)?(?:resolution|device-pixel-ratio)$/;
const NUMBER = /^(\d*\.?\d+)([a-z]*)$/;
const RANGE = /^(?:(\S+?)\s*([<>]=?|=)\s*)?resolution(?:\s*([<>]=?|=)\s*(\S+))?$/;

/** Beyond the tenth of a thousandth two resolutions are one: zoom levels are no round numbers. */
const SAME = 1e-4;

/** Answers media queries as the customer's browser does, as far as its system decides them. */
export class CustomerMedia {
  private readonly values = new Map<string, Set<string>>();
  private readonly dppx: number | undefined;

  /** @param text see `mediaText` */
  constructor(text: string) {
    for (const word of text.split(' ')) {
      const [feature, value] = word.split(':');
      if (feature === undefined || value === undefined) continue;
      const known = this.values.get(feature);
      if (known === undefined) this.values.set(feature, new Set([value]));
      else known.add(value);
    }
    const dppx = Number(this.values.get('resolution')?.values().next().value);
    this.dppx = dppx > 0 ? dppx : undefined;
  }

  /** @param query what stands in one pair of brackets. @returns undefined for what the mirror's own window decides */
  matches(query: string): boolean | undefined {
    const [name = '', value] = query
      .toLowerCase()
      .split(':')
      .map((part) => part.trim());
    if (MEDIA_FEATURES.has(name)) {
      const found = this.values.get(name) ?? new Set();
      return value === undefined
        ? [...found].some((one) => one !== 'none' && one !== 'no-preference')
        : found.has(value);
    }
    const limit = RESOLUTION.exec(name)?.[1];
    if (value !== undefined && RESOLUTION.test(name)) {
      return this.compare(limit === 'min-' ? '>=' : limit === 'max-' ? '<=' : '=', value);
    }
    const range = RANGE.exec(name);
    if (value !== undefined || range === null) return undefined;
    const [, low, before, after, high] = range;
    // Said from the left, a comparison is the other way round.
    const turned = before?.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
    const first = turned === undefined || low === undefined ? true : this.compare(turned, low);
    const second = after === undefined || high === undefined ? true : this.compare(after, high);
    return first === undefined || second === undefined ? undefined : first && second;
  }

  private compare(sign: string, written: string): boolean | undefined {
    const [, number, unit = ''] = NUMBER.exec(written) ?? [];
    const factor = DOTS.get(unit);
    if (this.dppx === undefined || number === undefined || factor === undefined) return undefined;
    const difference = this.dppx - Number(number) * factor;
    const isSame = Math.abs(difference) < SAME;
    if (sign === '=') return isSame;
    if (isSame) return sign.endsWith('=');
    return sign.startsWith('>') ? difference > 0 : difference < 0;
  }
}
