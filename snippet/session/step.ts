import { parseJoinCode } from '../../shared/protocol/join-code.ts';
import type { CoviewState, Peer } from '../api/coview.ts';
import type { EndReason, SessionErrorCode } from '../api/errors.ts';
import type { FarewellReason, SessionEffect, SessionInput } from './session-input.ts';

/** The state after an input, and what is to be done about it, in order. */
export type Step = readonly [state: CoviewState, ...effects: SessionEffect[]];

type Sharing = Extract<CoviewState, { type: 'live' | 'paused' | 'reconnecting' }>;

/**
 * The customer's session as a pure function: what follows from one input. The only way to `start-capture` leads through
 * `asking-consent` with `granted`, or through a `restore` of a session that went that way.
 */
export function step(state: CoviewState, input: SessionInput): Step {
  switch (input.type) {
    case 'open':
      return isOver(state) ? [codeField(null, null)] : [state];
    case 'join':
      return join(state, input.code);
    case 'found':
      return state.type === 'connecting' ? [{ type: 'proving' }] : [state];
    case 'join-failed':
      return isJoining(state) ? backToCode(input.error, null) : [state];
    case 'online':
      return online(state);
    case 'offline':
      return state.type === 'live' || state.type === 'paused'
        ? [{ ...state, type: 'reconnecting', asksIn: null, paused: state.type === 'paused', sinceAt: input.sinceAt }]
        : [state];
    case 'closed':
      return closed(state, input.reason);
    case 'agent-came':
      return state.type === 'proving' ? [state, { type: 'prove' }] : [state];
    case 'refused':
      if (state.type !== 'proving') return [state];
      return input.attemptsLeft > 0 ? backToCode('code-wrong', input.attemptsLeft) : backToCode('code-used-up', null);
    case 'introduced':
      return state.type === 'proving' ? [{ type: 'asking-consent', ...peerOf({ ...input, asksIn: null }) }] : [state];
    case 'consent':
      if (state.type !== 'asking-consent') return [state];
      if (!input.granted) return declined();
      return [
        { ...state, type: 'live' },
        // Before anything that may be recorded.
        ...(state.recording === 'asking' ? [{ type: 'tell-recording', wanted: input.record } as const] : []),
        { type: 'tell-consent', granted: true },
        { type: 'start-capture' },
        { type: 'save' },
      ];
    case 'recording':
      return 'recording' in state && state.recording !== input.standing
        ? [{ ...state, recording: input.standing }]
        : [state];
    case 'stop-recording':
      return isSharing(state) && state.recording === 'on'
        ? [
            { ...state, recording: 'stopped' },
            { type: 'tell-recording', wanted: false },
          ]
        : [state];
    case 'asks-in':
      return isSharing(state) ? [{ ...state, asksIn: input.agentName }] : [state];
    case 'let-in': {
      if (!isSharing(state) || state.asksIn === null) return [state];
      const { asksIn, agentName } = state;
      const next = { ...state, asksIn: null, agentName: input.granted ? `${agentName} and ${asksIn}` : agentName };
      return [next, { type: 'answer-asking', granted: input.granted }, { type: 'save' }];
    }
    case 'pause':
      return setPaused(state, true);
    case 'resume':
      return setPaused(state, false);
    case 'end':
      return end(state);
    case 'checkpoint-wanted':
      return state.type === 'live' ? [state, { type: 'take-checkpoint' }] : [state];
    case 'capture-failed':
      return isSharing(state) ? ended('capture-failed') : [state];
    case 'restore': {
      const { paused, nowAt } = input;
      return state.type === 'idle'
        ? [{ type: 'reconnecting', ...peerOf({ ...input, asksIn: null, recording: 'off' }), paused, sinceAt: nowAt }]
        : [state];
    }
    case 'dismiss':
      return state.type === 'ended' ? [{ type: 'idle' }] : [state];
  }
}

/** True in the states in which an agent may have something of the page. */
export function isSharing(state: CoviewState): state is Sharing {
  return state.type === 'live' || state.type === 'paused' || state.type === 'reconnecting';
}

/** Who is at the other end. */
function peerOf({ agentName, roomName, fingerprint, asksIn, recording }: Peer): Peer {
  return { agentName, roomName, fingerprint, asksIn, recording };
}

/** True while the code is looked up or checked. */
function isJoining(state: CoviewState): boolean {
  return state.type === 'connecting' || state.type === 'proving';
}

function isOver(state: CoviewState): boolean {
  return state.type === 'idle' || state.type === 'ended';
}

function codeField(error: SessionErrorCode | null, attemptsLeft: number | null): CoviewState {
  return { type: 'entering-code', error, attemptsLeft };
}

function backToCode(error: SessionErrorCode, attemptsLeft: number | null): Step {
  return [codeField(error, attemptsLeft), { type: 'drop-link' }, { type: 'report', error }];
}

function join(state: CoviewState, text: string): Step {
  if (!isOver(state) && state.type !== 'entering-code') return [state, { type: 'report', error: 'already-in-session' }];
  const code = parseJoinCode(text);
  if (code.ok) return [{ type: 'connecting' }, { type: 'join', locator: code.locator, secret: code.secret }];
  return backToCode('code-malformed', state.type === 'entering-code' ? state.attemptsLeft : null);
}

function online(state: CoviewState): Step {
  if (state.type !== 'reconnecting') return [state];
  const peer = peerOf(state);
  return state.paused
    ? [{ type: 'paused', ...peer }, { type: 'save' }]
    : [{ type: 'live', ...peer }, { type: 'start-capture' }, { type: 'save' }];
}

function closed(state: CoviewState, reason: EndReason): Step {
  if (isJoining(state)) return backToCode(reasonWhileJoining(reason), null);
  if (state.type !== 'asking-consent' && !isSharing(state)) return [state, { type: 'drop-link' }];
  return [{ type: 'ended', reason }, { type: 'stop-capture' }, { type: 'forget' }, { type: 'drop-link' }];
}

/** Why a connection that never became a session was closed, as an error of the code field. */
function reasonWhileJoining(reason: EndReason): SessionErrorCode {
  switch (reason) {
    case 'code-used-up':
    case 'origin-refused':
    case 'protocol-unsupported':
    case 'rate-limited':
    case 'not-authentic':
      return reason;
    default:
      return 'code-wrong';
  }
}

function setPaused(state: CoviewState, paused: boolean): Step {
  if (!isSharing(state)) return [state, { type: 'report', error: 'not-in-session' }];
  if (paused === (state.type === 'reconnecting' ? state.paused : state.type === 'paused')) return [state];
  const next: CoviewState =
    state.type === 'reconnecting' ? { ...state, paused } : { type: paused ? 'paused' : 'live', ...peerOf(state) };
  const tell: SessionEffect = { type: 'tell-paused', paused };
  return paused
    ? [next, { type: 'stop-capture' }, tell, { type: 'save' }]
    : [next, tell, { type: 'start-capture' }, { type: 'save' }];
}

function declined(): Step {
  return [
    { type: 'ended', reason: 'declined' },
    { type: 'tell-consent', granted: false },
    { type: 'forget' },
    { type: 'end', reason: 'declined' },
  ];
}

function end(state: CoviewState): Step {
  if (isOver(state)) return [{ type: 'idle' }];
  if (state.type === 'asking-consent') return declined();
  if (!isSharing(state)) return [{ type: 'idle' }, { type: 'drop-link' }];
  return ended('ended-by-customer');
}

/** A session in which the page was shared is over by our own word. */
function ended(reason: FarewellReason): Step {
  return [{ type: 'ended', reason }, { type: 'stop-capture' }, { type: 'forget' }, { type: 'end', reason }];
}
