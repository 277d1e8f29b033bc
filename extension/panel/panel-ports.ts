import type { Seal } from '../../shared/crypto/seal.ts';
import type { Link, LinkEvents } from '../../shared/link/link.ts';
import type { CreatedSession, HttpResult, PassInfo } from '../../shared/protocol/http.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import type { MirrorHandle } from '../mirror-view/connect-mirror.ts';
import type { PageFacts } from '../mirror-view/page-facts.ts';
import type { AgentSession } from '../session/agent-session.ts';
import type { Meeting } from '../session/meeting.ts';
import type { StoredPass } from '../storage/pass-store.ts';
import type { Appearance } from './appearance.ts';
import type { RecentSession } from './recent-session.ts';

/** What the panel needs from the browser and the network. `browser-ports.ts` has the real ones. */
export interface PanelPorts {
  loadPass(): Promise<StoredPass | undefined>;
  savePass(stored: Omit<StoredPass, 'pass'>): Promise<void>;
  removePass(): Promise<void>;
  loadMeeting(): Promise<Meeting | undefined>;
  saveMeeting(meeting: Meeting): Promise<void>;
  forgetMeeting(): Promise<void>;
  /** Tells when the session has ended, in whatever panel. Returns the way to stop listening. */
  onMeetingForgotten(listener: () => void): () => void;
  loadRecent(): Promise<RecentSession[]>;
  saveRecent(sessions: readonly RecentSession[]): Promise<void>;
  loadAppearance(): Promise<Appearance>;
  saveAppearance(appearance: Appearance): Promise<void>;
  checkPass(pass: Pass): Promise<HttpResult<PassInfo>>;
  createSession(pass: Pass): Promise<HttpResult<CreatedSession>>;
  agentTicket(pass: Pass, sessionId: string): Promise<HttpResult<{ ticket: string }>>;
  keepKey(pass: Pass, sessionId: string, key: string): Promise<HttpResult<unknown>>;
  openLink(meeting: Meeting, seal: Seal, events: LinkEvents): Link;
  connectMirror(frame: HTMLIFrameElement, session: AgentSession, facts: PageFacts): MirrorHandle;
  lockConnections(partyUrl: string): void;
  /** Begins again in a new document: to ask for another pass, or with what is stored now. */
  restart(purpose: 'change-pass' | 'usual'): void;
  /** Why this document was begun. */
  purpose(): 'change-pass' | 'usual';
  openTab(): void;
  copy(text: string): Promise<boolean>;
  now(): number;
}
