import type { Asking } from '../../shared/crypto/hand-over.ts';
import type { Link, LinkEvents, ReceivedMessage } from '../../shared/link/link.ts';
import type { Participant, RoomTerms } from '../../shared/protocol/control.ts';
import { type RecordingStanding, standingAfter } from '../../shared/protocol/recording.ts';
import {
  type AgentPointer,
  decodeAgentPointer,
  decodeTalk,
  encodeTalk,
  type Talk,
} from '../../shared/protocol/talk.ts';
import type { EndReason } from '../api/errors.ts';
import type { CustomerSealing, Heard } from './sealing.ts';
import type { SessionInput } from './session-input.ts';
import { shownName } from './shown-name.ts';
import type { OpenLink, Way } from './way.ts';

export interface MeetingEvents {
  onInput(input: SessionInput): void;
  onPointer(agentId: string, pointer: AgentPointer): void;
  /** An agent lacks these assets: an encoded list. */
  onAssetsWanted(wanted: Uint8Array): void;
  /** An agent's mirror differs from the page: an encoded request. */
  onRepairNeeded(request: Uint8Array): void;
  /** `resumeToken` has changed. */
  onToken(): void;
  /** A fault of Coview itself, in an answer that came later. */
  onFault(fault: unknown): void;
}

/** One connection to one session: what its link tells, as inputs of the machine. */
export class Meeting {
  readonly sessionId: string;
  readonly link: Link;
  readonly sealing: CustomerSealing;
  resumeToken: string | null;
  /** What the room's admin has decided; null before the party has said so. */
  terms: RoomTerms | null = null;
  private agentOnline = false;
  /** Wrong codes that were still forgiven when we came; null before that is known. */
  private missesLeft: number | null = null;
  /** What the customer has said of the recording in this page. */
  private recordingWanted: boolean | null = null;
  private left = false;
  /** Agents who ask in, in the order in which they came. */
  private asking: { agentId: string; asking: Asking }[] = [];

  constructor(
    way: Omit<Way, 'seal'>,
    { sealing, openLink }: { sealing: CustomerSealing; openLink: OpenLink },
    private readonly events: MeetingEvents,
  ) {
    this.sessionId = way.sessionId;
    this.sealing = sealing;
    this.resumeToken = way.entry.type === 'resume' ? way.entry.token : null;
    this.link = openLink({ ...way, seal: sealing.seal }, this.linkEvents());
  }

  prove(): void {
    const { message } = this.sealing;
    if (message) this.link.send('join', message);
  }

  tell(talk: Talk): void {
    this.link.send('talk', encodeTalk(talk));
  }

  /** The customer's word about the recording: said again on every connection until the party knows it. */
  record(wanted: boolean): void {
    this.recordingWanted = wanted;
    this.link.control({ type: 'record', wanted });
  }

  /** Nothing that the link still says is heard. The link itself goes on until it is stopped. */
  leave(): Link {
    this.left = true;
    return this.link;
  }

  private hear(input: SessionInput): void {
    if (!this.left) this.events.onInput(input);
  }

  private linkEvents(): LinkEvents {
    return {
      onState: (state) => {
        // What was said before a loss may not have arrived: on a new connection every agent has just come.
        if (state.type !== 'online') this.agentOnline = false;
        // They ask again when they see us again.
        if (state.type !== 'online') this.asking = [];
        if (state.type === 'online') this.hear({ type: 'online' });
        if (state.type === 'reconnecting') this.hear({ type: 'offline', sinceAt: state.sinceAt });
        if (state.type === 'closed') this.closed(state.reason);
      },
      onMessage: (message) => this.receive(message),
      onParticipants: (participants) => this.agentsAre(participants),
      onResumeToken: (token) => {
        this.resumeToken = token;
        if (!this.left) this.events.onToken();
      },
      onWelcome: ({ missesLeft, terms }) => {
        this.missesLeft = missesLeft;
        this.recordingStands(terms);
        const { recordingWanted: wanted } = this;
        if (wanted !== null && isNews(terms.recording, wanted)) this.link.control({ type: 'record', wanted });
      },
      onRecording: (recording) => {
        if (this.terms) this.recordingStands({ ...this.terms, recording });
      },
      onCheckpointWanted: () => this.hear({ type: 'checkpoint-wanted' }),
    };
  }

  private recordingStands(terms: RoomTerms): void {
    this.terms = terms;
    // Stopped here, and the party has not heard it yet: nothing that leaves from now on is recorded.
    const isStopping = this.recordingWanted === false && terms.recording === 'on';
    if (!isStopping) this.hear({ type: 'recording', standing: terms.recording });
  }

  /** A customer who is refused may be disconnected before the agent's answer arrives: it is the same answer. */
  private closed(reason: EndReason): void {
    if (reason !== 'refused' || this.missesLeft === null || !this.sealing.isProving)
      this.hear({ type: 'closed', reason });
    else this.hear({ type: 'refused', attemptsLeft: this.missesLeft - 1 });
  }

  private agentsAre(participants: Participant[]): void {
    const online = participants.some((one) => one.role === 'agent' && one.online);
    const came = online && !this.agentOnline;
    this.agentOnline = online;
    if (came) this.hear({ type: 'agent-came' });
  }

  private receive({ kind, from, body }: ReceivedMessage): void {
    if (from.role !== 'agent' || this.left) return;
    if (kind === 'pointer') {
      // The room's word, not the agent's: what it does not allow comes to nothing here, whatever a panel sends.
      const pointer = this.terms?.agentsMay.includes('point') && decodeAgentPointer(body);
      if (pointer) this.events.onPointer(from.id, pointer);
    } else if (kind === 'asset') {
      this.events.onAssetsWanted(body);
    } else if (kind === 'repair') {
      this.events.onRepairNeeded(body);
    } else if (kind === 'join') {
      this.hearJoin(from.id, body).catch(this.events.onFault);
    } else if (kind === 'talk') {
      const talk = decodeTalk(body);
      if (talk?.type === 'introduce' && this.sealing.isProving) this.introduced(talk);
    }
  }

  private async hearJoin(agentId: string, body: Uint8Array): Promise<void> {
    if (this.sealing.isProving) return this.answer(agentId, await this.sealing.hear(body));
    const asking = await this.sealing.askingIn(body);
    if (!asking) return;
    this.asking = [...this.asking.filter((one) => one.agentId !== agentId), { agentId, asking }];
    this.askNext();
  }

  /** The customer has decided about the first who asked. */
  letIn(granted: boolean): void {
    const first = this.asking.shift();
    if (!first) return;
    this.sealing
      .answerTo(first.asking, granted)
      .then((message) => this.left || this.link.send('join', message, { to: first.agentId }))
      .catch(this.events.onFault);
    this.askNext();
  }

  private askNext(): void {
    const [first] = this.asking;
    if (first) this.hear({ type: 'asks-in', agentName: shownName(first.asking.name) });
  }

  private answer(agentId: string, heard: Heard | undefined): void {
    if (this.left || !heard) return;
    if (heard.type === 'say') this.link.send('join', heard.message, heard.toAll ? {} : { to: agentId });
    else if (heard.type === 'refused') this.hear({ type: 'refused', attemptsLeft: heard.missesLeft });
    else this.hear({ type: 'join-failed', error: 'agent-unproven' });
  }

  private introduced(talk: Extract<Talk, { type: 'introduce' }>): void {
    const { agentName, roomName } = talk;
    this.hear(
      this.sealing.accepts(talk)
        ? {
            type: 'introduced',
            agentName: shownName(agentName),
            roomName: shownName(roomName),
            fingerprint: this.sealing.fingerprint,
            recording: this.terms?.recording ?? 'off',
          }
        : { type: 'join-failed', error: 'agent-unproven' },
    );
  }
}

/** Whether the party would change something at this word. */
function isNews(standing: RecordingStanding, wanted: boolean): boolean {
  const after = standingAfter(standing, wanted);
  return after !== undefined && after !== standing;
}
