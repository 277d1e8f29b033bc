import type { Random } from './random.ts';

/** What makes nodes: the document they belong to and the choices. */
export interface Maker {
  readonly document: Document;
  readonly random: Random;
  /** Closed shadow roots by host: nobody else can find them. */
  readonly closedRoots: WeakMap<Element, ShadowRoot>;
}

const TEXTS = [
  '',
  ' ',
  'hello',
  'gr\u00fc\u00dfe',
  '\ud83d\ude00 emoji',
  '\n  ',
  'a longer text that repeats, a longer text that repeats',
  '<b>&amp;',
];
const NAMES = ['class', 'id', 'title', 'data-a', 'data-b', 'hidden', 'lang', 'dir', 'style', 'aria-label'];
const VALUES = ['', 'one', 'two three', 'color: red', 'width: 10px; height: 4px', 'ltr', 'x'.repeat(150)];

export function madeText({ random }: Maker): string {
  return random.pick(TEXTS);
}

export function madeAttribute({ random }: Maker): [name: string, value: string] {
  return [random.pick(NAMES), random.pick(VALUES)];
}
