import { isCheckpoint, kindOf } from '../../shared/codec/kind-of.ts';
import type { Link, LinkEvents, ReceivedMessage } from '../../shared/link/link.ts';
import type { Participant } from '../../shared/protocol/control.ts';
import { decodeAgentPointer, decodeJoin, decodeTalk, encodeTalk } from '../../shared/protocol/talk.ts';
import type { CoviewState, Stop } from '../api/coview.ts';
import type { EndReason } from '../api/errors.ts';
import type { RunningCapture, SessionPorts, Way } from './ports.ts';
import type { SessionEffect, SessionInput } from './session-input.ts';
import { shownName } from './shown-name.ts';
import { isRunning, step } from './step.ts';

/** How long an agent may take to answer the proof before the customer is told. */
const JOIN_DEADLINE_MS = 20_000;
/** How long an ended session may still try to tell the party so. */
const FAREWELL_MS = 5_000;
/** Above this, waiting patches are thrown away and a fresh snapshot takes their place once the connection is back. */
const BACKLOG_LIMIT_BYTES = 4 * 1024 * 1024;

/** A customer's session: the machine of `step.ts`, connected to the world. */
export interface RunningSession {
  send(input: SessionInput): void;
  /** Goes on with the session of the page before, if there is one. */
  restore(): void;
  /** The page goes away (perhaps to come back): lets everything go, and keeps what the next page needs. */
  leave(): void;
  nodeById(id: number): Node | undefined;
  readonly state: CoviewState;
}

/** One connection to one session, from joining to its end. */
interface Meeting {
  link: Link;
  sessionId: string;
  proof: string | null;
  resumeToken: string | null;
  agentOnline: boolean;
  /** Wrong codes that were still forgiven when we came; null before that is known. */
  missesLeft: number | null;
}

export function runSession(ports: SessionPorts): RunningSession {
  let state: CoviewState = { type: 'idle' };
  let meeting: Meeting | null = null;
  let capture: RunningCapture | null = null;
  let nextNodeId = 1;
  let stopDeadline: Stop | null = null;
  /** Counts attempts, so that the answer to a cancelled one is not taken for the next one's. */
  let attempt = 0;

  function send(input: SessionInput): void {
    const before = state;
    const next = step(state, input);
    state = next.state;
    for (const effect of next.effects) perform(effect);
    if (state === before) return;
    keepDeadline(before);
    ports.onState(state);
  }

  function keepDeadline(before: CoviewState): void {
    if (state.type === before.type) return;
    stopDeadline?.();
    stopDeadline =
      state.type === 'proving'
        ? ports.after(JOIN_DEADLINE_MS, () => send({ type: 'join-failed', error: 'agent-silent' }))
        : null;
  }

  function perform(effect: SessionEffect): void {
    switch (effect.type) {
      case 'join':
        attempt += 1;
        join(effect.locator, effect.secret, attempt).catch(ports.onFault);
        return;
      case 'prove':
        if (meeting?.proof) meeting.link.send('join', encodeTalk({ type: 'proof', proof: meeting.proof }));
        return;
      case 'tell-consent':
        meeting?.link.send('talk', encodeTalk({ type: 'consent', granted: effect.granted }));
        return;
      case 'tell-paused':
        meeting?.link.send('talk', encodeTalk({ type: 'paused', paused: effect.paused }));
        return;
      case 'start-capture':
        startCapture();
        return;
      case 'stop-capture':
        stopCapture();
        return;
      case 'take-checkpoint':
        capture?.takeSnapshot();
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
        attempt += 1;
        letGo()?.stop();
        return;
      case 'report':
        ports.onError(effect.error);
    }
  }

  async function join(locator: string, secret: string, number: number): Promise<void> {
    const found = await ports.joinRoom(locator);
    if (number !== attempt) return;
    if (!found.ok) return send({ type: 'join-failed', error: found.code });
    const proof = await ports.proofOf(secret, found.sessionId);
    if (number !== attempt) return;
    const entry = { type: 'ticket', ticket: found.ticket } as const;
    meet({ sessionId: found.sessionId, entry, lastIndex: 0 }, proof);
    send({ type: 'found' });
  }

  function meet(way: Way, proof: string | null): void {
    letGo()?.stop();
    const mine: Meeting = {
      link: ports.openLink(
        way,
        eventsFor(() => (meeting === mine ? mine : null)),
      ),
      sessionId: way.sessionId,
      proof,
      resumeToken: way.entry.type === 'resume' ? way.entry.token : null,
      agentOnline: false,
      missesLeft: null,
    };
    meeting = mine;
  }

  /** Events of a link that was let go are not heard. */
  function eventsFor(current: () => Meeting | null): LinkEvents {
    return {
      onState(link) {
        const mine = current();
        if (!mine) return;
        // What came before a loss may not have arrived: to a new connection every agent has just come.
        if (link.type === 'reconnecting') mine.agentOnline = false;
        if (link.type === 'online') send({ type: 'online' });
        if (link.type === 'reconnecting') send({ type: 'offline', sinceAt: link.sinceAt });
        if (link.type === 'closed') send(closedInput(mine, link.reason));
      },
      onMessage(message) {
        if (current()) receive(message);
      },
      onParticipants(participants) {
        const mine = current();
        if (mine) agentsAre(mine, participants);
      },
      onResumeToken(token) {
        const mine = current();
        if (!mine) return;
        mine.resumeToken = token;
        if (isRunning(state)) save();
      },
      onWelcome({ missesLeft }) {
        const mine = current();
        if (mine) mine.missesLeft = missesLeft;
      },
      onCheckpointWanted() {
        if (current()) send({ type: 'checkpoint-wanted' });
      },
    };
  }

  function receive(message: ReceivedMessage): void {
    if (message.from.role !== 'agent') return;
    if (message.kind === 'pointer') {
      if (state.type !== 'live') return;
      const pointer = decodeAgentPointer(message.body);
      if (pointer) ports.onPointer(message.from.id, state.agentName, pointer);
    } else if (message.kind === 'join') {
      const answer = decodeJoin(message.body);
      if (answer?.type === 'result') {
        send({ type: 'proof-result', admitted: answer.admitted, attemptsLeft: answer.missesLeft });
      }
    } else if (message.kind === 'talk') {
      const talk = decodeTalk(message.body);
      if (talk?.type === 'introduce') {
        send({ type: 'introduced', agentName: shownName(talk.agentName), roomName: shownName(talk.roomName) });
      }
    }
  }

  function agentsAre(mine: Meeting, participants: Participant[]): void {
    const online = participants.some((one) => one.role === 'agent' && one.online);
    const came = online && !mine.agentOnline;
    mine.agentOnline = online;
    if (came) send({ type: 'agent-came' });
  }

  function startCapture(): void {
    if (capture || !meeting) return;
    const { link } = meeting;
    capture = ports.startCapture(nextNodeId, (message) => {
      const kind = kindOf(message);
      if (state.type === 'reconnecting' && link.backlogBytes > BACKLOG_LIMIT_BYTES) return stopCapture();
      link.send(kind, message, { checkpoint: isCheckpoint(message) });
    });
  }

  function stopCapture(): void {
    if (!capture) return;
    nextNodeId = Math.max(nextNodeId, capture.nextNodeId());
    capture();
    capture = null;
  }

  function save(): void {
    if (!meeting?.resumeToken || !isRunning(state)) return;
    if (capture) nextNodeId = Math.max(nextNodeId, capture.nextNodeId());
    ports.store.save({
      sessionId: meeting.sessionId,
      resumeToken: meeting.resumeToken,
      agentName: state.agentName,
      roomName: state.roomName,
      paused: state.type === 'paused' || (state.type === 'reconnecting' && state.paused),
      nextNodeId,
      lastIndex: meeting.link.lastIndex,
      savedAt: ports.now(),
    });
  }

  /** Forgets the meeting: what its link still says is not heard. */
  function letGo(): Link | null {
    const link = meeting?.link ?? null;
    meeting = null;
    nextNodeId = 1;
    return link;
  }

  function farewell(reason: 'ended-by-customer' | 'declined'): void {
    const link = letGo();
    if (!link) return;
    link.control({ type: 'end', reason });
    ports.after(FAREWELL_MS, () => link.stop());
  }

  return {
    send,
    restore() {
      const stored = ports.store.load();
      if (!stored || state.type !== 'idle') return;
      const { sessionId, resumeToken, lastIndex, agentName, roomName, paused } = stored;
      send({ type: 'restore', agentName, roomName, paused, nowAt: ports.now() });
      meet({ sessionId, entry: { type: 'resume', token: resumeToken }, lastIndex }, null);
      nextNodeId = stored.nextNodeId;
    },
    leave() {
      capture?.flush();
      stopCapture();
      save();
      attempt += 1;
      letGo()?.stop();
      if (state.type === 'idle') return;
      state = { type: 'idle' };
      ports.onState(state);
    },
    nodeById: (id) => capture?.nodeById(id),
    get state() {
      return state;
    },
  };
}

/** A refused customer is often disconnected before the agent's answer arrives: it is the same answer. */
function closedInput({ missesLeft, proof }: Meeting, reason: EndReason): SessionInput {
  if (reason !== 'refused' || missesLeft === null || proof === null) return { type: 'closed', reason };
  return { type: 'proof-result', admitted: false, attemptsLeft: missesLeft - 1 };
}
