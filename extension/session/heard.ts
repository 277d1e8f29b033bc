/** When a customer's page last said that it hears this panel. */
export interface Heard {
  /** ms since epoch. */
  at: number;
  /** Since the time before; undefined: it was the first. */
  gapMs: number | undefined;
}
