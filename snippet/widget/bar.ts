import type { CoviewState } from '../api/coview.ts';
import { type BarPlace, dragBar, movedBy, putBar } from './bar-place.ts';
import { button } from './button.ts';
import { element } from './element.ts';
import { recordingMark, stoppedNote, stopRecordingButton } from './recording-parts.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** The states in which the bar is on the page. */
export type SharingState = Extract<CoviewState, { type: 'live' | 'paused' | 'reconnecting' }>;

/** How the customer has arranged the bar; kept from one state to the next. */
export interface BarLayout {
  place: BarPlace;
  collapsed: boolean;
  /** Shows the words of the key in place of the status. */
  comparing: boolean;
  /** The customer has read that what was recorded stays. */
  stopRead: boolean;
}

export interface BarOptions {
  layout: BarLayout;
  /** The customer rearranged the bar. `focus`: what takes the focus in the bar made anew; null: it stays as it is. */
  onLayout(layout: BarLayout, focus: string | null): void;
}

/** Says at all times who can see the page, and stops it with one press. */
export function bar(context: ScreenContext, state: SharingState, options: BarOptions): Screen {
  const { document, messages } = context;
  const text = messages.bar;
  const { layout, onLayout } = options;
  const node = element(document, 'div', {
    class: layout.collapsed ? 'bar collapsed' : 'bar',
    attributes: {
      role: 'region',
      'aria-label': text.region,
      'data-state': state.type,
      'data-sealed': String(state.fingerprint !== null),
    },
    children: [
      ...aboveBar(context, state, options),
      ...(layout.collapsed ? [pill(context, state, options)] : controls(context, state, options)),
    ],
  });
  putBar(node, layout.place);
  return {
    node,
    stop: dragBar(context, node, layout.place, (place) => onLayout({ ...layout, place }, null)),
  };
}

/** What the bar says, also aloud. */
export function statusOf(context: ScreenContext, state: SharingState): string {
  const text = context.messages.bar;
  if (state.asksIn !== null) return text.asksIn(state.asksIn);
  const standing = standingOf(context, state);
  if (state.recording === 'on') return `${standing}. ${text.recorded}`;
  return state.recording === 'stopped' ? `${standing}. ${text.recordingStopped(state.roomName)}` : standing;
}

function aboveBar(context: ScreenContext, state: SharingState, { layout, onLayout }: BarOptions): Node[] {
  if (state.asksIn !== null) return [question(context, state.asksIn)];
  if (state.recording !== 'stopped' || layout.stopRead) return [];
  return [stoppedNote(context, state.roomName, () => onLayout({ ...layout, stopRead: true }, '.pause, .pill'))];
}

function standingOf(context: ScreenContext, state: SharingState): string {
  const text = context.messages.bar;
  if (state.type === 'reconnecting') return text.reconnecting;
  if (state.type === 'paused') return text.paused;
  return state.fingerprint === null ? text.unsealed(state.agentName) : text.live(state.agentName);
}

function controls(context: ScreenContext, state: SharingState, { layout, onLayout }: BarOptions): Node[] {
  const { document, messages, actions } = context;
  const text = messages.bar;
  const grip = button(context, { class: 'small grip', icon: 'grip', label: text.move });
  context.onPerson(grip, 'keydown', (event) => {
    const place = movedBy(layout.place, event.key, document.defaultView?.getComputedStyle(grip).direction === 'rtl');
    if (!place) return;
    event.preventDefault();
    onLayout({ ...layout, place }, '.grip');
  });
  const paused = state.type === 'paused' || (state.type === 'reconnecting' && state.paused);
  const pauseOrResume = paused
    ? button(context, { class: 'pause', icon: 'resume', text: text.resume, onPress: actions.resume })
    : button(context, { class: 'pause', icon: 'pause', text: text.pause, onPress: actions.pause });
  const { fingerprint } = state;
  const compare = button(context, {
    class: 'small compare',
    icon: 'lock',
    label: text.compare,
    onPress: () => onLayout({ ...layout, comparing: !layout.comparing }, '.compare'),
  });
  compare.setAttribute('aria-pressed', String(layout.comparing));
  const shown =
    layout.comparing && fingerprint !== null ? text.words(state.agentName, fingerprint) : standingOf(context, state);
  return [
    grip,
    element(document, 'div', {
      class: 'status',
      children: [element(document, 'span', { class: 'dot' }), element(document, 'span', { children: [shown] })],
    }),
    ...(state.recording === 'on' ? [recordingMark(context), stopRecordingButton(context)] : []),
    ...(fingerprint === null ? [] : [compare]),
    pauseOrResume,
    button(context, { class: 'stop', icon: 'stop', text: text.stop, onPress: actions.end }),
    button(context, {
      class: 'small collapse',
      icon: 'collapse',
      label: text.collapse,
      onPress: () => onLayout({ ...layout, collapsed: true }, '.pill'),
    }),
  ];
}

/** Another agent asks in: above the bar, so that Stop stays where it is. Nothing has the focus that says yes. */
function question(context: ScreenContext, agentName: string): Node {
  const { document, messages, actions } = context;
  const text = messages.bar;
  return element(document, 'div', {
    class: 'asks-in',
    attributes: { role: 'group', 'aria-label': text.asksIn(agentName) },
    children: [
      element(document, 'p', { children: [text.asksIn(agentName)] }),
      button(context, { class: 'outlined', text: text.turnAway, onPress: () => actions.letIn(false) }),
      button(context, { class: 'primary', text: text.letIn, onPress: () => actions.letIn(true) }),
    ],
  });
}

function pill(context: ScreenContext, state: SharingState, { layout, onLayout }: BarOptions): Node {
  const { document, messages } = context;
  const made = button(context, {
    class: 'pill',
    label: messages.bar.expand(statusOf(context, { ...state, asksIn: null })),
    onPress: () => onLayout({ ...layout, collapsed: false }, '.collapse'),
  });
  if (state.recording === 'on') made.append(recordingMark(context));
  made.append(
    element(document, 'span', { class: 'dot' }),
    state.type === 'live' ? state.agentName : standingOf(context, state),
  );
  return made;
}
