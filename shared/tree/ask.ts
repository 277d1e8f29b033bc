/**
 * What the customer's browser asks for by itself, outside of the page: a picker of files, and a bubble at a field that is not
 * filled in right. Lists and pickers of days and colours are told by the state `open` of their field.
 */
export const ASK_KINDS = ['', 'file', 'invalid'] as const;

/** '': nothing. */
export type AskKind = (typeof ASK_KINDS)[number];

/** UTF-16 units of what a bubble says. */
export const LONGEST_ASK_TEXT = 500;

export function isAskKind(kind: string): kind is AskKind {
  return (ASK_KINDS as readonly string[]).includes(kind);
}
