/** Something that makes other tools show another page than the customer has: a small page, and what happens on it. */
export interface Complaint {
  readonly name: string;
  /** Body of the page. */
  readonly body: string;
  /** Scripts that run in the page, one after the other: after each, page and mirror are to be equal. */
  readonly steps: readonly string[];
  /** What the mirror is to have in the end, so that equal is not equally empty. */
  readonly shows: string | RegExp;
  /** An element, and computed properties that it is to have in the mirror as on the page. */
  readonly looksLike?: readonly [selector: string, ...properties: string[]];
  /** Default: `text/html`. */
  readonly type?: 'application/xhtml+xml';
}
