import { NO_TERMS } from '../../shared/link/testing/no-terms.ts';
import type { RoomTerms } from '../../shared/protocol/control.ts';
import type { CoviewState } from '../api/coview.ts';
import { createWidget, type Widget } from '../widget/widget.ts';

/** What the customer did on the widget, in order. */
export const actions: string[] = [];
/** Faults of the widget itself. */
export const faults: string[] = [];

/** Puts a widget on the page that a test shows states in, without a session behind it. */
export function stage(terms: Partial<RoomTerms> = {}): Widget {
  const did = (action: string) => {
    actions.push(action);
  };
  return createWidget({
    document,
    nonce: '',
    terms: () => ({ ...NO_TERMS, ...terms }),
    nodeById: (id) => (id === 1 ? (document.getElementById('target') ?? undefined) : undefined),
    onFault: (fault) => faults.push(String(fault)),
    actions: {
      submitCode: (code) => did(`submit ${code}`),
      end: () => did('end'),
      decideConsent: (granted, record) => did(`${granted ? 'allow' : 'decline'}${record ? ', record' : ''}`),
      stopRecording: () => did('stop recording'),
      letIn: (granted) => did(granted ? 'let in' : 'turn away'),
      pause: () => did('pause'),
      resume: () => did('resume'),
      dismiss: () => did('dismiss'),
    },
  });
}

const who = {
  agentName: 'Ana',
  roomName: 'Fern & Field',
  fingerprint: 'bamok tidar fusan',
  asksIn: null,
  recording: 'off',
} as const;

/** One of every screen. */
export const screens: Record<string, CoviewState> = {
  code: { type: 'entering-code', error: null, attemptsLeft: null },
  'code-wrong': {
    type: 'entering-code',
    error: 'code-wrong',
    attemptsLeft: 2,
  },
  connecting: { type: 'connecting' },
  consent: { type: 'asking-consent', ...who },
  live: { type: 'live', ...who },
  'consent-unsealed': { type: 'asking-consent', ...who, fingerprint: null },
  'live-unsealed': { type: 'live', ...who, fingerprint: null },
  'consent-asking': { type: 'asking-consent', ...who, recording: 'asking' },
  'consent-recorded': { type: 'asking-consent', ...who, recording: 'on' },
  recorded: { type: 'live', ...who, recording: 'on' },
  'recording-stopped': { type: 'live', ...who, recording: 'stopped' },
  'asks-in': { type: 'live', ...who, asksIn: 'Bo' },
  paused: { type: 'paused', ...who },
  reconnecting: { type: 'reconnecting', ...who, paused: false, sinceAt: 0 },
  ended: { type: 'ended', reason: 'ended-by-agent' },
};
