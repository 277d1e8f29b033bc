import type { Language } from '../../../shared/protocol/languages.ts';
import { CUSTOMER_SENTENCES } from '../../../shared/protocol/sentences.ts';
import type { EndReason, SessionErrorCode } from '../../api/errors.ts';
import type { Plural } from './plural.ts';

/** Why something does not work, and why it is over. */
const sentences: Record<SessionErrorCode | EndReason, string> = {
  ...CUSTOMER_SENTENCES,
  'code-malformed': 'A code has eight letters and digits, like K7M4-QX2P.',
  'agent-silent': 'Your agent did not answer. Check that they are still waiting, then try again.',
  'agent-unproven': 'Somebody other than your agent answered. Nothing was shared. Ask your agent for a new code.',
  'insecure-context': 'Sharing needs a secure (https) page.',
  'already-in-session': 'This page is being shared already.',
  'not-in-session': 'This page is not being shared.',
};

const attemptsLeft: Plural = { one: () => 'One attempt left.', other: (count) => `${count} attempts left.` };

/** Every text of the widget. Another language is another object of this type, in a file of its own that loads when it is wanted. */
export const en = {
  language: 'en' as Language,
  direction: 'ltr' as 'ltr' | 'rtl',
  code: {
    title: 'Share this page with support',
    lead: 'Type the code that your support agent gave you.',
    label: 'Code',
    placeholder: '····-····',
    submit: 'Continue',
    cancel: 'Cancel',
    promise: 'Nothing is shared before you agree.',
    wrong: (attemptsLeft: string) => `That code is not right. ${attemptsLeft}`,
    attemptsLeft,
  },
  connecting: {
    title: 'Finding your agent…',
    lead: 'This takes a moment.',
    cancel: 'Cancel',
  },
  consent: {
    title: (agentName: string) => `Let ${agentName} see this page?`,
    who: (agentName: string, roomName: string) => `${agentName} from ${roomName}`,
    sharedTitle: 'What is shared',
    shared: (site: string) => [
      `This tab, live, while you are on ${site}`,
      'Where you point and scroll, and what you type',
    ],
    neverTitle: 'Never shared',
    never: ['Passwords, card details, one-time codes', 'Other tabs, programs and your screen'],
    control: 'You can pause or stop at any time.',
    unsealed: 'This site has no secure (https) address, so what you share is not encrypted on its way.',
    recordedTitle: 'This session is recorded',
    recordTitle: 'Record this session',
    /** Who can watch it. */
    recordedFor: (roomName: string) =>
      `Support agents of ${roomName} can watch it later. You can stop the recording at any time.`,
    allow: 'Allow',
    decline: 'Not now',
  },
  bar: {
    region: 'Page sharing',
    live: (agentName: string) => `${agentName} can see this page`,
    unsealed: (agentName: string) => `${agentName} can see this page. Not encrypted`,
    asksIn: (agentName: string) => `${agentName} asks to see this page too.`,
    letIn: 'Allow',
    turnAway: 'Not now',
    compare: 'Encrypted. Compare with your agent',
    words: (agentName: string, words: string) => `${agentName} sees these words too: ${words}`,
    recorded: 'Recording',
    stopRecording: 'Stop recording',
    recordingStopped: (roomName: string) =>
      `Recording has stopped, sharing goes on. What was recorded stays with ${roomName}.`,
    understood: 'OK',
    paused: 'Sharing is paused',
    reconnecting: 'Connection lost. Trying again…',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    collapse: 'Make this bar small',
    expand: (status: string) => `${status}. Show controls`,
    move: 'Move this bar. Use the arrow keys.',
  },
  ended: {
    title: 'Sharing has ended',
    close: 'Close',
  },
  sentences,
};

export type Messages = typeof en;
