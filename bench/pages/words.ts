const WORDS =
  'pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful mushy odd unsightly adorable important inexpensive cheap expensive fancy red yellow blue green brown table chair house bbq desk car pony cookie sandwich burger pizza mouse keyboard'.split(
    ' ',
  );

/** The same words in the same order in every page and every run. */
export class Words {
  private state = 42;

  label(): string {
    return `${this.next()} ${this.next()} ${this.next()}`;
  }

  private next(): string {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return WORDS[this.state % WORDS.length] ?? '';
  }
}
