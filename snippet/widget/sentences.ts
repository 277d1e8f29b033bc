import { sentenceFor } from '../../shared/protocol/sentences.ts';
import type { EndReason, SessionErrorCode } from '../api/errors.ts';
import { en } from './messages/en.ts';

/** What the customer is told when something does not work. */
export function errorSentence(code: SessionErrorCode): string {
  return isOwn(code) ? en.errors[code] : sentenceFor(code, 'customer');
}

/** Why it is over. */
export function endSentence(reason: EndReason): string {
  return sentenceFor(reason, 'customer');
}

/** Errors that the protocol has no sentence for, because the party never hears of them. */
function isOwn(code: SessionErrorCode): code is keyof typeof en.errors {
  return code in en.errors;
}
