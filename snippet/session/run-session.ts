import { isCheckpoint, kindOf } from '../../shared/codec/kind-of.ts';
import type { RoomTerms } from '../../shared/protocol/control.ts';
import type { CoviewState, Stop } from '../api/coview.ts';
import type { Meeting } from './meeting.ts';
import type { Beginning, RunningCapture, SessionPorts } from './ports.ts';
import type { FarewellReason, SessionEffect, SessionInput } from './session-input.ts';
import { isSharing, step } from './step.ts';
import type { Way } from './way.ts';

/** How long an agent may take to answer the proof before the customer is told. */
const JOIN_DEADLINE_MS = 20_000;
/** How long an ended session may still try to tell the party so. */
const FAREWELL_MS = 5_000;
/** Above this, waiting patches are not added to: a fresh snapshot follows once the connection is back. */
const BACKLOG_LIMIT_BYTES = 4 * 1024 * 1024;

/** Node ids that a page may use after its last save: one that crashes does not say how many it did. */
const CRASH_RESERVE_IDS = 1_000_000;

/** A customer's session: the machine of `step.ts`, connected to the world. */
export interface RunningSession {
  send(input: SessionInput): void;
  /** Goes on with the session of the page before, if there is one. */
  restore(): Promise<void>;
  /** The page goes away (perhaps to come back): lets everything go, and keeps what the next page needs. */
  leave(): void;
  nodeById(id: number): Node | undefined;
  /** What the room's admin has decided, once the party has said so. */
  readonly terms: RoomTerms | null | undefined;
  readonly state: CoviewState;
}

export function runSession(ports: SessionPorts): RunningSession {
  let state: CoviewState = { type: 'idle' };
  let meeting: Meeting | null = null;
  let capture: RunningCapture | null = null;
  /** Ids below belong to nodes of this session that may be gone: an id never means two nodes. */
  let nextNodeId = 1;
  /** How often a capture that fails may still be followed by another. */
  let restarts = 0;
  let stopDeadline: Stop | null = null;
  /** Counts attempts, so that the answer to a cancelled one is not taken for the next one's. */
  let attempt = 0;

  function send(input: SessionInput): void {
    const before = state;
    const [next, ...effects] = step(state, input);
    state = next;
    for (const effect of effects) guarded(() => perform(effect));
    // An effect that failed may have ended it, and told so.
    if (state === before || state !== next) return;
    if (state.type !== before.type) keepDeadline();
    ports.onState(state);
  }

  /** Faults of ours are told and go no further: what comes after them is done in any case. */
  function guarded(act: () => void): void {
    try {
      act();
    } catch (fault) {
      ports.onFault(fault);
    }
  }

  function keepDeadline(): void {
    stopDeadline?.();
    stopDeadline =
      state.type === 'proving'
        ? ports.after(JOIN_DEADLINE_MS, () => send({ type: 'join-failed', error: 'agent-silent' }))
        : null;
  }

  function perform(effect: SessionEffect): void {
    switch (effect.type) {
      case 'join':
        join(effect.locator, effect.secret).catch(ports.onFault);
        return;
      case 'prove':
        meeting?.prove();
        return;
      case 'tell-consent':
        meeting?.tell({ type: 'consent', granted: effect.granted });
        return;
      case 'tell-paused':
        meeting?.tell({ type: 'paused', paused: effect.paused });
        return;
      case 'tell-recording':
        meeting?.record(effect.wanted);
        return;
      case 'answer-asking':
        meeting?.letIn(effect.granted);
        return;
      case 'start-capture':
        restarts = 1;
        startCapture();
        return;
      case 'stop-capture':
        stopCapture();
        return;
      case 'take-checkpoint':
        takeSnapshot();
        return;
      case 'save':
        save();
        return;
      case 'forget':
        ports.store.clear();
        return;
      case 'end':
        farewell(effect.reason);
        return;
      case 'drop-link':
        drop();
        return;
      case 'report':
        ports.onError(effect.error);
    }
  }

  async function join(locator: string, secret: string): Promise<void> {
    attempt += 1;
    const number = attempt;
    const found = await ports.joinRoom(locator);
    if (number !== attempt) return;
    if (!found.ok) return send({ type: 'join-failed', error: found.code });
    const { sessionId, ticket } = found;
    const beginning = await ports.begin(secret, locator, sessionId).catch(notLoaded);
    if (number !== attempt) return;
    if (!beginning) return send({ type: 'join-failed', error: 'party-unreachable' });
    meet({ sessionId, entry: { type: 'ticket', ticket }, lastIndex: 0 }, beginning);
    send({ type: 'found' });
  }

  function notLoaded(fault: unknown): undefined {
    ports.onFault(fault);
  }

  async function restore(): Promise<void> {
    const stored = ports.store.load();
    if (!stored || state.type !== 'idle') return;
    attempt += 1;
    const number = attempt;
    const beginning = await ports.beginAgain(stored.sealing).catch(notLoaded);
    // Without cryptography the next page may have more luck; with something else in its place there is no session.
    if (beginning === null) ports.store.clear();
    if (!beginning || number !== attempt) return;
    const { sessionId, resumeToken, lastIndex, agentName, roomName, paused } = stored;
    const { fingerprint } = beginning.sealing;
    send({ type: 'restore', agentName, roomName, fingerprint, paused, nowAt: ports.now() });
    meet({ sessionId, entry: { type: 'resume', token: resumeToken }, lastIndex }, beginning);
    nextNodeId = stored.nextNodeId;
    // From now on a copy of it is worth nothing.
    save();
  }

  function meet(way: Omit<Way, 'seal'>, beginning: Beginning): void {
    drop();
    meeting = beginning.meet(way, {
      onInput: send,
      onPointer(agentId, pointer) {
        if (state.type === 'live') ports.onPointer(agentId, state.agentName, pointer);
      },
      onAssetsWanted: (wanted) => guarded(() => capture?.sendAssets(wanted)),
      onRepairNeeded: (request) => guarded(() => capture?.repair(request)),
      onToken: () => save(),
      onFault: ports.onFault,
    });
  }

  /** Lets the connection go without a word; an attempt that is under way comes to nothing. */
  function drop(): void {
    attempt += 1;
    meeting?.leave().stop();
    meeting = null;
    nextNodeId = 1;
  }

  function farewell(reason: FarewellReason): void {
    const link = meeting?.leave();
    meeting = null;
    nextNodeId = 1;
    if (!link) return;
    link.control({ type: 'end', reason });
    ports.after(FAREWELL_MS, () => link.stop());
  }

  function startCapture(): void {
    // Nothing is read before it is known what the room hides.
    if (capture || !meeting?.terms) return;
    const { link, terms } = meeting;
    const emit = (message: Uint8Array) => {
      if (state.type === 'reconnecting' && link.backlogBytes > BACKLOG_LIMIT_BYTES) return stopCapture();
      link.send(kindOf(message), message, { checkpoint: isCheckpoint(message) });
    };
    try {
      capture = ports.startCapture(nextNodeId, terms.floor, emit, captureFailed, () => link.backlogBytes);
    } catch (fault) {
      // Its snapshot may be out, or not.
      nextNodeId += CRASH_RESERVE_IDS;
      captureFailed(fault);
    }
  }

  function takeSnapshot(): void {
    try {
      capture?.takeSnapshot();
    } catch (fault) {
      captureFailed(fault);
    }
  }

  /** Another capture begins with a fresh snapshot; if that fails too, an end is better than a page that stands still. */
  function captureFailed(fault: unknown): void {
    ports.onFault(fault);
    guarded(stopCapture);
    restarts -= 1;
    if (restarts < 0) send({ type: 'capture-failed' });
    else startCapture();
  }

  function stopCapture(): void {
    if (!capture) return;
    const stop = capture;
    capture = null;
    nextNodeId = stop.nextNodeId();
    stop();
  }

  /** @param left the page goes */
  function save(left = false): void {
    if (!meeting?.resumeToken || !isSharing(state)) return;
    const { agentName, roomName } = state;
    ports.store.save({
      sessionId: meeting.sessionId,
      resumeToken: meeting.resumeToken,
      agentName,
      roomName,
      sealing: meeting.sealing.kept,
      paused: state.type === 'reconnecting' ? state.paused : state.type === 'paused',
      nextNodeId: capture ? capture.nextNodeId() + CRASH_RESERVE_IDS : nextNodeId,
      lastIndex: meeting.link.lastIndex,
      savedAt: ports.now(),
      left,
    });
  }

  return {
    send,
    restore,
    leave() {
      guarded(stopCapture);
      guarded(() => save(true));
      guarded(drop);
      if (state.type === 'idle') return;
      state = { type: 'idle' };
      keepDeadline();
      ports.onState(state);
    },
    nodeById: (id) => capture?.nodeById(id),
    get terms() {
      return meeting?.terms;
    },
    get state() {
      return state;
    },
  };
}
