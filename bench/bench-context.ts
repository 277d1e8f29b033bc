import type { Browser } from 'puppeteer-core';
import type { Subject } from './subjects/subject.ts';

/** What every part of the bench works with. */
export interface BenchContext {
  browser: Browser;
  subjects: readonly Subject[];
  /** Fewest runs that still produce every row: says that the bench works, nothing about speed. */
  quick: boolean;
}
