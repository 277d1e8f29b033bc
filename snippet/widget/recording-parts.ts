import { button } from './button.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import type { ScreenContext } from './screen.ts';

/** The question on the consent card. Nothing is recorded unless the customer ticks it. */
export function askForRecording(context: ScreenContext, roomName: string): { node: Node; isWanted(): boolean } {
  const { document, messages } = context;
  const text = messages.consent;
  const box = element(document, 'input', {
    attributes: { type: 'checkbox', id: 'record', 'aria-describedby': 'recorded-for' },
  });
  let isWanted = false;
  // What the person did, not what a script of the page may have made of the box.
  context.onPerson(box, 'change', () => {
    isWanted = box.checked;
  });
  const node = element(document, 'div', {
    class: 'recording',
    children: [
      box,
      element(document, 'label', { attributes: { for: 'record' }, children: [text.recordTitle] }),
      element(document, 'p', { attributes: { id: 'recorded-for' }, children: [text.recordedFor(roomName)] }),
    ],
  });
  return { node, isWanted: () => isWanted };
}

/** On the consent card of a room that records every session. */
export function recordedNote({ document, messages }: ScreenContext, roomName: string): Node {
  const text = messages.consent;
  return element(document, 'div', {
    class: 'recording',
    children: [
      icon(document, 'record'),
      element(document, 'strong', { children: [text.recordedTitle] }),
      element(document, 'p', { children: [text.recordedFor(roomName)] }),
    ],
  });
}

/** In the bar for as long as the session is recorded. */
export function recordingMark({ document, messages }: ScreenContext): Node {
  return element(document, 'span', {
    class: 'recorded',
    children: [
      icon(document, 'record'),
      element(document, 'span', { class: 'label', children: [messages.bar.recorded] }),
    ],
  });
}

export function stopRecordingButton(context: ScreenContext): Node {
  const { messages, actions } = context;
  return button(context, {
    class: 'small stop-recording',
    icon: 'record-off',
    label: messages.bar.stopRecording,
    onPress: actions.stopRecording,
  });
}

/** Above the bar, once the customer has stopped it: what there is of it stays. */
export function stoppedNote(context: ScreenContext, roomName: string, onRead: () => void): Node {
  const { document, messages } = context;
  const said = messages.bar.recordingStopped(roomName);
  return element(document, 'div', {
    class: 'asks-in stopped-recording',
    attributes: { role: 'group', 'aria-label': said },
    children: [
      element(document, 'p', { children: [said] }),
      button(context, { class: 'outlined', text: messages.bar.understood, onPress: onRead }),
    ],
  });
}
