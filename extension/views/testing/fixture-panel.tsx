import { signal } from '@preact/signals';
import { render } from 'preact';
import type { LinkState } from '../../../shared/link/link.ts';
import type { MirrorVisiblePart } from '../../../shared/mirror/mirror.ts';
import { Allowance } from '../../../shared/proof/allowance.ts';
import type { Participant } from '../../../shared/protocol/control.ts';
import type { RecordingStanding } from '../../../shared/protocol/recording.ts';
import type { AskMark } from '../../mirror-view/ask-marks.ts';
import type { MediaMark } from '../../mirror-view/media-marks.ts';
import { createPageFacts, type PageFacts } from '../../mirror-view/page-facts.ts';
import { NOTHING_PROVEN, type ShownQuality } from '../../mirror-view/shown-quality.ts';
import type { Appearance } from '../../panel/appearance.ts';
import type { Identity, PanelModel, Screen } from '../../panel/panel-model.ts';
import type { RecentSession } from '../../panel/recent-session.ts';
import type { Trust } from '../../session/agent-sealing.ts';
import type { AgentSession } from '../../session/agent-session.ts';
import { type AgentState, FIRST_STAGE } from '../../session/agent-state.ts';
import type { Heard } from '../../session/heard.ts';
import type { FeedHealth } from '../../session/page-feed.ts';
import { PageFeed } from '../../session/page-feed.ts';
import { Panel } from '../Panel.tsx';

const MINUTE = 60_000;

const IDENTITY: Identity = {
  agentName: 'Ana',
  roomName: 'Fern & Fell',
  origins: ['https://shop.example'],
  partyUrl: 'https://coview.shop.example',
};

const PEOPLE: Participant[] = [
  { id: '1', role: 'agent', online: true, admitted: true, name: 'Ana' },
  { id: '2', role: 'customer', online: true, admitted: true },
];

interface Fixture {
  screen: Screen;
  problem?: string;
  fullTab?: boolean;
  recent?: RecentSession[];
}

interface SessionFixture {
  asks?: AskMark[];
  visiblePart?: MirrorVisiblePart;
  media?: MediaMark[];
  connection?: LinkState;
  people?: Participant[];
  health?: FeedHealth;
  trust?: Trust;
  heard?: Heard;
  quality?: ShownQuality;
  agentsMay?: string[];
  recording?: RecordingStanding;
  viewport?: { widthCssPx: number; heightCssPx: number };
}

/** Every state of the panel, by name. */
export const FIXTURES: Record<string, () => Fixture> = {
  'first-run': () => ({ screen: { type: 'pass-wanted' } }),
  'change-pass': () => ({ screen: { type: 'pass-wanted', replacing: IDENTITY } }),
  'home-empty': () => ({ screen: { type: 'home', identity: IDENTITY } }),
  home: () => ({ screen: { type: 'home', identity: IDENTITY }, recent: recentSessions() }),
  'home-problem': () => ({
    screen: { type: 'home', identity: IDENTITY },
    problem: 'The party cannot be reached. Check your connection and the address in your pass.',
    recent: recentSessions(),
  }),
  waiting: () => ({ screen: inSession(FIRST_STAGE) }),
  'waiting-missed': () => ({ screen: inSession({ type: 'waiting', missesLeft: 1 }) }),
  'waiting-reconnecting': () => ({
    screen: inSession(FIRST_STAGE, { connection: { type: 'reconnecting', sinceAt: Date.now() - 12_000 } }),
  }),
  'asking-in': () => ({ screen: inSession({ type: 'asking-in', turnedAway: false }) }),
  'turned-away': () => ({ screen: inSession({ type: 'asking-in', turnedAway: true }) }),
  asking: () => ({ screen: inSession({ type: 'asking' }) }),
  'asking-unsealed': () => ({ screen: inSession({ type: 'asking' }, { trust: { type: 'open' } }) }),
  live: () => ({ screen: inSession(liveFor(4)) }),
  'live-phone': () => ({ screen: inSession(liveFor(4), { viewport: { widthCssPx: 390, heightCssPx: 780 } }) }),
  'live-pinched': () => ({
    screen: inSession(liveFor(4), {
      viewport: { widthCssPx: 390, heightCssPx: 780 },
      visiblePart: { xCssPx: 60, yCssPx: 200, widthCssPx: 195, heightCssPx: 390, scale: 2 },
    }),
  }),
  'live-getting-page': () => ({ screen: inSession(liveFor(0), { health: 'waiting-for-page' }) }),
  'live-watching': () => ({ screen: inSession(liveFor(4), { agentsMay: [] }) }),
  'live-recorded': () => ({ screen: inSession(liveFor(4), { recording: 'on' }) }),
  'live-recording-stopped': () => ({ screen: inSession(liveFor(4), { recording: 'stopped' }) }),
  'live-unsealed': () => ({ screen: inSession(liveFor(4), { trust: { type: 'open' } }) }),
  'live-not-present': () => ({
    screen: inSession(liveFor(4), { heard: { at: Date.now() - 2 * MINUTE, gapMs: MINUTE } }),
  }),
  'live-no-answer': () => ({ screen: inSession(liveFor(4), { heard: { at: Date.now() - 15_000, gapMs: 5_000 } }) }),
  'live-asked': () => ({
    screen: inSession(liveFor(4), {
      media: [
        {
          box: { xCssPx: 120, yCssPx: 480, widthCssPx: 320, heightCssPx: 180 },
          text: 'Playing 0:12 / 3:40 · 1.5× · muted',
        },
      ],
      asks: [
        {
          box: { xCssPx: 760, yCssPx: 365, widthCssPx: 167, heightCssPx: 50 },
          title: 'The customer has this list open:',
          text: '',
          choices: ['Moss', 'Heather', 'Slate'].map((label, at) => ({ label, isChosen: at === 0 })),
        },
        {
          box: { xCssPx: 120, yCssPx: 120, widthCssPx: 167, heightCssPx: 40 },
          title: 'The customer’s browser says:',
          text: 'Please enter an e-mail address.',
          choices: [],
        },
      ],
    }),
  }),
  'live-less': () => ({
    screen: inSession(liveFor(4), {
      quality: {
        state: 'repairing',
        repaired: 2,
        resent: 3,
        scrolledElsewhere: 1,
        missing: new Map([
          ['cross-origin', 1],
          ['too-large', 2],
        ]),
        history: [
          { type: 'state', at: Date.now(), state: 'repairing' },
          { type: 'scrolled', at: Date.now(), parts: 1 },
          { type: 'resent', at: Date.now() - MINUTE / 2, places: 3 },
          { type: 'state', at: Date.now() - MINUTE, state: 'exact' },
        ],
      },
    }),
  }),
  'live-lost': () => ({ screen: inSession(liveFor(4), { health: 'lost' }) }),
  paused: () => ({ screen: inSession({ ...liveFor(4), paused: true }) }),
  reconnecting: () => ({
    screen: inSession(liveFor(4), { connection: { type: 'reconnecting', sinceAt: Date.now() - 12_000 } }),
  }),
  'customer-away': () => ({
    screen: inSession(liveFor(4), {
      people: PEOPLE.map((one) => (one.role === 'customer' ? { ...one, online: false } : one)),
    }),
  }),
  ended: () => ({ screen: inSession({ type: 'ended', reason: 'ended-by-customer', liveMs: 14 * MINUTE }) }),
  'not-authentic': () => ({ screen: inSession({ type: 'ended', reason: 'not-authentic', liveMs: 3 * MINUTE }) }),
  expired: () => ({ screen: inSession({ type: 'ended', reason: 'expired', liveMs: 0 }) }),
  elsewhere: () => ({ screen: inSession({ type: 'elsewhere' }) }),
};

/** Draws one state into the body. */
export function showFixture(name: string, appearance: Appearance, fullTab: boolean): void {
  const fixture = FIXTURES[name]?.();
  if (!fixture) throw new Error(`no fixture ${name}`);
  const { screen, problem, recent = [] } = fixture;
  const model: PanelModel = {
    screen: signal(screen),
    problem: signal(problem),
    opening: signal(false),
    recent: signal(recent),
    appearance: signal(appearance),
    fullTab,
    usePass: async () => 'This is not a pass. A pass begins with coview-pass-.',
    changePass: () => undefined,
    keepPass: () => undefined,
    forgetPass: async () => undefined,
    startSession: async () => undefined,
    joinSession: async () => undefined,
    leaveSession: () => undefined,
    cancelSession: () => undefined,
    takeBack: async () => undefined,
    goHome: () => undefined,
    clearRecent: () => undefined,
    openTab: () => undefined,
    copy: async () => true,
    connectMirror(frame, _session, facts) {
      drawPage(frame, facts);
      return {
        locate: (xCssPx, yCssPx) => ({ node: 0, xFraction: 0, yFraction: 0, xCssPx, yCssPx, visible: true }),
        stop: () => undefined,
      };
    },
  };
  const root = document.getElementById('__plasmo');
  if (!root) throw new Error('the test page has no root');
  render(null, root);
  render(<Panel model={model} />, root);
}

function liveFor(minutes: number): Extract<AgentState, { type: 'live' }> {
  return { type: 'live', sinceAt: Date.now() - minutes * MINUTE - 12_000, paused: false };
}

function inSession(state: AgentState, fixture: SessionFixture = {}): Screen {
  const facts = createPageFacts();
  facts.address.value = {
    url: 'https://shop.example/lamps/heron?colour=moss',
    title: 'Heron reading lamp – Fern & Fell',
  };
  facts.viewport.value = { widthCssPx: 1440, heightCssPx: 900, devicePixelRatio: 2, ...fixture.viewport };
  facts.pointer.value = { xCssPx: facts.viewport.value.widthCssPx * 0.6, yCssPx: 420, pressed: false };
  facts.marks.value = {
    focus: { xCssPx: facts.viewport.value.widthCssPx * 0.52, yCssPx: 365, widthCssPx: 167, heightCssPx: 50 },
    selection: [],
    asks: fixture.asks ?? [],
    media: fixture.media ?? [],
  };
  facts.visiblePart.value = fixture.visiblePart;
  facts.quality.value = fixture.quality ?? { ...NOTHING_PROVEN, state: 'exact' };
  const nothing = () => undefined;
  const allowance = new Allowance(0, 0);
  const feed = new PageFeed({ startOver: nothing, sendWanted: nothing, sendRepair: nothing, allowance });
  const health = fixture.health ?? 'in-step';
  Object.defineProperty(feed, 'health', { value: signal(health) });
  const session: AgentSession = {
    meeting: {
      partyUrl: IDENTITY.partyUrl,
      roomId: 'room',
      roomName: IDENTITY.roomName,
      agentName: IDENTITY.agentName,
      sessionId: 'session',
      code: { locator: 'K7', secret: 'M4QX2P', expiresAt: Date.now() + 9 * MINUTE + 41_000 },
      startedAt: Date.now(),
      entry: { type: 'resume', token: 'token' },
      stage: FIRST_STAGE,
      allowUnsealed: false,
      agreed: null,
      generation: 1,
    },
    state: signal(state),
    connection: signal(fixture.connection ?? { type: 'online' }),
    participants: signal(fixture.people ?? PEOPLE),
    self: signal('1'),
    trust: signal<Trust>(fixture.trust ?? { type: 'sealed', fingerprint: 'bamok tidar fusan' }),
    heard: signal(fixture.heard ?? { at: Date.now(), gapMs: undefined }),
    terms: signal({
      floor: { mask: [], block: [], ignore: [], private: false },
      assetOrigins: [],
      agentsMay: fixture.agentsMay ?? ['point'],
      branding: {},
      languages: [],
      recording: fixture.recording ?? 'off',
    }),
    feed,
    point: ({ visible }) => {
      document.documentElement.dataset['pointed'] = String(visible);
    },
    askAgain: () => undefined,
    end: () => undefined,
    stop: () => undefined,
  };
  return { type: 'session', identity: IDENTITY, session, facts };
}

function recentSessions(): RecentSession[] {
  const hour = 60 * MINUTE;
  const at = Date.now();
  return [
    { sessionId: 'a', startedAt: at - hour, liveMs: 14 * MINUTE, reason: 'ended-by-customer', host: 'shop.example' },
    { sessionId: 'b', startedAt: at - 2 * hour, liveMs: 0, reason: 'expired', host: '' },
    { sessionId: 'c', startedAt: at - 26 * hour, liveMs: 41_000, reason: 'ended-by-agent', host: 'shop.example' },
    {
      sessionId: 'd',
      startedAt: at - 170 * hour,
      liveMs: 65 * MINUTE,
      reason: 'ended-by-agent',
      host: 'b2b.shop.example',
    },
  ];
}

/** A page to look at, in place of the mirror. */
function drawPage(frame: HTMLIFrameElement, facts: PageFacts): void {
  const page = frame.contentDocument;
  const width = facts.viewport.value?.widthCssPx ?? 0;
  if (!page) return;
  page.open();
  page.write(`<!doctype html><style>
    body{margin:0;font:16px/1.5 system-ui;color:#29303a;background:#fbf8f3} header{display:flex;gap:28px;padding:22px 6%;background:#fff;border-bottom:1px solid #e8e0d4}
    main{display:${width > 600 ? 'grid' : 'block'};grid-template-columns:1fr 1fr;gap:56px;padding:40px 6%} .picture{height:${width > 600 ? 560 : 300}px;border-radius:12px;background:linear-gradient(150deg,#dfe7da,#9cb49b)}
    h1{font-size:40px;margin:0 0 8px} .price{font-size:22px} button{font:600 16px system-ui;padding:14px 28px;border:0;border-radius:8px;background:#2d3a2e;color:#fff}
    </style><header><b>Fern &amp; Fell</b><span>Lamps</span><span>Chairs</span><span>Journal</span></header><main><div class="picture"></div>
    <div><p>Reading lamps</p><h1>Heron</h1><p class="price">€ 148</p><p>A slender lamp with a linen shade that turns with one finger. Made in small numbers, mended for free.</p><button>Add to basket</button></div></main>`);
  page.close();
}
