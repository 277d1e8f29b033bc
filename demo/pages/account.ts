import type { PageParts } from './layout.ts';

/** One document for every address below `/account`: `client/account/AccountArea.tsx` routes inside it. */
export function accountPage(): PageParts {
  return { title: 'Your account · Halden', name: 'account', main: '<div data-account></div>' };
}
