import { changeForeign, madeNode } from './made-nodes.ts';
import { madeAttribute, madeText } from './maker.ts';
import {
  allNodes,
  byTag,
  children,
  elements,
  insert,
  type Mutation,
  onOne,
  type Playground,
  parents,
  plainElements,
  texts,
} from './playground.ts';

const foreign = (play: Playground) => elements(play).filter((element) => !('innerText' in element));

/** Nodes come, go and move. */
export const TREE_MUTATIONS: readonly Mutation[] = [
  (play) => insert(play, madeNode(play, 2)),
  (play) => insert(play, madeNode(play, 1)),
  onOne(children, (node, play) => insert(play, node)),
  onOne(children, (node, play) => insert(play, node)),
  onOne(children, (node, play) => {
    node.remove();
    play.removed.push(node);
  }),
  onOne(children, (node) => node.remove()),
  (play) => {
    const node = play.removed.pop();
    if (node !== undefined) insert(play, node);
  },
  onOne(
    (play) => play.removed,
    (node, play) => {
      if (node.nodeType === 1) (node as Element).append(madeNode(play, 1));
    },
  ),
  onOne(parents, (parent) => parent.append(...[...parent.childNodes].reverse())),
  onOne(plainElements, (parent, play) => parent.replaceChildren(madeNode(play, 1), madeNode(play, 2))),
  onOne(elements, (element, play) => insert(play, element.cloneNode(true))),
  // An element wrapped around its own parent: an order of moves that a naive replay cannot make.
  onOne(plainElements, (element, play) => {
    const parent = element.parentElement;
    const above = parent?.parentNode;
    if (!parent || !above || parent === play.document.body) return;
    above.insertBefore(element, parent);
    element.append(parent);
  }),
];

/** Attributes and text change. */
export const CONTENT_MUTATIONS: readonly Mutation[] = [
  onOne(elements, (element, play) => element.setAttribute(...madeAttribute(play))),
  onOne(elements, (element, play) => element.removeAttribute(madeAttribute(play)[0])),
  onOne(elements, (element, play) => element.classList.toggle(play.random.pick(['one', 'two']))),
  onOne(elements, (element, play) => element.style?.setProperty('margin-left', `${play.random.below(9)}px`)),
  onOne(texts, (text, play) => text.replaceData(0, text.length, madeText(play))),
  onOne(texts, (text) => text.appendData('more')),
  onOne(texts, (text, play) => text.splitText(play.random.below(text.length + 1))),
  onOne(parents, (parent) => parent.normalize()),
  onOne(elements, (element, play) => changeForeign(element, play)),
  onOne(foreign, (element, play) => changeForeign(element, play)),
  onOne(
    (play) => allNodes(play).filter((node) => node.nodeType === 8) as Comment[],
    (comment) => comment.appendData('more'),
  ),
  onOne(
    (play) => byTag(play, 'details'),
    (details) => details.toggleAttribute('open'),
  ),
];
