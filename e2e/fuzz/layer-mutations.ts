import { madeNode } from './made-nodes.ts';
import { byTag, elements, insert, type Mutation, onOne, type Playground } from './playground.ts';

const popovers = (play: Playground) =>
  elements(play).filter((element) => 'popover' in element && element.popover !== null);

/** Dialogs, popovers and details open and close, and the focus moves. */
export const LAYER_MUTATIONS: readonly Mutation[] = [
  (play) => {
    const dialog = play.document.createElement('dialog');
    dialog.append(madeNode(play, 1));
    insert(play, dialog);
  },
  onOne(
    (play) => byTag(play, 'dialog'),
    (dialog) => dialog.showModal(),
  ),
  onOne(
    (play) => byTag(play, 'dialog'),
    (dialog, play) => (play.random.chance(0.5) ? dialog.close() : dialog.show()),
  ),
  onOne(popovers, (popover) => popover.togglePopover()),
  onOne(popovers, (popover) => popover.showPopover()),
  onOne(elements, (element, play) => element.setAttribute('popover', play.random.pick(['', 'auto', 'manual', 'hint']))),
  onOne(
    (play) => byTag(play, 'details'),
    (details, play) => details.setAttribute('name', play.random.pick(['g', 'h'])),
  ),
  onOne(elements, (element) => element.focus({ preventScroll: true })),
  onOne(elements, (element) => element.blur()),
];

/** Notes what is in the top layer after one mutation, which opens one element at most: that one lies on top. */
export function noteOpened(play: Playground): void {
  const open = elements(play).filter((element) => element.isConnected && element.matches(':modal, :popover-open'));
  const before = play.opened.filter((element) => open.includes(element as HTMLElement));
  play.opened = [...before, ...open.filter((element) => !before.includes(element))];
}
