import type { Branding } from '../../shared/protocol/control.ts';
import type { AgentPointer } from '../../shared/protocol/talk.ts';
import type { CoviewState, Stop } from '../api/coview.ts';
import { agentPointers } from './agent-pointers.ts';
import { type BarLayout, bar, type SharingState, statusOf } from './bar.ts';
import { applyColour } from './brand.ts';
import { codeCard } from './code-card.ts';
import { connectingCard } from './connecting-card.ts';
import { consentCard } from './consent-card.ts';
import { element } from './element.ts';
import { endedNote } from './ended-note.ts';
import { en } from './messages/en.ts';
import type { Screen, ScreenContext, WidgetActions } from './screen.ts';
import { mountHost } from './widget-host.ts';

export { errorSentence } from './sentences.ts';

export interface WidgetOptions {
  document: Document;
  actions: WidgetActions;
  /** The element of the page that has an id in the running capture. */
  nodeById(id: number): Node | undefined;
  /** How the room looks to customers; undefined before that is known. */
  branding(): Branding | undefined;
  /** Nonce of Coview's script tag, for pages whose Content-Security-Policy wants one. */
  nonce: string;
  /** A fault of the widget itself. */
  onFault(fault: unknown): void;
}

/** The customer's view of the session. On the page only while there is something to say. */
export interface Widget {
  show(state: CoviewState): void;
  point(agentId: string, name: string, pointer: AgentPointer): void;
  /** True for the widget's own node, which is never mirrored. */
  owns(node: Node): boolean;
  stop: Stop;
}

export function createWidget(options: WidgetOptions): Widget {
  const { document } = options;
  const context = contextFor(options);
  let mounted: ReturnType<typeof mount> | null = null;
  let layout: BarLayout = { place: { block: 'end', inline: 'center' }, collapsed: false, comparing: false };
  let typed = '';
  let current: CoviewState = { type: 'idle' };

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
    applyColour(mounted.root, options.branding()?.colour);
    mounted.screen = screen;
    mounted.root.append(screen.node);
    screen.shown?.();
    if (focus) screen.node.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
    mounted.frame.hidden = state.type !== 'live';
    mounted.said.textContent = isSharing(state) ? statusOf(context, state) : '';
    if (state.type !== 'live') mounted.pointers.clear();
  };

  const unmount = () => {
    mounted?.pointers.stop();
    mounted?.host.stop();
    mounted = null;
  };

  return {
    show(state) {
      const before = current;
      current = state;
      const screen = mounted?.screen;
      if (state.type === before.type && screen?.update) return screen.update(state);
      if (isSameWait(before, state)) return;
      if (state.type === 'idle') {
        typed = '';
        layout = { ...layout, collapsed: false, comparing: false };
      }
      const inBar = screen?.node.matches(':focus-within') && isSharing(before) && isSharing(state);
      render(state, inBar ? '.pause, .pill' : null);
    },
    point(agentId, name, pointer) {
      if (current.type === 'live') mounted?.pointers.move(agentId, name, pointer);
    },
    owns: (node) => node === mounted?.host.node,
    stop() {
      mounted?.screen?.stop?.();
      unmount();
    },
  };

  function contextFor({ actions, onFault }: WidgetOptions): ScreenContext {
    return {
      document,
      logo: () => options.branding()?.logo,
      messages: en,
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
    // The texts are English, the layout follows the page's direction.
    attributes: { lang: 'en', dir: directionOf(document) },
    children: [frame, pointers.node, said],
  });
  host.root.append(root);
  const screen: Screen | null = null;
  return { host, root, pointers, frame, said, screen: screen as Screen | null };
}

function directionOf(document: Document): string {
  const styled = document.body ?? document.documentElement;
  return document.defaultView?.getComputedStyle(styled).direction ?? 'ltr';
}

function isSharing(state: CoviewState): state is SharingState {
  return state.type === 'live' || state.type === 'paused' || state.type === 'reconnecting';
}

/** Looking for the agent and proving the code are one wait to the customer. */
function isSameWait(before: CoviewState, now: CoviewState): boolean {
  return before.type === 'connecting' && now.type === 'proving';
}
