import { randomToken } from '../../shared/crypto/base64url.ts';
import { encodeHeader } from '../../shared/protocol/header.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import { type Besieged, hello } from './besieged-party.ts';
import { FORGED_TICKETS } from './forged-tickets.ts';
import { askRaw, knock } from './knock.ts';
import { SHOP } from './test-room.ts';

/** One way in that is none, and what the party says to it. */
export interface ForgedEntry {
  what: string;
  answer: string;
  attempt(at: Besieged): Promise<string>;
  /** What has to happen first; such entries come last. */
  after?: 'hibernation' | 'restart';
}

type Said = string | Uint8Array | ((at: Besieged) => string | Uint8Array);

/** Somebody connects to the victim's session and says one thing. */
const says = (
  what: string,
  answer: string,
  said: Said,
  more: { headers?: Record<string, string>; path?: (at: Besieged) => string; after?: ForgedEntry['after'] } = {},
): ForgedEntry => ({
  what,
  answer,
  ...(more.after && { after: more.after }),
  attempt: (at) =>
    knock(at.party.party.url, {
      path: more.path?.(at) ?? `/parties/session/${at.sessionId}`,
      headers: more.headers ?? {},
      say: [typeof said === 'function' ? said(at) : said],
    }),
});

const asks = (
  what: string,
  answer: string,
  asked: (at: Besieged) => Omit<Parameters<typeof askRaw>[1], 'headers'> & {
    headers?: Record<string, string>;
    pass?: Pass;
  },
): ForgedEntry => ({
  what,
  answer,
  attempt(at) {
    const { pass, headers, ...rest } = asked(at);
    const authorization = pass && { authorization: `Bearer ${pass.passId}.${pass.secret}` };
    return askRaw(at.party.party.url, { ...rest, headers: { ...authorization, ...headers } });
  },
});

const frame = Uint8Array.from([
  ...encodeHeader({
    ...{ kind: 'talk', role: 'agent', seq: 1, to: 0 },
    ...{ checkpoint: false, volatile: false, first: true, last: true },
  }),
  1,
]);
const internal = { [INTERNAL_HEADER]: '1' };
const fromShop = { origin: SHOP };
const good = (at: Besieged): string =>
  hello({ ticket: FORGED_TICKETS['for another session']?.(at.ticketParts()) ?? '' });

const WITHOUT_ANYTHING: ForgedEntry[] = [
  says('a frame before any hello', 'refused', frame),
  says('an admit before any hello', 'refused', '{"type":"admit","participant":"2"}'),
  says('a hello with nothing to show', 'session-unknown', hello({})),
  says('a hello with an empty ticket', 'refused', hello({ ticket: '' })),
  says('the pass in place of a ticket', 'refused', ({ party: { pass } }) =>
    hello({ ticket: `${pass.passId}.${pass.secret}` }),
  ),
  says('the admin secret in place of a ticket', 'refused', ({ party }) => hello({ ticket: party.adminSecret })),
  says('a resume token that nobody was given', 'session-unknown', hello({ resume: randomToken(32) })),
  says('a hello that names its own role', 'message-invalid', ({ used }) =>
    JSON.stringify({ ...(JSON.parse(hello({ ticket: used.agent })) as object), role: 'agent' }),
  ),
];

const TICKETS: ForgedEntry[] = Object.entries(FORGED_TICKETS).map(([what, forge]) =>
  says(`a ticket ${what}`, 'refused', (at) => hello({ ticket: forge(at.ticketParts()) })),
);

const WRONG_PLACES: ForgedEntry[] = [
  says('a good ticket of another session', 'refused', ({ other }) => hello({ ticket: other.ticket })),
  says('a good ticket of another room', 'refused', ({ elsewhere }) => hello({ ticket: elsewhere.ticket })),
  says('a resume token of another session', 'session-unknown', ({ other }) => hello({ resume: other.resume })),
  asks('a ticket for the session, by a pass of another room', '404 not-found', ({ elsewhere, sessionId }) => ({
    method: 'POST',
    path: `/parties/room/${elsewhere.pass.roomId}/sessions/${sessionId}/ticket`,
    pass: elsewhere.pass,
  })),
  asks('a pass of another room, in the room of the session', '401 pass-invalid', ({ elsewhere, party, sessionId }) => ({
    method: 'POST',
    path: `/parties/room/${party.pass.roomId}/sessions/${sessionId}/ticket`,
    pass: elsewhere.pass,
  })),
  asks('a session opened by a supervisor', '401 pass-invalid', ({ party, supervisor }) => ({
    method: 'POST',
    path: `/parties/room/${party.pass.roomId}/sessions`,
    pass: supervisor,
  })),
];

const REPLAYED: ForgedEntry[] = [
  says('the agent’s ticket again', 'refused', ({ used }) => hello({ ticket: used.agent })),
  says('the customer’s ticket again', 'refused', ({ used }) => hello({ ticket: used.customer }), { headers: fromShop }),
  says('a ticket for a code that was used meanwhile', 'refused', ({ lateTicket }) => hello({ ticket: lateTicket }), {
    headers: fromShop,
  }),
  says('a resume token that has been replaced twice', 'session-unknown', ({ oldResume }) =>
    hello({ resume: oldResume }),
  ),
  says('the place of an agent whose pass was revoked', 'session-unknown', ({ revoked }) =>
    hello({ resume: revoked.resume }),
  ),
  says('a ticket that a revoked pass had bought', 'pass-revoked', ({ revoked }) => hello({ ticket: revoked.ticket })),
];

const fromPage = (what: string, origin: string | undefined, said: Said): ForgedEntry =>
  says(what, 'origin-refused', said, { headers: origin === undefined ? {} : { origin } });
const asCustomer = ({ resume }: Besieged): string => hello({ resume: resume.customer });
const asAgent = ({ resume }: Besieged): string => hello({ resume: resume.agent });
const joinBody = JSON.stringify({ protocol: PROTOCOL_VERSION, locator: 'ZZ' });

const ORIGINS: ForgedEntry[] = [
  fromPage('the customer’s place from another site', 'http://evil.test', asCustomer),
  fromPage('the customer’s place from nowhere', 'null', asCustomer),
  fromPage('the customer’s place without an origin', undefined, asCustomer),
  fromPage('the agent’s place from a page of another site', 'http://evil.test', asAgent),
  fromPage('the agent’s place from a site that begins alike', 'http://shop.test.evil.test', asAgent),
  asks('a join from nowhere', '403 origin-refused', ({ party: { pass } }) => ({
    method: 'POST',
    path: `/parties/room/${pass.roomId}/join`,
    headers: { origin: 'null', referer: SHOP, 'x-forwarded-host': 'shop.test' },
    body: joinBody,
  })),
];

const IDS_AND_HEADERS: ForgedEntry[] = [
  says('the connection id of the agent', 'refused', frame, {
    path: ({ sessionId }) => `/parties/session/${sessionId}?_pk=victim-agent`,
  }),
  says('the connection id of the customer, and a ticket for elsewhere', 'refused', good, {
    path: ({ sessionId }) => `/parties/session/${sessionId}?_pk=victim-customer&_pk=agent`,
    headers: fromShop,
  }),
  says('the header of a call between parties, over WebSocket', 'session-unknown', hello({}), { headers: internal }),
  asks('the header of a call between parties, over HTTP', '404 not-found', ({ sessionId }) => ({
    method: 'POST',
    path: `/parties/session/${sessionId}/internal/end`,
    headers: internal,
    body: '{}',
  })),
  asks('the same header to the room', '404 not-found', ({ party: { pass } }) => ({
    method: 'POST',
    path: `/parties/room/${pass.roomId}/internal/create-pass`,
    headers: internal,
    body: '{"type":"create-pass","pass":{"agentName":"Mallory"}}',
  })),
  asks('the same header to the API', '401', () => ({ method: 'GET', path: '/api/v1/rooms', headers: internal })),
];

const ALIASES: ForgedEntry[] = [
  says('the session by the name of the main party', '404', asAgent, { path: (at) => `/party/${at.sessionId}` }),
  says('the session with a part of its path encoded', '404', asAgent, {
    path: (at) => `/parties/%73ession/${at.sessionId}`,
  }),
  says('the path of a call between parties, over WebSocket', '404', asAgent, {
    path: (at) => `/parties/session/${at.sessionId}/internal/revoke`,
    headers: internal,
  }),
  says('a WebSocket to the room', '404', asAgent, { path: (at) => `/parties/room/${at.party.pass.roomId}` }),
  asks('the scheduled endpoint', '404 not-found', () => ({
    method: 'POST',
    path: '/__scheduled__?cron=*+*+*+*+*',
    headers: internal,
  })),
];

const AFTER_ALL: ForgedEntry[] = [
  says('the agent’s ticket after hibernation', 'refused', ({ used }) => hello({ ticket: used.agent }), {
    after: 'hibernation',
  }),
  says('the agent’s ticket after a restart', 'refused', ({ used }) => hello({ ticket: used.agent }), {
    after: 'restart',
  }),
];

/** Every forged entry of the suite, in the order in which they are tried. */
export const FORGED_ENTRIES: readonly ForgedEntry[] = [
  ...WITHOUT_ANYTHING,
  ...TICKETS,
  ...WRONG_PLACES,
  ...REPLAYED,
  ...ORIGINS,
  ...IDS_AND_HEADERS,
  ...ALIASES,
  ...AFTER_ALL,
];
