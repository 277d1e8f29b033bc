/** One entry of a privacy list: a CSS selector, on all pages or on those whose address matches a glob (`*` any run). */
export type PrivacyRule = string | { selector: string; url: string };

/**
 * What a site hides. Attributes in the page work beside it: `data-coview-private-content`,
 * `data-coview="mask|block|ignore|unmask|no-control"`. Where rules meet, the strictest wins.
 */
export interface PrivacyOptions {
  /** Text, values and readable attributes are replaced before they are encoded. */
  mask?: PrivacyRule[];
  /** Exceptions from `private` and from inherited masks. Never opens a credential. */
  unmask?: PrivacyRule[];
  /** Only an empty box of the same size is shown. */
  block?: PrivacyRule[];
  unblock?: PrivacyRule[];
  /** What is entered here is not reported at all. */
  ignore?: PrivacyRule[];
  /** Agents can never act here. */
  noControl?: PrivacyRule[];
  /** Masks the whole page; `unmask` then opens parts. */
  private?: boolean;
}

/** What the room's admin hides on top of that: nothing of the site opens it. */
export interface PrivacyFloor {
  mask: string[];
  block: string[];
  ignore: string[];
  private: boolean;
}
