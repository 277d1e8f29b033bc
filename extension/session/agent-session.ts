import { type ReadonlySignal, signal } from '@preact/signals';
import { encodeJoinMessage } from '../../shared/crypto/join-message.ts';
import type { Seal } from '../../shared/crypto/seal.ts';
import type { Link, LinkEvents, LinkState, ReceivedMessage } from '../../shared/link/link.ts';
import { Allowance } from '../../shared/proof/allowance.ts';
import type { CloseReason } from '../../shared/protocol/close.ts';
import type { Participant, RoomTerms } from '../../shared/protocol/control.ts';
import type { RecordingStanding } from '../../shared/protocol/recording.ts';
import { type AgentPointer, decodeTalk, encodeTalk } from '../../shared/protocol/talk.ts';
import { AgentSealing, type Trust, trustIn } from './agent-sealing.ts';
import { type AgentEvent, type AgentState, nextState } from './agent-state.ts';
import { type Answer, AskingIn } from './asking-in.ts';
import type { Heard } from './heard.ts';
import type { Agreed, Meeting } from './meeting.ts';
import { PageFeed } from './page-feed.ts';

/** Requests for repair: so many at once, then so many a second (rule P4). A page that lies can make its mirror ask for ever. */
const REPAIR_REQUESTS = [30, 2] as const;

/** What a session needs from outside: the network, the browser's storage and the clock. */
export interface AgentSessionPorts {
  openLink(meeting: Meeting, seal: Seal, events: LinkEvents): Link;
  /** By which the customer knows other agents of the room; base64url. */
  doorKey(sessionId: string): Promise<string>;
  /** Keeps the session's key for its recording, wrapped with the room key. Both base64url. */
  keepKey(sessionId: string, key: string): Promise<void>;
  /** Another ticket by the agent's pass, for when the way in that was kept does not work any more. */
  newTicket(sessionId: string): Promise<string | undefined>;
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
  /** Which of the participants this panel is, once the party has said so. */
  readonly self: ReadonlySignal<string | undefined>;
  /** Whether what is said is sealed, and with which key. */
  readonly trust: ReadonlySignal<Trust>;
  /** When the customer's page last showed that it hears this panel. */
  readonly heard: ReadonlySignal<Heard | undefined>;
  /** What the room's admin has decided and how the recording stands, once the party has said so. */
  readonly terms: ReadonlySignal<RoomTerms | undefined>;
  readonly feed: PageFeed;
  /** Shows the customer where the agent points. Volatile. */
  point(pointer: AgentPointer): void;
  /** Asks a customer who said "Not now" once more. */
  askAgain(): void;
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
  const self = signal<string | undefined>(undefined);
  const trust = signal<Trust>({ type: 'none-yet' });
  const heard = signal<Heard | undefined>(undefined);
  const sealing = new AgentSealing(first, first.stage.type === 'waiting' ? first.stage.missesLeft : 0);
  const terms = signal<RoomTerms | undefined>(undefined);
  let meeting = first;
  let link: Link | undefined;
  // A link that was replaced may still report: only the newest is listened to.
  let generation = 0;
  // Whether the way in that we have worked, and whether another was asked for already.
  let entered = false;
  let ticketRenewed = false;
  const askingIn = new AskingIn(
    first.agentName,
    () => ports.doorKey(first.sessionId),
    (message, customer) => link?.send('join', message, { to: customer }),
  );
  // One after the other: two proofs at once could both pass as the first.
  let joins = Promise.resolve();

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
    // What is over, or kept by another panel, must not come back into storage.
    if (state.value.type !== 'ended' && state.value.type !== 'elsewhere') ports.save(next);
  }

  function connect(): void {
    link?.stop();
    generation += 1;
    const own = generation;
    const current = (listener: () => void) => {
      if (own === generation) listener();
    };
    const seal = sealing.begin(meeting);
    remember({ ...meeting, generation: meeting.generation + 1 });
    link = ports.openLink(meeting, seal, {
      onState: (next) => current(() => onState(next)),
      onMessage: (message) => current(() => onMessage(message)),
      onParticipants: (next) => current(() => onParticipants(next)),
      onResumeToken: (token) => current(() => remember({ ...meeting, entry: { type: 'resume', token } })),
      onCheckpointWanted: () => undefined,
      onWelcome: (welcome) =>
        current(() => {
          entered = true;
          self.value = welcome.self;
          terms.value = welcome.terms;
          keepKey();
          happen({ type: 'missed', missesLeft: welcome.missesLeft });
        }),
      onRecording: (recording) => current(() => recordingStands(recording)),
      onPresent: (participant) =>
        current(() => {
          const isCustomer = participants.value.some(({ id, role }) => id === participant && role === 'customer');
          if (!isCustomer) return;
          const at = ports.now();
          heard.value = { at, gapMs: heard.value && at - heard.value.at };
        }),
      onMissed: (_participant, missesLeft) => current(() => happen({ type: 'missed', missesLeft })),
    });
    useAgreed();
  }

  function onState(next: LinkState): void {
    const turnedAway = next.type === 'closed' && (next.reason === 'refused' || next.reason === 'session-unknown');
    if (turnedAway && !entered && !ticketRenewed) {
      void renewTicket(next.reason);
      return;
    }
    connection.value = next;
    if (next.type === 'closed') closed(next.reason);
  }

  /** A ticket is too old after a minute, and a resume token after another panel has used it. */
  async function renewTicket(reason: CloseReason): Promise<void> {
    ticketRenewed = true;
    const own = generation;
    const ticket = await ports.newTicket(meeting.sessionId);
    if (own !== generation) return;
    if (ticket === undefined) return closed(reason);
    remember({ ...meeting, entry: { type: 'ticket', ticket } });
    connect();
  }

  function closed(reason: CloseReason): void {
    happen({ type: 'closed', reason, at: ports.now() });
  }

  function onParticipants(next: Participant[]): void {
    participants.value = next;
    if (next.some((one) => one.role === 'customer' && one.admitted)) happen({ type: 'customer-present' });
    if (state.value.type === 'asking-in') void askingIn.meet(next);
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
      case 'asset':
        feed.push(kind, body);
        return;
      case 'join':
        joins = joins.then(() => onJoin(from.id, body)).catch(console.error);
        return;
      case 'talk': {
        const talk = decodeTalk(body);
        if (talk?.type === 'consent') happen({ type: 'consent', granted: talk.granted, at: ports.now() });
        else if (talk?.type === 'paused') happen({ type: 'paused', paused: talk.paused });
        return;
      }
    }
  }

  async function onJoin(participant: string, message: Uint8Array): Promise<void> {
    if (state.value.type === 'asking-in') return onAnswer(await askingIn.hear(message));
    // Another customer, or the end, may have come first.
    if (state.value.type !== 'waiting') return;
    const step = sealing.hear(participant, message);
    switch (step?.type) {
      case 'say':
        link?.send('join', step.message, { to: participant });
        return;
      case 'missed':
        link?.send('join', encodeJoinMessage({ type: 'refuse', missesLeft: step.missesLeft }), { to: participant });
        // A refused customer is disconnected at once: the answer has to be there before.
        link?.control({ type: 'refuse', participant });
        happen(step);
        return;
      case 'proved': {
        const agreed = await sealing.agree(step);
        link?.control({ type: 'admit', participant });
        remember({ ...meeting, agreed });
        happen({ type: 'proved' });
        useAgreed();
      }
    }
  }

  /** What the customer said to an agent who asks in. */
  function onAnswer(answer: Answer | undefined): void {
    if (answer?.type === 'turned-away') happen(answer);
    if (answer?.type !== 'let-in') return;
    remember({ ...meeting, agreed: { type: 'sealed', key: answer.key, tag: null } });
    happen({ type: 'let-in', at: ports.now() });
    // From the newest snapshot on: what came before could not be read.
    connect();
  }

  /** Done again on every link: what was said on the one before may not have arrived. */
  function useAgreed(): void {
    const { agreed } = meeting;
    void trustIn(agreed).then((found) => {
      trust.value = found;
    });
    keepKey();
    if (agreed?.tag && state.value.type === 'asking') void introduce(agreed.type, agreed.tag);
  }

  function recordingStands(recording: RecordingStanding): void {
    if (terms.value) terms.value = { ...terms.value, recording };
    keepKey();
  }

  /** Rule K10: once there is a recording, and on every link, since the word before may not have arrived. */
  function keepKey(): void {
    const { agreed, sessionId } = meeting;
    const recording = terms.value?.recording;
    const isRecorded = recording === 'on' || recording === 'stopped';
    if (isRecorded && agreed?.type === 'sealed') void ports.keepKey(sessionId, agreed.key);
  }

  /** Says who asks, and shows that it knows the code. */
  async function introduce(type: Agreed['type'], tag: string): Promise<void> {
    const { agentName, roomName, sessionId } = meeting;
    const doorKey = type === 'sealed' ? await ports.doorKey(sessionId) : '';
    link?.send('talk', encodeTalk({ type: 'introduce', agentName, roomName, tag, doorKey }));
  }

  const feed = new PageFeed({
    // A fresh connection from the start gets the newest checkpoint and all that follows.
    startOver: connect,
    sendWanted: (wanted) => link?.send('asset', wanted),
    sendRepair: (request) => link?.send('repair', request),
    allowance: new Allowance(...REPAIR_REQUESTS),
  });
  connect();

  return {
    get meeting() {
      return meeting;
    },
    state,
    connection,
    participants,
    self,
    trust,
    heard,
    terms,
    feed,
    point: (pointer) => link?.send('pointer', encodeTalk(pointer)),
    askAgain() {
      happen({ type: 'asked-again' });
      void askingIn.askAgain();
    },
    end() {
      closed('ended-by-agent');
      // The link stays until the party closes it: without a connection the end is said as soon as there is one.
      link?.control({ type: 'end', reason: 'ended-by-agent' });
    },
    stop() {
      generation += 1;
      link?.stop();
    },
  };
}
