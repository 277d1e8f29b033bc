import type { CloseReason } from './close.ts';
import type { HttpFault } from './http-fault.ts';

/** What the person is told. One calm sentence or two, with what to do next where there is something to do. */
export type Sentences = Record<CloseReason | HttpFault, string>;

/** The customer, in English: the widget has them in other languages too (`snippet/widget/messages`). */
export const CUSTOMER_SENTENCES: Sentences = {
  'ended-by-customer': 'You ended the session.',
  'ended-by-agent': 'The agent ended the session.',
  expired: 'This code has expired. Ask for a new one.',
  'idle-limit': 'The session ended because nothing happened for a while.',
  'length-limit': 'The session reached its longest allowed time.',
  'code-used-up': 'That code was wrong too many times and no longer works. Ask for a new one.',
  declined: 'You chose not to share this page. Nothing was sent.',
  'capture-failed': 'This page could not be shared any longer, so sharing has stopped. Nothing else on it is affected.',
  refused: 'That code is not right. Check it and try again.',
  'pass-revoked': 'The agent may no longer help in this session.',
  'origin-refused': 'This site is not set up for sharing with this company.',
  'protocol-unsupported': 'This page runs an older version of the sharing tool. Reload the page and try again.',
  'message-invalid': 'Something went wrong with the connection, so sharing stopped.',
  'message-too-large': 'This page is too large to share.',
  'rate-limited': 'There are too many attempts right now. Wait a moment and try again.',
  replaced: 'Sharing continues in another tab.',
  'session-unknown': 'This session is over.',
  'not-authentic': 'Something between you and the agent changed or held back what was sent, so sharing stopped.',
  'ended-by-admin': 'The session was ended by the company you were talking to.',
  'session-full': 'This session is full.',
  'party-unreachable': 'The sharing service cannot be reached. Check your connection and try again.',
  'code-wrong': 'That code is not right, or it is no longer valid. Check it or ask for a new one.',
  'pass-invalid': 'The agent could not be verified.',
  'room-unknown': 'Sharing is not set up correctly on this site.',
  'room-busy': 'All agents are busy right now. Try again in a few minutes.',
  'not-found': 'This session is over.',
  'request-invalid': 'Something went wrong with the request. Reload the page and try again.',
};

/** The agent. */
export const AGENT_SENTENCES: Sentences = {
  'ended-by-customer': 'The customer ended the session.',
  'ended-by-agent': 'You ended the session.',
  expired: 'Nobody used the code within ten minutes. Start a new session for a fresh one.',
  'idle-limit': 'The session ended because nothing happened for a while.',
  'length-limit': 'The session reached its longest allowed time.',
  'code-used-up': 'Somebody entered this code wrongly three times, so it no longer works. Start a new session.',
  declined: 'The customer chose not to share their page.',
  'capture-failed': "The customer's page could not be shown any longer. Start a new session to try again.",
  refused: 'The party did not accept this connection. Start a new session.',
  'pass-revoked': 'Your pass has been revoked. Ask your admin for a new one.',
  'origin-refused': 'The site is not on the list of allowed origins of this room. Ask your admin to add it.',
  'protocol-unsupported': 'This extension and the party speak different versions. Update the extension.',
  'message-invalid': 'The party received something it could not read and closed the connection.',
  'message-too-large': 'The page is too large to share.',
  'rate-limited': 'There is too much traffic right now. Wait a moment and try again.',
  replaced: 'This session was opened in another panel.',
  'session-unknown': 'This session is over.',
  'not-authentic':
    'Something between you and the customer changed or held back what was sent, so the session was stopped.',
  'ended-by-admin': 'An admin ended the session.',
  'session-full': 'As many agents as this room allows are in the session already.',
  'party-unreachable': 'The party cannot be reached. Check your connection and the address in your pass.',
  'code-wrong': 'That code is not right, or it is no longer valid.',
  'pass-invalid': 'This pass is not valid here. It may have been revoked: ask your admin for a new one.',
  'room-unknown': 'The room of this pass no longer exists. Ask your admin for a new pass.',
  'room-busy': 'Too many codes are open in this room. Close one and try again.',
  'not-found': 'This does not exist any more.',
  'request-invalid': 'The party did not understand the request. Update the extension.',
};
