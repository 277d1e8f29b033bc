import { systemClock } from '../shared/link/link-ports.ts';
import { joinRoom } from '../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/limits.ts';
import type { CoviewOptions, CoviewState, Stop } from './api/coview.ts';
import type { CoviewError } from './api/errors.ts';
import type { ClosedRoots } from './capture/closed-roots.ts';
import { followDocument } from './capture/follow-document.ts';
import { Credentials } from './privacy/credential.ts';
import type { Beginning } from './session/ports.ts';
import { runSession } from './session/run-session.ts';
import type { CustomerSealing } from './session/sealing.ts';
import type { SessionInput } from './session/session-input.ts';
import type { SessionStore } from './session/session-store.ts';
import type { OpenLink } from './session/way.ts';
import type * as WidgetModule from './widget/widget.ts';

export interface CoreOptions {
  window: Window;
  options: CoviewOptions;
  nonce: string;
  /** Kept since Coview came to the page. */
  closedRoots: ClosedRoots;
  store: SessionStore;
  onState(state: CoviewState): void;
  onError(error: CoviewError): void;
  /** A fault of Coview itself: told, never thrown into the page. */
  onFault(fault: unknown): void;
}

/** What `coview` commands once it is loaded. */
export interface Core {
  send(input: SessionInput): void;
  /** Goes on with the session of the page before. */
  restore(): Promise<void>;
  readonly state: CoviewState;
}

/** Connects the customer's session to this page: its document, its storage, its party, and the widget. */
export function startCore(core: CoreOptions, widgetModule: typeof WidgetModule): Core {
  const { window, options, closedRoots, store, onFault } = core;
  const { document } = window;
  const { room, party, ...privacy } = options;
  const guarded = (act: () => void) => {
    try {
      act();
    } catch (fault) {
      onFault(fault);
    }
  };
  const clock = {
    ...systemClock,
    after: (delayMs: number, action: () => void) => systemClock.after(delayMs, () => guarded(action)),
  };
  // For as long as the page lives: a pause or a new session must not make a shown password a harmless field.
  const credentials = new Credentials();
  let stopWatch: Stop | null = null;
  const send = (input: SessionInput) => guarded(() => session.send(input));

  const widget: WidgetModule.Widget = widgetModule.createWidget({
    document,
    nonce: core.nonce,
    onFault,
    nodeById: (id) => session.nodeById(id),
    terms: () => session.terms,
    actions: {
      submitCode: (code) => send({ type: 'join', code }),
      end: () => send({ type: 'end' }),
      decideConsent: (granted, record) => send({ type: 'consent', granted, record }),
      stopRecording: () => send({ type: 'stop-recording' }),
      letIn: (granted) => send({ type: 'let-in', granted }),
      pause: () => send({ type: 'pause' }),
      resume: () => send({ type: 'resume' }),
      dismiss: () => send({ type: 'dismiss' }),
    },
  });

  // Nothing of ours listens on the page before a session and after it.
  const keepWatch = () => {
    const wanted = session.state.type !== 'idle' || store.load() !== null;
    if (wanted === (stopWatch !== null)) return;
    stopWatch?.();
    stopWatch = wanted
      ? watchLeaving(
          window,
          () => guarded(session.leave),
          () => void restore(),
        )
      : null;
  };
  const restore = () => {
    const restored = session.restore().catch(onFault);
    guarded(keepWatch);
    return restored;
  };
  const load = async () => {
    const [sealing, wire] = await Promise.all([import('./session/sealing.ts'), import('./session/wire.ts')]);
    const openLink: OpenLink = (way, events) =>
      wire.openLink({ ...way, partyUrl: party, openSocket: wire.bareSocket(guarded), clock, onFault }, events);
    const beginning = (made: CustomerSealing): Beginning => ({
      sealing: made,
      meet: (way, events) => new wire.Meeting(way, { sealing: made, openLink }, events),
    });
    return { ...sealing, beginning };
  };
  // Pages on plain http have none.
  const canSeal = window.crypto.subtle !== undefined;

  const session = runSession({
    async joinRoom(locator) {
      // Loads meanwhile; what is wrong with it shows when it is asked for.
      load().catch(() => undefined);
      const found = await joinRoom(party, room, locator);
      if (!found.ok) return { ok: false, code: found.fault };
      return canSeal || found.answer.allowUnsealed
        ? { ok: true, ...found.answer }
        : { ok: false, code: 'insecure-context' };
    },
    async begin(secret, locator, sessionId) {
      const { sealingFor, beginning } = await load();
      const place = { protocol: PROTOCOL_VERSION, roomId: room, sessionId, locator };
      return beginning(sealingFor(secret, place, canSeal));
    },
    async beginAgain(kept) {
      const { sealingAgain, beginning } = await load();
      const sealing = await sealingAgain(kept);
      return sealing && beginning(sealing);
    },
    startCapture: (firstNodeId, floor, onMessage, onError, backlogBytes) =>
      followDocument(
        document,
        { privacy, floor, credentials, closedRoots, firstNodeId, exclude: widget.owns, onError, backlogBytes },
        import('./capture/later-signals.ts').then((module) => module.createLaterSignals()),
        onMessage,
      ),
    store,
    now: clock.now,
    after: clock.after,
    onState(state) {
      guarded(() => widget.show(state));
      guarded(keepWatch);
      core.onState(state);
    },
    onError: (code) => core.onError({ code, message: widget.errorSentence(code) }),
    onFault,
    onPointer: (agentId, name, pointer) => widget.point(agentId, name, pointer),
  });

  return {
    send,
    restore,
    get state() {
      return session.state;
    },
  };
}

/** The page goes, or comes back from the browser's cache of pages: the session may have moved on in the meantime. */
function watchLeaving(window: Window, onLeave: () => void, onReturn: () => void): Stop {
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) onReturn();
  };
  window.addEventListener('pagehide', onLeave);
  window.addEventListener('pageshow', onShow);
  return () => {
    window.removeEventListener('pagehide', onLeave);
    window.removeEventListener('pageshow', onShow);
  };
}
