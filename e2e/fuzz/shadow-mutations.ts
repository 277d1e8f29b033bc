import { addShadow } from './made-nodes.ts';
import { byTag, elements, htmlElements, type Mutation, onOne, type Playground, rootOf } from './playground.ts';

const slots = (play: Playground) => byTag(play, 'slot');

/** Shadow roots and what their slots show. */
export const SHADOW_MUTATIONS: readonly Mutation[] = [
  onOne(elements, (element, play) => addShadow(element, play)),
  onOne(htmlElements, (element, play) => {
    element.slot = play.random.pick(['', 'head', 'tail']);
  }),
  onOne(slots, (slot, play) => {
    slot.name = play.random.pick(['', 'head', 'tail']);
  }),
  onOne(slots, assign),
  onOne(slots, assign),
  onOne(elements, (element, play) => rootOf(play, element)?.append(element.ownerDocument.createElement('slot'))),
  onOne(elements, (element, play) => rootOf(play, element)?.replaceChildren('only text')),
  onOne(htmlElements, (element) => {
    element.setHTMLUnsafe(
      '<section><template shadowrootmode="open" shadowrootclonable><slot name=head></slot>declared</template><i slot=head>in</i></section>',
    );
  }),
];

/** Manual slots show what they are told to, in that order. */
function assign(slot: HTMLSlotElement, play: Playground): void {
  const root = slot.getRootNode();
  if (!('host' in root)) return;
  const nodes = [...(root.host as Element).childNodes].filter(
    (node): node is Element | Text => (node.nodeType === 1 || node.nodeType === 3) && play.random.chance(0.5),
  );
  slot.assign(...(play.random.chance(0.5) ? nodes : nodes.reverse()));
}
