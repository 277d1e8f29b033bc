import type { Link, LinkEvents } from '../../shared/link/link.ts';
import type { LinkOptions } from '../../shared/link/open-link.ts';

/** How to get onto the party's wire: with the ticket of a join, or with the token of the page before. */
export type Way = Pick<LinkOptions, 'sessionId' | 'entry' | 'lastIndex' | 'seal'>;

export type OpenLink = (way: Way, events: LinkEvents) => Link;
