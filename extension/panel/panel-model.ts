import type { ReadonlySignal, Signal } from '@preact/signals';
import type { MirrorHandle } from '../mirror-view/connect-mirror.ts';
import type { PageFacts } from '../mirror-view/page-facts.ts';
import type { AgentSession } from '../session/agent-session.ts';
import type { Appearance } from './appearance.ts';
import type { RecentSession } from './recent-session.ts';

/** Who the stored pass makes the agent. */
export interface Identity {
  agentName: string;
  roomName: string;
  /** Where customers can type a code. */
  origins: string[];
  partyUrl: string;
}

export type Screen =
  | { type: 'loading' }
  /** A pass is wanted: none is stored, or another is to take the place of the one that makes `replacing`. */
  | { type: 'pass-wanted'; replacing?: Identity }
  | { type: 'home'; identity: Identity }
  | { type: 'session'; identity: Identity; session: AgentSession; facts: PageFacts };

/** Everything the views show and everything they can ask for. */
export interface PanelModel {
  readonly screen: ReadonlySignal<Screen>;
  /** A sentence about what went wrong last outside of a session. */
  readonly problem: ReadonlySignal<string | undefined>;
  /** True while the party is asked for a new session. */
  readonly opening: ReadonlySignal<boolean>;
  /** Newest first. */
  readonly recent: ReadonlySignal<RecentSession[]>;
  readonly appearance: Signal<Appearance>;
  /** True in the full tab, false in the side panel and the sidebar. */
  readonly fullTab: boolean;
  /** Checks and stores a pasted pass; the sentence says why it was not taken. */
  usePass(pasted: string): Promise<string | undefined>;
  /** Asks for another pass; the present one stays until then. */
  changePass(): void;
  keepPass(): void;
  forgetPass(): Promise<void>;
  startSession(): Promise<void>;
  /** Asks to come into a colleague's session; the sentence says why that was not possible. */
  joinSession(invitation: string): Promise<string | undefined>;
  /** Leaves a session without ending it. */
  leaveSession(): void;
  /** Gives up a session in which nothing was seen yet. */
  cancelSession(): void;
  /** Takes the session back from the other panel that has it. */
  takeBack(): Promise<void>;
  /** Leaves a session that is over. */
  goHome(): void;
  clearRecent(): void;
  openTab(): void;
  /** False when the browser did not allow it. */
  copy(text: string): Promise<boolean>;
  connectMirror(frame: HTMLIFrameElement, session: AgentSession, facts: PageFacts): MirrorHandle;
}
