import { parseJoinCode } from '../../shared/protocol/join-code.ts';
import type { CoviewState } from '../api/coview.ts';
import type { EndReason, SessionErrorCode } from '../api/errors.ts';
import type { SessionEffect, SessionInput } from './session-input.ts';

export interface Step {
  state: CoviewState;
  effects: SessionEffect[];
}

/**
 * The customer's session as a pure function: what follows from one input. The only way to `start-capture` leads through
 * `asking-consent` with `granted`, or through a `restore` of a session that went that way.
 */
export function step(state: CoviewState, input: SessionInput): Step {
  switch (input.type) {
    case 'open':
      return isOver(state) ? { state: codeField(), effects: [] } : stay(state);
    case 'join':
      return join(state, input.code);
    case 'found':
      return state.type === 'connecting' ? { state: { type: 'proving' }, effects: [] } : stay(state);
    case 'join-failed':
      return isJoining(state)
        ? {
            state: { type: 'entering-code', error: input.error, attemptsLeft: null },
            effects: dropAndReport(input.error),
          }
        : stay(state);
    case 'online':
      return online(state);
    case 'offline':
      return offline(state, input.sinceAt);
    case 'closed':
      return closed(state, input.reason);
    case 'agent-came':
      return state.type === 'proving' ? { state, effects: [{ type: 'prove' }] } : stay(state);
    case 'proof-result':
      return proofResult(state, input.admitted, input.attemptsLeft);
    case 'introduced': {
      if (state.type !== 'proving') return stay(state);
      const { agentName, roomName } = input;
      return { state: { type: 'asking-consent', agentName, roomName }, effects: [] };
    }
    case 'consent':
      return consent(state, input.granted);
    case 'pause':
      return pause(state);
    case 'resume':
      return resume(state);
    case 'end':
      return end(state);
    case 'checkpoint-wanted':
      return state.type === 'live' ? { state, effects: [{ type: 'take-checkpoint' }] } : stay(state);
    case 'restore': {
      if (state.type !== 'idle') return stay(state);
      const { agentName, roomName, paused, nowAt } = input;
      return { state: { type: 'reconnecting', agentName, roomName, paused, sinceAt: nowAt }, effects: [] };
    }
    case 'dismiss':
      return state.type === 'ended' ? { state: { type: 'idle' }, effects: [] } : stay(state);
  }
}

/** True in the states in which an agent may have something of the page. */
export function isRunning(
  state: CoviewState,
): state is Extract<CoviewState, { type: 'live' | 'paused' | 'reconnecting' }> {
  return state.type === 'live' || state.type === 'paused' || state.type === 'reconnecting';
}

/** True while the code is looked up or checked. */
export function isJoining(state: CoviewState): boolean {
  return state.type === 'connecting' || state.type === 'proving';
}

function isOver(state: CoviewState): boolean {
  return state.type === 'idle' || state.type === 'ended';
}

function stay(state: CoviewState): Step {
  return { state, effects: [] };
}

function complain(state: CoviewState, code: SessionErrorCode): Step {
  return { state, effects: [{ type: 'report', error: code }] };
}

function codeField(): CoviewState {
  return { type: 'entering-code', error: null, attemptsLeft: null };
}

function dropAndReport(error: SessionErrorCode): SessionEffect[] {
  return [{ type: 'drop-link' }, { type: 'report', error }];
}

function join(state: CoviewState, text: string): Step {
  if (!isOver(state) && state.type !== 'entering-code') return complain(state, 'already-in-session');
  const code = parseJoinCode(text);
  if (!code.ok) {
    const error = 'code-malformed' as const;
    const attemptsLeft = state.type === 'entering-code' ? state.attemptsLeft : null;
    return { state: { type: 'entering-code', error, attemptsLeft }, effects: [{ type: 'report', error }] };
  }
  return { state: { type: 'connecting' }, effects: [{ type: 'join', locator: code.locator, secret: code.secret }] };
}

function online(state: CoviewState): Step {
  if (state.type !== 'reconnecting') return stay(state);
  const { agentName, roomName, paused } = state;
  if (paused) return { state: { type: 'paused', agentName, roomName }, effects: [{ type: 'save' }] };
  return {
    state: { type: 'live', agentName, roomName },
    effects: [{ type: 'start-capture' }, { type: 'save' }],
  };
}

function offline(state: CoviewState, sinceAt: number): Step {
  if (state.type !== 'live' && state.type !== 'paused') return stay(state);
  const { agentName, roomName } = state;
  return stay({ type: 'reconnecting', agentName, roomName, paused: state.type === 'paused', sinceAt });
}

function closed(state: CoviewState, reason: EndReason): Step {
  if (isJoining(state)) {
    const error = reasonWhileJoining(reason);
    return { state: { type: 'entering-code', error, attemptsLeft: null }, effects: dropAndReport(error) };
  }
  if (state.type !== 'asking-consent' && !isRunning(state)) return { state, effects: [{ type: 'drop-link' }] };
  return { state: ended(reason), effects: [{ type: 'stop-capture' }, { type: 'forget' }, { type: 'drop-link' }] };
}

/** Why a connection that never became a session was closed, as an error of the code field. */
function reasonWhileJoining(reason: EndReason): SessionErrorCode {
  switch (reason) {
    case 'code-used-up':
    case 'origin-refused':
    case 'protocol-unsupported':
    case 'rate-limited':
      return reason;
    default:
      return 'code-wrong';
  }
}

function proofResult(state: CoviewState, admitted: boolean, attemptsLeft: number): Step {
  if (state.type !== 'proving' || admitted) return stay(state);
  const error = attemptsLeft > 0 ? 'code-wrong' : 'code-used-up';
  return {
    state: { type: 'entering-code', error, attemptsLeft: attemptsLeft > 0 ? attemptsLeft : null },
    effects: dropAndReport(error),
  };
}

function consent(state: CoviewState, granted: boolean): Step {
  if (state.type !== 'asking-consent') return stay(state);
  if (!granted) return declined();
  const { agentName, roomName } = state;
  return {
    state: { type: 'live', agentName, roomName },
    effects: [{ type: 'tell-consent', granted }, { type: 'start-capture' }, { type: 'save' }],
  };
}

function declined(): Step {
  return {
    state: ended('declined'),
    effects: [{ type: 'tell-consent', granted: false }, { type: 'forget' }, { type: 'end', reason: 'declined' }],
  };
}

function pause(state: CoviewState): Step {
  if (!isRunning(state)) return complain(state, 'not-in-session');
  if (state.type === 'paused' || (state.type === 'reconnecting' && state.paused)) return stay(state);
  const { agentName, roomName } = state;
  return {
    state: state.type === 'reconnecting' ? { ...state, paused: true } : { type: 'paused', agentName, roomName },
    effects: [{ type: 'stop-capture' }, { type: 'tell-paused', paused: true }, { type: 'save' }],
  };
}

function resume(state: CoviewState): Step {
  if (!isRunning(state)) return complain(state, 'not-in-session');
  if (state.type === 'live' || (state.type === 'reconnecting' && !state.paused)) return stay(state);
  const { agentName, roomName } = state;
  return {
    state: state.type === 'reconnecting' ? { ...state, paused: false } : { type: 'live', agentName, roomName },
    effects: [{ type: 'tell-paused', paused: false }, { type: 'start-capture' }, { type: 'save' }],
  };
}

function end(state: CoviewState): Step {
  if (isOver(state)) return { state: { type: 'idle' }, effects: [] };
  if (state.type === 'asking-consent') return declined();
  if (!isRunning(state)) return { state: { type: 'idle' }, effects: [{ type: 'drop-link' }] };
  return {
    state: ended('ended-by-customer'),
    effects: [{ type: 'stop-capture' }, { type: 'forget' }, { type: 'end', reason: 'ended-by-customer' }],
  };
}

function ended(reason: EndReason): CoviewState {
  return { type: 'ended', reason };
}
