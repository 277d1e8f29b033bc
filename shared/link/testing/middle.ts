import { type SealMemory, SessionSeal } from '../../crypto/session-seal.ts';
import { parseClientControl } from '../../protocol/client-control.ts';
import type { ClientControl, PartyControl } from '../../protocol/control.ts';
import { decodeHeader, HEADER_BYTES, type Header } from '../../protocol/header.ts';
import type { Role } from '../../protocol/kinds.ts';
import { PULSE_MS } from '../../protocol/limits.ts';
import { encodeRelay } from '../../protocol/relay.ts';
import type { LinkState, ReceivedMessage } from '../link.ts';
import type { LinkClock, SocketEvents } from '../link-ports.ts';
import { openLink } from '../open-link.ts';
import { NO_TERMS } from './no-terms.ts';

const PARTICIPANTS = [
  { id: '1', role: 'agent', online: true, admitted: true },
  { id: '2', role: 'customer', online: true, admitted: true },
] as const;

/** A frame on its way through the party. */
export interface Passing {
  from: Role;
  header: Header;
  frame: Uint8Array;
}

/** What the party makes of a frame: what it relays in its place. An honest one: the same. */
export type Meddle = (passing: Passing) => Uint8Array[];

/** One end of a session whose party is in the hands of a test. */
export class MiddledEnd {
  readonly states: LinkState[] = [];
  readonly messages: ReceivedMessage[] = [];
  readonly present: string[] = [];
  /** What it said to the party in clear, apart from signs of life. */
  readonly controls: ClientControl[] = [];
  readonly seal: SessionSeal;
  readonly link;
  events: SocketEvents | undefined;
  private readonly timers = new Set<() => void>();

  constructor(
    readonly role: Role,
    key: Uint8Array<ArrayBuffer> | null,
    memory: SealMemory,
    private readonly send: (end: MiddledEnd, data: string | Uint8Array) => void,
  ) {
    this.seal = new SessionSeal(role, memory);
    this.seal.unlock(key);
    const clock: LinkClock = {
      now: () => 0,
      random: () => 0,
      after: (delayMs, action) => {
        if (delayMs === PULSE_MS) this.timers.add(action);
        return () => void this.timers.delete(action);
      },
    };
    this.link = openLink(
      {
        partyUrl: 'http://party.test',
        sessionId: 'session',
        entry: { type: 'ticket', ticket: 'ticket' },
        lastIndex: 0,
        seal: this.seal,
        clock,
        openSocket: (_url, events) => {
          this.events = events;
          const none = () => undefined;
          return { send: (data) => this.send(this, data), bufferedBytes: 0, restart: none, close: none };
        },
      },
      {
        onState: (state) => void this.states.push(state),
        onMessage: (message) => void this.messages.push(message),
        onParticipants: () => undefined,
        onResumeToken: () => undefined,
        onCheckpointWanted: () => undefined,
        onPresent: (participant) => void this.present.push(participant),
      },
    );
  }

  get bodies(): string[] {
    return this.messages.map(({ body }) => new TextDecoder().decode(body));
  }

  get closedFor(): string | undefined {
    const state = this.states.at(-1);
    return state?.type === 'closed' ? state.reason : undefined;
  }

  say(text: string, kind: 'snapshot' | 'patch' | 'talk' = 'talk'): void {
    this.link.send(kind, new TextEncoder().encode(text));
  }

  /** It is time for the next signs of life. */
  pulse(): void {
    const due = [...this.timers];
    this.timers.clear();
    for (const action of due) action();
  }

  hear(control: PartyControl): void {
    this.events?.onText(JSON.stringify(control));
  }
}

/** A party that relays between the two ends of a session, and does to frames what a test wants. */
export class Middle {
  /** Every binary frame that came, as it came. */
  readonly seen: Passing[] = [];
  readonly ends: MiddledEnd[] = [];
  meddle: Meddle = ({ frame }) => [frame];
  private index = 0;

  open(role: Role, key: Uint8Array<ArrayBuffer> | null, memory: SealMemory): MiddledEnd {
    const end = new MiddledEnd(role, key, memory, (from, data) => this.receive(from, data));
    this.ends.push(end);
    this.welcome(end);
    return end;
  }

  welcome(end: MiddledEnd, lastSeq = 0): void {
    end.events?.onOpen();
    end.hear({
      type: 'welcome',
      self: end.role === 'agent' ? '1' : '2',
      role: end.role,
      resume: 'token',
      lastSeq,
      participants: [...PARTICIPANTS],
      missesLeft: 3,
      terms: NO_TERMS,
    });
  }

  /** Gives an end a frame of the other one. */
  give(to: MiddledEnd, frame: Uint8Array): void {
    const decoded = decodeHeader(frame);
    const durable = decoded.ok && !decoded.header.volatile;
    if (durable) this.index += 1;
    const prefix = { index: durable ? this.index : 0, storedIndex: this.index, sender: to.role === 'agent' ? 2 : 1 };
    to.events?.onBytes(encodeRelay(prefix, frame));
  }

  private receive(from: MiddledEnd, data: string | Uint8Array): void {
    if (typeof data === 'string') {
      const control = parseClientControl(data);
      if (!control) throw new Error('an end said what is no control');
      if (control.type !== 'ping') from.controls.push(control);
      return;
    }
    const decoded = decodeHeader(data);
    if (!decoded.ok) throw new Error('an end sent what is no frame');
    const passing = { from: from.role, header: decoded.header, frame: data.slice() };
    this.seen.push(passing);
    for (const frame of this.meddle(passing)) {
      for (const end of this.ends) if (end.role !== from.role) this.give(end, frame);
    }
  }
}

/** The frame with one bit of its body turned. `at`: from its end when negative. */
export function flipped(frame: Uint8Array, at: number): Uint8Array {
  const place = at < 0 ? frame.length + at : HEADER_BYTES + at;
  return frame.map((byte, index) => (index === place ? byte ^ 1 : byte));
}
