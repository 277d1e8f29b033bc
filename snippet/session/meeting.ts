import type { Link, LinkEvents, ReceivedMessage } from '../../shared/link/link.ts';
import type { Participant } from '../../shared/protocol/control.ts';
import {
  type AgentPointer,
  decodeAgentPointer,
  decodeJoin,
  decodeTalk,
  encodeTalk,
  type Talk,
} from '../../shared/protocol/talk.ts';
import type { EndReason } from '../api/errors.ts';
import type { SessionPorts, Way } from './ports.ts';
import type { SessionInput } from './session-input.ts';
import { shownName } from './shown-name.ts';

export interface MeetingEvents {
  onInput(input: SessionInput): void;
  onPointer(agentId: string, pointer: AgentPointer): void;
  /** `resumeToken` has changed. */
  onToken(): void;
}

/** One connection to one session: what its link tells, as inputs of the machine. */
export class Meeting {
  readonly sessionId: string;
  readonly link: Link;
  resumeToken: string | null;
  private agentOnline = false;
  /** Wrong codes that were still forgiven when we came; null before that is known. */
  private missesLeft: number | null = null;
  private left = false;

  /** @param proof of the code; null for a session of the page before, which was let in there */
  constructor(
    way: Way,
    private readonly proof: string | null,
    openLink: SessionPorts['openLink'],
    private readonly events: MeetingEvents,
  ) {
    this.sessionId = way.sessionId;
    this.resumeToken = way.entry.type === 'resume' ? way.entry.token : null;
    this.link = openLink(way, this.linkEvents());
  }

  prove(): void {
    if (this.proof) this.link.send('join', encodeTalk({ type: 'proof', proof: this.proof }));
  }

  tell(talk: Talk): void {
    this.link.send('talk', encodeTalk(talk));
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
      onWelcome: ({ missesLeft }) => {
        this.missesLeft = missesLeft;
      },
      onCheckpointWanted: () => this.hear({ type: 'checkpoint-wanted' }),
    };
  }

  /** A customer who is refused may be disconnected before the agent's answer arrives: it is the same answer. */
  private closed(reason: EndReason): void {
    if (reason !== 'refused' || this.missesLeft === null || this.proof === null) this.hear({ type: 'closed', reason });
    else this.hear({ type: 'proof-result', admitted: false, attemptsLeft: this.missesLeft - 1 });
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
      const pointer = decodeAgentPointer(body);
      if (pointer) this.events.onPointer(from.id, pointer);
    } else if (kind === 'join') {
      const answer = decodeJoin(body);
      if (answer?.type !== 'result') return;
      this.hear({ type: 'proof-result', admitted: answer.admitted, attemptsLeft: answer.missesLeft });
    } else if (kind === 'talk') {
      const talk = decodeTalk(body);
      if (talk?.type !== 'introduce') return;
      this.hear({ type: 'introduced', agentName: shownName(talk.agentName), roomName: shownName(talk.roomName) });
    }
  }
}
