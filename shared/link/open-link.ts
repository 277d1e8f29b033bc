import type { Seal } from '../crypto/seal.ts';
import { isSealFault } from '../crypto/seal-fault.ts';
import { type CloseReason, mayReconnectAfter, reasonOfCode } from '../protocol/close.ts';
import type { ClientControl, Participant, PartyControl } from '../protocol/control.ts';
import { MAX_MESSAGE_BYTES, PROTOCOL_VERSION, PULSE_MS } from '../protocol/limits.ts';
import { parsePartyControl } from '../protocol/party-control.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Link, LinkEvents, LinkState } from './link.ts';
import { type LinkClock, type OpenSocket, systemClock } from './link-ports.ts';
import { Receiving } from './receiving.ts';
import { RetryDelay } from './retry-delay.ts';
import { Sending } from './sending.ts';

export interface LinkOptions {
  /** `https://party.example`, without a slash at the end. */
  partyUrl: string;
  sessionId: string;
  /** The way in: a ticket the first time, a resume token (`onResumeToken`) after a reload. */
  entry: { type: 'ticket'; ticket: string } | { type: 'resume'; token: string };
  /** `Link.lastIndex` of the page before; 0 for a newcomer, who gets the newest snapshot and everything after it. */
  lastIndex: number;
  seal: Seal;
  /** A frame that is not to be trusted (the link closes with `not-authentic`), or a listener that threw. */
  onFault?(fault: unknown): void;
  /** `partySocket` in the extension, `bareSocket` on the customer's page, where every byte counts. */
  openSocket: OpenSocket;
  clock?: LinkClock;
}

/** Connects to a session and stays connected until it ends or the link is stopped. */
export function openLink(options: LinkOptions, events: LinkEvents): Link {
  return new PartyLink(options, events);
}

class PartyLink implements Link {
  private readonly clock: LinkClock;
  private readonly sending: Sending;
  private readonly receiving: Receiving;
  private readonly heartbeat: Heartbeat;
  private readonly retry: RetryDelay;
  private readonly socket;
  private controls: ClientControl[] = [];
  private state: LinkState = { type: 'connecting' };
  private resume: string | undefined;
  /** Welcomed at least once: our numbering is known to both sides. */
  private known = false;
  private stopped = false;
  private self = '';
  private participants: Participant[] = [];
  private stopPulse: () => void = () => undefined;
  /** `end` was said. It is said again on every connection, until the party has heard it (rule C8). */
  private ended = false;

  constructor(
    private readonly options: LinkOptions,
    private readonly events: LinkEvents,
  ) {
    const onFault = (fault: unknown): void => {
      options.onFault?.(fault);
      if (!isSealFault(fault) || this.stopped) return;
      // The other end has seen nothing of it, and would go on with nobody there. A party that keeps this back keeps back the
      // signs of life too (rule K8).
      this.say({ type: 'end', reason: 'not-authentic' });
      this.close('not-authentic');
    };
    this.clock = options.clock ?? systemClock;
    this.resume = options.entry.type === 'resume' ? options.entry.token : undefined;
    this.sending = new Sending(options.seal, onFault);
    this.receiving = new Receiving(
      options.seal,
      options.lastIndex,
      (message) => this.stopped || events.onMessage(message),
      (sender) => this.stopped || events.onPresent?.(sender),
      onFault,
    );
    this.retry = new RetryDelay(this.clock);
    this.heartbeat = new Heartbeat(
      this.clock,
      () => this.say({ type: 'ping' }),
      () => this.socket.restart(),
    );
    const url = `${options.partyUrl.replace(/^http/, 'ws')}/parties/session/${options.sessionId}`;
    this.socket = options.openSocket(url, {
      delayMs: () => this.retry.next(),
      onOpen: () => this.onOpen(),
      onText: (text) => this.onText(text),
      onBytes: (bytes) => this.onBytes(bytes),
      onClose: (code) => this.onClose(code),
    });
  }

  get backlogBytes(): number {
    return this.sending.backlogBytes;
  }

  get lastIndex(): number {
    return this.receiving.lastIndex;
  }

  send: Link['send'] = (kind, body, sendOptions = {}) => {
    if (this.stopped) return;
    if (body.length > MAX_MESSAGE_BYTES) return this.close('message-too-large');
    this.sending.send(kind, body, sendOptions);
  };

  control(message: ClientControl): void {
    if (this.stopped || this.ended) return;
    this.controls.push(message);
    if (message.type === 'end') {
      this.ended = true;
      this.controls = [message];
      // What waits is never sent: no connection follows for it.
      this.sending.disconnect();
    }
    this.sayControls();
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.heartbeat.stop();
    this.stopPulse();
    this.sending.disconnect();
    this.socket.close();
  }

  private onOpen(): void {
    if (this.stopped) return;
    const { entry } = this.options;
    this.say({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      ...(this.resume === undefined && entry.type === 'ticket' ? { ticket: entry.ticket } : { resume: this.resume }),
      lastIndex: this.receiving.lastIndex,
      fresh: !this.known,
    });
    this.heartbeat.start();
  }

  private onText(text: string): void {
    if (this.stopped) return;
    const message = parsePartyControl(text);
    if (!message) return;
    this.heartbeat.alive();
    this.onControl(message);
  }

  private onControl(message: PartyControl): void {
    const { events } = this;
    switch (message.type) {
      case 'welcome':
        this.onWelcome(message);
        break;
      case 'participants':
        this.participantsAre(message.participants);
        break;
      case 'ack':
        this.sending.acknowledge(message.seq);
        break;
      case 'checkpoint-wanted':
        events.onCheckpointWanted();
        break;
      case 'recording':
        events.onRecording?.(message.standing);
        break;
      case 'missed':
        events.onMissed?.(message.participant, message.missesLeft);
        break;
      case 'ended':
        this.close(message.reason);
        break;
      case 'pong':
        this.sending.flushVolatile();
    }
  }

  private onWelcome(welcome: Extract<PartyControl, { type: 'welcome' }>): void {
    this.receiving.connected();
    this.known = true;
    this.resume = welcome.resume;
    this.retry.online();
    // Before anything follows from being online: a page that is read must know what its room hides (rule A11).
    this.events.onWelcome?.(welcome);
    this.enter({ type: 'online' });
    this.events.onResumeToken(welcome.resume);
    this.self = welcome.self;
    this.participantsAre(welcome.participants);
    if (this.stopped) return;
    // Tells the party that the welcome arrived: from now on the ticket is used up.
    this.say({ type: 'ping' });
    // A frame that waits must not be recorded when the word against it waits too.
    this.sayControls(({ type }) => type === 'record');
    if (!this.ended) this.sending.connect(this.socket, welcome.role, welcome.lastSeq);
    this.sayControls();
    this.pulse();
  }

  private participantsAre(participants: Participant[]): void {
    this.participants = participants;
    this.events.onParticipants(participants);
  }

  /** Tells everyone on the other side what should be there by now, and again after a while (rule K8). */
  private pulse(): void {
    const { participants } = this;
    const self = participants.find(({ id }) => id === this.self);
    const others = participants.filter(({ role, online, admitted }) => role !== self?.role && online && admitted);
    if (self?.admitted) for (const { role, id } of others) this.sending.pulse(role, id);
    this.stopPulse();
    this.stopPulse = this.clock.after(PULSE_MS, () => this.pulse());
  }

  private onBytes(bytes: Uint8Array): void {
    if (this.stopped) return;
    // A party that relays what is no frame speaks another protocol.
    if (!this.receiving.take(bytes)) this.close('protocol-unsupported');
  }

  private onClose(code: number): boolean {
    if (this.stopped) return false;
    this.heartbeat.stop();
    this.stopPulse();
    this.sending.disconnect();
    const reason = reasonOfCode(code);
    if (reason && !mayReconnectAfter(reason)) this.close(reason);
    else if (this.state.type !== 'reconnecting') this.enter({ type: 'reconnecting', sinceAt: this.clock.now() });
    // Whoever was told may have stopped the link.
    return !this.stopped;
  }

  private close(reason: CloseReason): void {
    if (this.stopped) return;
    this.stop();
    this.enter({ type: 'closed', reason });
  }

  private enter(state: LinkState): void {
    this.state = state;
    this.events.onState(state);
  }

  private sayControls(which: (message: ClientControl) => boolean = () => true): void {
    if (this.state.type !== 'online') return;
    const { controls } = this;
    if (!this.ended) this.controls = controls.filter((message) => !which(message));
    for (const message of controls) if (which(message)) this.say(message);
  }

  private say(message: ClientControl): void {
    this.socket.send(JSON.stringify(message));
  }
}
