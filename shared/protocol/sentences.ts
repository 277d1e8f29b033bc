import type { CloseReason } from './close.ts';
import type { HttpFault } from './http-fault.ts';
import type { Role } from './kinds.ts';

/** What the person is told. One calm sentence or two, with what to do next where there is something to do. */
const SENTENCES: Record<CloseReason | HttpFault, Record<Role, string>> = {
  'ended-by-customer': { customer: 'You ended the session.', agent: 'The customer ended the session.' },
  'ended-by-agent': { customer: 'The agent ended the session.', agent: 'You ended the session.' },
  expired: {
    customer: 'This code has expired. Ask for a new one.',
    agent: 'Nobody used the code within ten minutes. Start a new session for a fresh one.',
  },
  'idle-limit': {
    customer: 'The session ended because nothing happened for a while.',
    agent: 'The session ended because nothing happened for a while.',
  },
  'length-limit': {
    customer: 'The session reached its longest allowed time.',
    agent: 'The session reached its longest allowed time.',
  },
  'code-used-up': {
    customer: 'That code was wrong too many times and no longer works. Ask for a new one.',
    agent: 'Somebody entered this code wrongly three times, so it no longer works. Start a new session.',
  },
  declined: {
    customer: 'You chose not to share this page. Nothing was sent.',
    agent: 'The customer chose not to share their page.',
  },
  'capture-failed': {
    customer: 'This page could not be shared any longer, so sharing has stopped. Nothing else on it is affected.',
    agent: "The customer's page could not be shown any longer. Start a new session to try again.",
  },
  refused: {
    customer: 'That code is not right. Check it and try again.',
    agent: 'The party did not accept this connection. Start a new session.',
  },
  'pass-revoked': {
    customer: 'The agent may no longer help in this session.',
    agent: 'Your pass has been revoked. Ask your admin for a new one.',
  },
  'origin-refused': {
    customer: 'This site is not set up for sharing with this company.',
    agent: 'The site is not on the list of allowed origins of this room. Ask your admin to add it.',
  },
  'protocol-unsupported': {
    customer: 'This page runs an older version of the sharing tool. Reload the page and try again.',
    agent: 'This extension and the party speak different versions. Update the extension.',
  },
  'message-invalid': {
    customer: 'Something went wrong with the connection, so sharing stopped.',
    agent: 'The party received something it could not read and closed the connection.',
  },
  'message-too-large': {
    customer: 'This page is too large to share.',
    agent: 'The page is too large to share.',
  },
  'rate-limited': {
    customer: 'There are too many attempts right now. Wait a moment and try again.',
    agent: 'There is too much traffic right now. Wait a moment and try again.',
  },
  replaced: {
    customer: 'Sharing continues in another tab.',
    agent: 'This session was opened in another panel.',
  },
  'session-unknown': {
    customer: 'This session is over.',
    agent: 'This session is over.',
  },
  'not-authentic': {
    customer: 'Something between you and the agent changed or held back what was sent, so sharing stopped.',
    agent: 'Something between you and the customer changed or held back what was sent, so the session was stopped.',
  },
  'ended-by-admin': {
    customer: 'The session was ended by the company you were talking to.',
    agent: 'An admin ended the session.',
  },
  'session-full': {
    customer: 'This session is full.',
    agent: 'As many agents as this room allows are in the session already.',
  },
  'party-unreachable': {
    customer: 'The sharing service cannot be reached. Check your connection and try again.',
    agent: 'The party cannot be reached. Check your connection and the address in your pass.',
  },
  'code-wrong': {
    customer: 'That code is not right, or it is no longer valid. Check it or ask for a new one.',
    agent: 'That code is not right, or it is no longer valid.',
  },
  'pass-invalid': {
    customer: 'The agent could not be verified.',
    agent: 'This pass is not valid here. It may have been revoked: ask your admin for a new one.',
  },
  'room-unknown': {
    customer: 'Sharing is not set up correctly on this site.',
    agent: 'The room of this pass no longer exists. Ask your admin for a new pass.',
  },
  'room-busy': {
    customer: 'All agents are busy right now. Try again in a few minutes.',
    agent: 'Too many codes are open in this room. Close one and try again.',
  },
  'not-found': { customer: 'This session is over.', agent: 'This does not exist any more.' },
  'request-invalid': {
    customer: 'Something went wrong with the request. Reload the page and try again.',
    agent: 'The party did not understand the request. Update the extension.',
  },
};

/** One English sentence for the person, by role. */
export function sentenceFor(reason: CloseReason | HttpFault, role: Role): string {
  return SENTENCES[reason][role];
}
