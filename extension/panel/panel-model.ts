import type { ReadonlySignal, Signal } from '@preact/signals';
import type { AgentPointer } from '../../shared/protocol/talk.ts';
import type { PageFacts } from '../mirror-view/page-facts.ts';
import type { AgentSession } from '../session/agent-session.ts';
import type { PageFeed } from '../session/page-feed.ts';
import type { RecentSession } from '../storage/recent-store.ts';
import type { Appearance } from './appearance.ts';

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
  /** No pass is stored. */
  | { type: 'first-run' }
  | { type: 'home'; identity: Identity }
  | { type: 'session'; identity: Identity; session: AgentSession; facts: PageFacts };

/** A mirror at work in a frame. */
export interface MirrorHandle {
  /** What is at this place of the page's viewport. */
  locate(xCssPx: number, yCssPx: number): AgentPointer;
  stop(): void;
}

/** Everything the views show and everything they can ask for. */
export interface PanelModel {
  readonly screen: ReadonlySignal<Screen>;
  /** A sentence about what went wrong last on the home screen. */
  readonly problem: ReadonlySignal<string | undefined>;
  /** True while the party is asked for a new session. */
  readonly opening: ReadonlySignal<boolean>;
  readonly recent: ReadonlySignal<RecentSession[]>;
  readonly appearance: Signal<Appearance>;
  /** True in the full tab, where there is room for a column beside the page. */
  readonly fullTab: boolean;
  /** Checks and stores a pasted pass; the sentence says why it was not taken. */
  usePass(pasted: string): Promise<string | undefined>;
  forgetPass(): Promise<void>;
  startSession(): Promise<void>;
  /** Takes the session back from the other panel that has it. */
  takeBack(): Promise<void>;
  /** Leaves a session that is over, or that another panel has. */
  goHome(): void;
  clearRecent(): void;
  openTab(): void;
  copy(text: string): Promise<boolean>;
  connectMirror(frame: HTMLIFrameElement, feed: PageFeed, facts: PageFacts): MirrorHandle;
}
