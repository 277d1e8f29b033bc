import type { RoomTerms } from '../../shared/protocol/control.ts';
import type { AgentPointer } from '../../shared/protocol/talk.ts';
import type { CoviewState, Stop } from '../api/coview.ts';
import type { SessionErrorCode } from '../api/errors.ts';
import { agentPointers } from './agent-pointers.ts';
import { type BarLayout, bar, type SharingState, statusOf } from './bar.ts';
import { applyColour } from './brand.ts';
import { codeCard } from './code-card.ts';
import { connectingCard } from './connecting-card.ts';
import { consentCard } from './consent-card.ts';
import { element } from './element.ts';
import { endedNote } from './ended-note.ts';
import { languageFor } from './language.ts';
import type { Screen, ScreenContext, WidgetActions } from './screen.ts';
import { Speech } from './speech.ts';
import { mountHost } from './widget-host.ts';

export interface WidgetOptions {
  document: Document;
  actions: WidgetActions;
  /** The element of the page that has an id in the running capture. */
  nodeById(id: number): Node | undefined;
  /** What the room's admin has decided, as far as it is known: how the widget looks, and what it speaks. */
  terms(): RoomTerms | null | undefined;
  /** Nonce of Coview's script tag, for pages whose Content-Security-Policy wants one. */
  nonce: string;
  /** A fault of the widget itself. */
  onFault(fault: unknown): void;
}

/** The customer's view of the session. On the page only while there is something to say. */
export interface Widget {
  show(state: CoviewState): void;
  point(agentId: string, name: string, pointer: AgentPointer): void;
  /** What the customer is told of an error, in their language. */
  errorSentence(code: SessionErrorCode): string;
  /** True for the widget's own node, which is never mirrored. */
  owns(node: Node): boolean;
  stop: Stop;
}

export function createWidget(options: WidgetOptions): Widget {
  const { document } = options;
  const speech = new Speech(options.onFault);
  const context = contextFor(options);
  let mounted: ReturnType<typeof mount> | null = null;
  let layout: BarLayout = {
    place: { block: 'end', inline: 'center' },
    collapsed: false,
    comparing: false,
    stopRead: false,
  };
  let typed = '';
  let current: CoviewState = { type: 'idle' };
  /** What was last told of the room: it is still the same one when the session is over. */
  let known: RoomTerms | null = null;
  /** The state that the screen is of: `current`, once its language is there. */
  let drawn: CoviewState = current;

  const terms = () => {
    known = options.terms() ?? known;
    return known;
  };
  const wantedLanguage = () => languageFor(document, terms()?.languages ?? []);

  const screenFor = (state: CoviewState): Screen | null => {
    switch (state.type) {
      case 'idle':
        return null;
      case 'entering-code':
        return codeCard(context, state, typed);
      case 'connecting':
      case 'proving':
        return connectingCard(context);
      case 'asking-consent':
        return consentCard(context, state);
      case 'live':
      case 'paused':
      case 'reconnecting':
        return bar(context, state, { layout, onLayout: (next, focus) => rearrange(state, next, focus) });
      case 'ended':
        return endedNote(context, state);
    }
  };

  const rearrange = (state: SharingState, next: BarLayout, focus: string | null) => {
    layout = next;
    if (focus) render(state, focus);
  };

  /** `focus`: what takes the focus in the new screen, where the customer was in the old one. */
  const render = (state: CoviewState, focus: string | null) => {
    mounted?.screen?.stop?.();
    mounted?.screen?.node.remove();
    const screen = screenFor(state);
    if (!screen) {
      unmount();
      return;
    }
    mounted ??= mount(options);
    applyColour(mounted.root, terms()?.branding.colour);
    const { language, direction } = speech.messages;
    mounted.root.lang = language;
    mounted.root.dir = direction;
    mounted.screen = screen;
    mounted.root.append(screen.node);
    screen.shown?.();
    if (focus) screen.node.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
    mounted.frame.hidden = state.type !== 'live';
    mounted.said.textContent = isSharing(state) ? statusOf(context, state) : '';
    if (state.type !== 'live') mounted.pointers.clear();
  };

  /** Brings the screen to the current state, if it is not there yet. */
  const draw = () => {
    const [before, state] = [drawn, current];
    if (before === state) return;
    drawn = state;
    const screen = mounted?.screen;
    if (state.type === before.type && screen?.update) return screen.update(state);
    if (isSameWait(before, state)) return;
    if (state.type === 'idle') {
      typed = '';
      layout = { ...layout, collapsed: false, comparing: false, stopRead: false };
    }
    const inBar = screen?.node.matches(':focus-within') && isSharing(before) && isSharing(state);
    render(state, inBar ? '.pause, .pill' : null);
  };

  /** A language has come: also the screen that could not wait for it is made anew, with what stands in its field. */
  const drawInLanguage = () => {
    speech.speak(wantedLanguage());
    draw();
    if (!mounted?.screen || mounted.root.lang === speech.messages.language) return;
    typed = mounted.root.querySelector('input')?.value ?? typed;
    render(drawn, mounted.screen.node.matches(':focus-within') ? '.pause, .pill' : null);
  };

  const unmount = () => {
    mounted?.pointers.stop();
    mounted?.host.stop();
    mounted = null;
  };

  return {
    show(state) {
      current = state;
      const coming = speech.speak(wantedLanguage());
      if (!coming) return draw();
      coming.loaded.then(drawInLanguage).catch(options.onFault);
      coming.soon.then(draw).catch(options.onFault);
    },
    point(agentId, name, pointer) {
      if (drawn.type === 'live') mounted?.pointers.move(agentId, name, pointer);
    },
    errorSentence: (code) => speech.messages.sentences[code],
    owns: (node) => node === mounted?.host.node,
    stop() {
      drawn = current;
      mounted?.screen?.stop?.();
      unmount();
    },
  };

  function contextFor({ actions, onFault }: WidgetOptions): ScreenContext {
    return {
      document,
      logo: () => terms()?.branding.logo,
      get messages() {
        return speech.messages;
      },
      actions: {
        ...actions,
        submitCode(code) {
          typed = code;
          actions.submitCode(code);
        },
      },
      onPerson(target, type, listener) {
        target.addEventListener(type, (event) => {
          if (!event.isTrusted) return;
          try {
            listener(event);
          } catch (fault) {
            onFault(fault);
          }
        });
      },
    };
  }
}

function mount(options: WidgetOptions) {
  const { document } = options;
  const host = mountHost(document, options.nonce);
  const pointers = agentPointers(document, options.nodeById);
  const frame = element(document, 'div', { class: 'frame', attributes: { hidden: '' } });
  const said = element(document, 'div', { class: 'said', attributes: { role: 'status' } });
  const root = element(document, 'div', {
    class: 'widget',
    children: [frame, pointers.node, said],
  });
  host.root.append(root);
  const screen: Screen | null = null;
  return { host, root, pointers, frame, said, screen: screen as Screen | null };
}

function isSharing(state: CoviewState): state is SharingState {
  return state.type === 'live' || state.type === 'paused' || state.type === 'reconnecting';
}

/** Looking for the agent and proving the code are one wait to the customer. */
function isSameWait(before: CoviewState, now: CoviewState): boolean {
  return before.type === 'connecting' && now.type === 'proving';
}
