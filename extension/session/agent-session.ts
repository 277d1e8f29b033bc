import { type ReadonlySignal, signal } from '@preact/signals';
import type { Link, LinkEvents, LinkState, ReceivedMessage } from '../../shared/link/link.ts';
import type { CloseReason } from '../../shared/protocol/close.ts';
import type { Participant } from '../../shared/protocol/control.ts';
import type { AgentPointer, Join, Talk } from '../../shared/protocol/talk.ts';
import { type AgentEvent, type AgentState, nextState } from './agent-state.ts';
import type { Meeting } from './meeting.ts';
import { PageFeed } from './page-feed.ts';

/** Misses after which the party burns the code (PROTOCOL.md). */
const MISSES_ALLOWED = 3;

/** What a session needs from outside: the network, the browser's storage and the clock. */
export interface AgentSessionPorts {
  openLink(meeting: Meeting, events: LinkEvents): Link;
  /** Whether the customer's proof was made with the secret of our code. */
  proofMatches(proof: string, meeting: Meeting): Promise<boolean>;
  /** Bytes of a message body and back; undefined for what is not valid. */
  encodeTalk(talk: Talk): Uint8Array;
  decodeTalk(body: Uint8Array): Talk | undefined;
  encodeJoin(join: Join): Uint8Array;
  decodeJoin(body: Uint8Array): Join | undefined;
  encodePointer(pointer: AgentPointer): Uint8Array;
  save(meeting: Meeting): void;
  forget(): void;
  now(): number;
}

/** One agent's side of one session, from the code to the end. */
export interface AgentSession {
  readonly meeting: Meeting;
  readonly state: ReadonlySignal<AgentState>;
  readonly connection: ReadonlySignal<LinkState>;
  readonly participants: ReadonlySignal<Participant[]>;
  readonly feed: PageFeed;
  /** Shows the customer where the agent points. Volatile. */
  point(pointer: AgentPointer): void;
  /** Ends the session for both. */
  end(): void;
  /** Leaves without ending the session: it can be resumed. */
  stop(): void;
}

/** Connects and keeps to `meeting` until it ends. */
export function runAgentSession(first: Meeting, ports: AgentSessionPorts): AgentSession {
  const state = signal<AgentState>(first.stage);
  const connection = signal<LinkState>({ type: 'connecting' });
  const participants = signal<Participant[]>([]);
  let meeting = first;
  let link: Link | undefined;
  // A link that was replaced may still report: only the newest is listened to.
  let generation = 0;
  // Proofs are checked one after the other: two at once could both pass as the first.
  let proofs = Promise.resolve();

  function happen(event: AgentEvent): void {
    const before = state.value;
    const after = nextState(before, event);
    if (after === before) return;
    state.value = after;
    if (after.type === 'ended') ports.forget();
    else if (after.type !== 'elsewhere') remember({ ...meeting, stage: after });
  }

  function remember(next: Meeting): void {
    meeting = next;
    ports.save(next);
  }

  function connect(): void {
    link?.stop();
    generation += 1;
    const own = generation;
    const current = (listener: () => void) => {
      if (own === generation) listener();
    };
    link = ports.openLink(meeting, {
      onState: (next) => current(() => onState(next)),
      onMessage: (message) => current(() => onMessage(message)),
      onParticipants: (next) => current(() => onParticipants(next)),
      onResumeToken: (token) => current(() => remember({ ...meeting, entry: { type: 'resume', token } })),
      onCheckpointWanted: () => undefined,
    });
  }

  function onState(next: LinkState): void {
    connection.value = next;
    if (next.type === 'closed') closed(next.reason);
    // The end may have been asked for while there was no connection.
    if (next.type === 'online' && state.value.type === 'ended') sayEnd();
  }

  /** The link stays until the party confirms by closing it: only then is the customer's page surely free. */
  function sayEnd(): void {
    link?.control({ type: 'end', reason: 'ended-by-agent' });
  }

  function closed(reason: CloseReason): void {
    happen({ type: 'closed', reason, at: ports.now() });
  }

  function onParticipants(next: Participant[]): void {
    participants.value = next;
    if (next.some((one) => one.role === 'customer' && one.admitted)) happen({ type: 'customer-present' });
  }

  function onMessage({ kind, from, body }: ReceivedMessage): void {
    // Another agent's talk says nothing about the customer's will.
    if (from.role !== 'customer') return;
    switch (kind) {
      case 'snapshot':
      case 'patch':
        happen({ type: 'page-received', at: ports.now() });
        feed.push(kind, body);
        return;
      case 'pointer':
        feed.push(kind, body);
        return;
      case 'join': {
        const join = ports.decodeJoin(body);
        if (join?.type === 'proof') proofs = proofs.then(() => checkProof(from.id, join.proof));
        return;
      }
      case 'talk': {
        const talk = ports.decodeTalk(body);
        if (talk?.type === 'consent') happen({ type: 'consent', granted: talk.granted, at: ports.now() });
        else if (talk?.type === 'paused') happen({ type: 'paused', paused: talk.paused });
        return;
      }
    }
  }

  async function checkProof(participant: string, proof: string): Promise<void> {
    if (state.value.type !== 'waiting') return;
    const right = await ports.proofMatches(proof, meeting);
    if (state.value.type !== 'waiting') return;
    link?.control({ type: right ? 'admit' : 'refuse', participant });
    happen({ type: 'proof-checked', right });
    const now: AgentState = state.value;
    const missesLeft = now.type === 'waiting' ? Math.max(0, MISSES_ALLOWED - now.misses) : MISSES_ALLOWED;
    link?.send('join', ports.encodeJoin({ type: 'result', admitted: right, missesLeft }));
    if (right) introduce();
  }

  function introduce(): void {
    const { agentName, roomName } = meeting;
    link?.send('talk', ports.encodeTalk({ type: 'introduce', agentName, roomName }));
  }

  // A fresh connection from the start gets the newest checkpoint and all that follows.
  const feed = new PageFeed(connect);
  ports.save(meeting);
  connect();
  // The panel may have closed between letting the customer in and saying who asks.
  if (first.stage.type === 'asking') introduce();

  return {
    get meeting() {
      return meeting;
    },
    state,
    connection,
    participants,
    feed,
    point: (pointer) => link?.send('pointer', ports.encodePointer(pointer)),
    end() {
      closed('ended-by-agent');
      sayEnd();
    },
    stop() {
      generation += 1;
      link?.stop();
    },
  };
}
