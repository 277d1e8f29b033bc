import type { CloseReason } from '../../shared/protocol/close.ts';
import type { HttpFault } from '../../shared/protocol/http-fault.ts';

/** Faults in how a site uses Coview: for the developer. */
export type SetupErrorCode =
  /** A command was given before `init`, and the script tag has no `data-room`. */
  | 'not-initialised'
  /** `init` was called again. Options are fixed by the first one, so that privacy lists cannot change unnoticed. */
  | 'already-initialised'
  | 'options-invalid'
  | 'unknown-command'
  /** Coview is on this page already; the second one does nothing. */
  | 'loaded-twice'
  /** The rest of Coview could not be fetched: network, or the page's Content-Security-Policy. */
  | 'core-unreachable'
  /** A fault of Coview itself. The page is not affected. */
  | 'internal';

/** What can go wrong between the customer's code and the agent: each has a sentence that the customer is shown. */
export type SessionErrorCode =
  /** What the party or the agent's side answered, or that there was no answer. */
  | HttpFault
  /** The code was wrong too often and is burnt. */
  | 'code-used-up'
  /** Not eight characters of the alphabet. Nothing was sent. */
  | 'code-malformed'
  /** The code has an agent, but the agent's side did not answer. */
  | 'agent-silent'
  /** Somebody answered who does not know the code: not the agent who gave it. */
  | 'agent-unproven'
  /** What came was not sealed by the agent. */
  | 'not-authentic'
  /** The page is not on https (or localhost): the browser gives no cryptography there, and the room wants it. */
  | 'insecure-context'
  /** `join` while a session is running. */
  | 'already-in-session'
  /** `pause` or `resume` without a session that could. */
  | 'not-in-session';

export type CoviewErrorCode = SetupErrorCode | SessionErrorCode;

/** Something that did not work. `message` is one sentence; that of a session error may be shown to the customer. */
export interface CoviewError {
  readonly code: CoviewErrorCode;
  readonly message: string;
}

/** Why a session ended. */
export type EndReason = CloseReason;

const SETUP_SENTENCES: Record<SetupErrorCode, string> = {
  'not-initialised': 'Coview needs a room first: coview("init", { room }) or data-room on its script tag.',
  'already-initialised': 'Coview is initialised already; its options cannot change while the page is open.',
  'options-invalid': 'Coview was given an option that it cannot use',
  'unknown-command': 'Coview does not know this command',
  'loaded-twice': 'Coview is already running on this page, so it was not started again.',
  'core-unreachable': 'Coview could not be loaded. Check the connection and the script-src of the page.',
  internal: 'Coview met a fault of its own; the page is not affected',
};

/** `detail` completes the sentence where the developer needs to know more. */
export function setupError(code: SetupErrorCode, detail?: string): CoviewError {
  return { code, message: SETUP_SENTENCES[code] + (detail === undefined ? '' : `: ${detail}`) };
}
