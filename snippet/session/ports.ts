import type { AgentPointer } from '../../shared/protocol/talk.ts';
import type { CoviewState, Stop } from '../api/coview.ts';
import type { SessionErrorCode } from '../api/errors.ts';
import type { PrivacyFloor } from '../privacy/privacy-options.ts';
import type { Meeting, MeetingEvents } from './meeting.ts';
import type { CustomerSealing } from './sealing.ts';
import type { SessionStore } from './session-store.ts';
import type { Way } from './way.ts';

/** What the party answers to the locator of a code. */
export type Found = { ok: true; sessionId: string; ticket: string } | { ok: false; code: SessionErrorCode };

/** What is not loaded before it is needed: how to seal, and how to meet an agent on the party's wire. */
export interface Beginning {
  sealing: CustomerSealing;
  meet(way: Omit<Way, 'seal'>, events: MeetingEvents): Meeting;
}

/** The page while it is observed: what the session needs of `follow-document.ts`. */
export interface RunningCapture {
  /** Stops. */
  (): void;
  /** Sends the whole document as a checkpoint for those who come late. */
  takeSnapshot(): void;
  /** Emits what was observed so far, at once. */
  flush(): void;
  /** The next id that a node would get. */
  nextNodeId(): number;
  nodeById(id: number): Node | undefined;
  /** Sends what an agent lacks, as far as this page has it. */
  sendAssets(wanted: Uint8Array): void;
  /** Sends what an agent's mirror lacks, as far as there is allowance for it. */
  repair(request: Uint8Array): void;
}

/** The world as the session sees it; tests give it another. */
export interface SessionPorts {
  joinRoom(locator: string): Promise<Found>;
  /** For a typed code. Rejects when it cannot be loaded. */
  begin(secret: string, locator: string, sessionId: string): Promise<Beginning>;
  /** For a session of the page before; null when what was kept is not whole. */
  beginAgain(kept: string): Promise<Beginning | null>;
  /**
   * `onError` is told once of a fault of the capture, which has stopped then. `backlogBytes` is what was sent and has not
   * arrived.
   */
  startCapture(
    firstNodeId: number,
    floor: PrivacyFloor,
    onMessage: (message: Uint8Array) => void,
    onError: (fault: unknown) => void,
    backlogBytes: () => number,
  ): RunningCapture;
  store: SessionStore;
  /** ms since epoch. */
  now(): number;
  after(delayMs: number, action: () => void): Stop;
  onState(state: CoviewState): void;
  onError(error: SessionErrorCode): void;
  /** A fault of Coview itself, in an answer that came later. */
  onFault(fault: unknown): void;
  onPointer(agentId: string, agentName: string, pointer: AgentPointer): void;
}
