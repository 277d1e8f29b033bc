import { madeMarkup, madeNode } from './made-nodes.ts';
import { madeText } from './maker.ts';
import {
  children,
  elements,
  htmlElements,
  type Mutation,
  onOne,
  type Playground,
  plainElements,
  texts,
} from './playground.ts';

const POSITIONS = ['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const;

/** The parser puts nodes into the page, whole or in pieces. */
export const MARKUP_MUTATIONS: readonly Mutation[] = [
  onOne(htmlElements, (element, play) => {
    element.innerHTML = madeMarkup(play);
  }),
  onOne(htmlElements, (element, play) => {
    element.outerHTML = madeMarkup(play);
  }),
  onOne(htmlElements, (element, play) => element.insertAdjacentHTML(play.random.pick(POSITIONS), madeMarkup(play))),
  onOne(htmlElements, (element, play) => element.setHTMLUnsafe(madeMarkup(play))),
  onOne(htmlElements, (element, play) => {
    const parsed = play.window.Document.parseHTMLUnsafe(madeMarkup(play));
    element.append(...parsed.body.childNodes);
  }),
  onOne(htmlElements, (element, play) => {
    element.innerHTML = element.innerHTML + madeText(play);
  }),
  onOne(elements, (element, play) => {
    element.textContent = madeText(play);
  }),
];

/** Ranges cut across nodes; moves that keep the state of what moves. */
export const RANGE_MUTATIONS: readonly Mutation[] = [
  onRange((range) => range.deleteContents()),
  onRange((range, play) => play.removed.push(range.extractContents())),
  onRange((range) => range.surroundContents(range.startContainer.ownerDocument?.createElement('em') as Element)),
  onRange((range) => range.insertNode(range.cloneContents())),
  onRange((range, play) => range.insertNode(madeNode(play, 1))),
  onOne(plainElements, (parent, play) => {
    const node = play.random.pick(children(play));
    const before = parent.childNodes[play.random.below(parent.childNodes.length + 1)] ?? null;
    if ('moveBefore' in parent) (parent.moveBefore as typeof parent.insertBefore)(node, before);
  }),
];

/** A range between two places below one parent, where both are in the light of one tree. */
function onRange(act: (range: Range, play: Playground) => void): Mutation {
  return onOne(texts, (text, play) => {
    const { random } = play;
    const others = texts(play).filter((other) => other.getRootNode() === text.getRootNode() && isEditable(other));
    if (!isEditable(text) || others.length === 0) return;
    const range = text.ownerDocument.createRange();
    const end = random.pick(others);
    range.setStart(text, random.below(text.length + 1));
    range.setEnd(end, random.below(end.length + 1));
    act(range, play);
  });
}

/** What stands in fields and sheets is left to their own mutations. */
function isEditable(text: Text): boolean {
  return text.parentElement?.closest('style, textarea, select, option, title') === null;
}
