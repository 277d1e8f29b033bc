import { effect, signal } from '@preact/signals';
import type { HttpFault } from '../../shared/protocol/http-fault.ts';
import { generateSecret } from '../../shared/protocol/join-code.ts';
import { parsePass } from '../../shared/protocol/pass.ts';
import { AGENT_SENTENCES } from '../../shared/protocol/sentences.ts';
import { createPageFacts } from '../mirror-view/page-facts.ts';
import { type AgentSession, runAgentSession } from '../session/agent-session.ts';
import { FIRST_STAGE } from '../session/agent-state.ts';
import { parseInvitation } from '../session/invitation.ts';
import type { Meeting } from '../session/meeting.ts';
import { doorKeyOf, wrappedFor } from '../session/room-key.ts';
import type { StoredPass } from '../storage/pass-store.ts';
import type { Appearance } from './appearance.ts';
import type { Identity, PanelModel, Screen } from './panel-model.ts';
import type { PanelPorts } from './panel-ports.ts';
import { pastedPassSentence } from './pass-sentence.ts';
import type { RecentSession } from './recent-session.ts';

const RECENT_KEPT = 20;

/** The panel's behaviour: from what is stored to a screen, and from there what the agent asks for. */
export function createPanelModel(ports: PanelPorts, fullTab: boolean): PanelModel {
  const screen = signal<Screen>({ type: 'loading' });
  const problem = signal<string | undefined>(undefined);
  const opening = signal(false);
  const recent = signal<RecentSession[]>([]);
  const appearance = signal<Appearance>('system');
  let stored: StoredPass | undefined;
  let leaveSession: (() => void) | undefined;

  async function begin(): Promise<void> {
    appearance.value = await ports.loadAppearance();
    effect(() => {
      void ports.saveAppearance(appearance.value);
    });
    ports.onMeetingForgotten(() => {
      const current = screen.value;
      if (current.type === 'session' && current.session.state.value.type === 'elsewhere') home();
    });
    recent.value = await ports.loadRecent();
    const found = await ports.loadPass();
    if (!found || ports.purpose() === 'change-pass') {
      screen.value = { type: 'pass-wanted', ...(found && { replacing: identityOf(found) }) };
      return;
    }
    settle(found);
    const meeting = await ports.loadMeeting();
    if (meeting) enter(meeting);
    else home();
    await refreshPass(found);
  }

  /** From here on this document works with one pass, and connects to its party only. */
  function settle(pass: StoredPass): void {
    stored = pass;
    ports.lockConnections(pass.pass.partyUrl);
  }

  /** Names and origins may have changed since; a pass that was revoked is better known before a customer waits. */
  async function refreshPass(known: StoredPass): Promise<void> {
    const result = await ports.checkPass(known.pass);
    if (result.ok) {
      stored = { ...known, ...result.answer };
      await ports.savePass(stored);
      if (screen.value.type === 'home') screen.value = { type: 'home', identity: identityOf(stored) };
    } else if (screen.value.type === 'home') {
      fail(result.fault);
    }
  }

  function home(): void {
    leaveSession?.();
    leaveSession = undefined;
    problem.value = undefined;
    if (stored) screen.value = { type: 'home', identity: identityOf(stored) };
  }

  function fail(fault: HttpFault): void {
    problem.value = AGENT_SENTENCES[fault];
  }

  function enter(meeting: Meeting): void {
    if (!stored) return;
    const { pass } = stored;
    leaveSession?.();
    problem.value = undefined;
    const facts = createPageFacts();
    const session = runAgentSession(meeting, {
      openLink: ports.openLink,
      doorKey: (sessionId) => doorKeyOf(pass, sessionId),
      async keepKey(sessionId, key) {
        await ports.keepKey(pass, sessionId, await wrappedFor(pass, sessionId, key));
      },
      async newTicket(sessionId) {
        const result = await ports.agentTicket(pass, sessionId);
        return result.ok ? result.answer.ticket : undefined;
      },
      save: (next) => void ports.saveMeeting(next),
      forget: () => void ports.forgetMeeting(),
      now: ports.now,
    });
    const stopListing = effect(() => {
      const state = session.state.value;
      if (state.type !== 'ended') return;
      // What the agent has given up before anything was seen is no session to look back at.
      if (state.liveMs === 0 && state.reason === 'ended-by-agent') return;
      list(session, { liveMs: state.liveMs, reason: state.reason, host: hostOf(facts.address.peek()?.url) });
    });
    leaveSession = () => {
      stopListing();
      session.stop();
    };
    screen.value = { type: 'session', identity: identityOf(stored), session, facts };
  }

  function list(session: AgentSession, outcome: Pick<RecentSession, 'liveMs' | 'reason' | 'host'>): void {
    const { sessionId, startedAt } = session.meeting;
    const others = recent.peek().filter((one) => one.sessionId !== sessionId);
    recent.value = [{ sessionId, startedAt, ...outcome }, ...others].slice(0, RECENT_KEPT);
    void ports.saveRecent(recent.value);
  }

  void begin();

  return {
    screen,
    problem,
    opening,
    recent,
    appearance,
    fullTab,
    async usePass(pasted) {
      const parsed = parsePass(pasted);
      if (!parsed.ok) return pastedPassSentence(pasted, parsed.fault);
      const result = await ports.checkPass(parsed.pass);
      if (!result.ok) return AGENT_SENTENCES[result.fault];
      await ports.forgetMeeting();
      const taken = { text: pasted.trim(), ...result.answer };
      await ports.savePass(taken);
      if (ports.purpose() === 'change-pass') {
        ports.restart('usual');
      } else {
        settle({ ...taken, pass: parsed.pass });
        home();
      }
      return undefined;
    },
    changePass: () => ports.restart('change-pass'),
    keepPass: () => ports.restart('usual'),
    async forgetPass() {
      await ports.forgetMeeting();
      await ports.saveRecent([]);
      await ports.removePass();
      ports.restart('usual');
    },
    async startSession() {
      if (!stored || opening.value) return;
      opening.value = true;
      problem.value = undefined;
      const { pass } = stored;
      const result = await ports.createSession(pass);
      opening.value = false;
      if (!result.ok) return fail(result.fault);
      const { ticket, locator, expiresAt, ...created } = result.answer;
      enter({
        ...created,
        partyUrl: pass.partyUrl,
        roomId: pass.roomId,
        code: { locator, secret: generateSecret(), expiresAt },
        startedAt: ports.now(),
        entry: { type: 'ticket', ticket },
        stage: FIRST_STAGE,
        agreed: null,
        generation: 1,
      });
    },
    async joinSession(pasted) {
      if (!stored || opening.value) return undefined;
      const { pass, agentName, roomName } = stored;
      const invitation = parseInvitation(pasted);
      if (!invitation)
        return 'This is not an invitation. It begins with coview-session- and comes from your colleague.';
      if (invitation.roomId !== pass.roomId) return 'This session is in another room than your pass.';
      const { sessionId } = invitation;
      opening.value = true;
      const result = await ports.agentTicket(pass, sessionId);
      opening.value = false;
      if (!result.ok) return AGENT_SENTENCES[result.fault];
      enter({
        ...{ partyUrl: pass.partyUrl, roomId: pass.roomId, roomName, agentName, sessionId },
        code: null,
        startedAt: ports.now(),
        entry: { type: 'ticket', ticket: result.answer.ticket },
        stage: { type: 'asking-in', turnedAway: false },
        allowUnsealed: false,
        agreed: null,
        generation: 1,
      });
      return undefined;
    },
    leaveSession() {
      void ports.forgetMeeting();
      home();
    },
    cancelSession() {
      if (screen.value.type !== 'session' || !stored) return;
      screen.value.session.end();
      // The session is not stopped: its link stays until the party has heard of the end.
      screen.value = { type: 'home', identity: identityOf(stored) };
    },
    async takeBack() {
      const meeting = await ports.loadMeeting();
      if (meeting) enter(meeting);
      else home();
    },
    goHome: home,
    clearRecent() {
      recent.value = [];
      void ports.saveRecent([]);
    },
    openTab: ports.openTab,
    copy: ports.copy,
    connectMirror: ports.connectMirror,
  };
}

function identityOf({ agentName, roomName, origins, pass }: StoredPass): Identity {
  return { agentName, roomName, origins, partyUrl: pass.partyUrl };
}

function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
