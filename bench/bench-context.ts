import type { Browser } from 'puppeteer-core';
import type { BenchPage } from './pages/bench-pages.ts';
import type { Subject } from './subjects/subject.ts';

/** What every part of the bench works with. */
export interface BenchContext {
  browser: Browser;
  subjects: readonly Subject[];
  pages: readonly BenchPage[];
  /** How often everything is repeated. */
  rounds: number;
  /** Fewest runs that still produce every row: says that the bench works, nothing about speed. */
  quick: boolean;
}
