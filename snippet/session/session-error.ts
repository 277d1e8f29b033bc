import { sentenceFor } from '../../shared/protocol/sentences.ts';
import type { CoviewError, SessionErrorCode } from '../api/errors.ts';

/** What the protocol has no sentence for, because the party never hears of it. */
const OWN_SENTENCES = {
  'code-malformed': 'A code has eight letters and digits, like K7M4-QX2P.',
  'agent-silent': 'Your agent did not answer. Check that they are still waiting, then try again.',
  'insecure-context': 'Sharing needs a secure (https) page.',
  'already-in-session': 'This page is being shared already.',
  'not-in-session': 'This page is not being shared.',
};

/** The error with its sentence for the customer. */
export function sessionError(code: SessionErrorCode): CoviewError {
  return { code, message: isOwn(code) ? OWN_SENTENCES[code] : sentenceFor(code, 'customer') };
}

function isOwn(code: SessionErrorCode): code is keyof typeof OWN_SENTENCES {
  return code in OWN_SENTENCES;
}
