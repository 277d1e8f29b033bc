import { madeMarkup } from './made-nodes.ts';
import { byTag, documents, insert, insertMarkup, type Mutation, onOne, type Playground } from './playground.ts';

/** Each costs a document: more would only make the programs slow. */
const MOST_FRAMES = 4;

const DOCTYPES = [
  '',
  '<!doctype html>',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
];
const PAGES = ['standards.html', 'quirks.html', 'nested.html', 'page.xhtml'];

const frames = (play: Playground) => byTag(play, 'iframe');

/** Frames of the page's origin come, load, move and go. */
export const FRAME_MUTATIONS: readonly Mutation[] = [
  (play) => {
    if (frames(play).length >= MOST_FRAMES) return;
    const source = play.random.pick([
      '',
      `src="${play.base}${play.random.pick(PAGES)}"`,
      'srcdoc="<p class=one>in <b>srcdoc</b><input value=x>"',
    ]);
    insertMarkup(play, `<iframe ${source}></iframe>`);
  },
  onOne(frames, (frame, play) => {
    frame.src = `${play.base}${play.random.pick(PAGES)}`;
  }),
  onOne(frames, (frame, play) => {
    frame.srcdoc = madeMarkup(play);
  }),
  onOne(frames, (frame, play) => insert(play, frame)),
  onOne(frames, (frame, play) => {
    frame.remove();
    play.removed.push(frame);
  }),
  onOne(frames, (frame) => {
    const { parentNode, nextSibling } = frame;
    frame.remove();
    parentNode?.insertBefore(frame, nextSibling);
  }),
];

/** Documents are written anew under the same window, in the page and in its frames. */
export const DOCUMENT_MUTATIONS: readonly Mutation[] = [
  onOne(documents, (document, play) => {
    document.open();
    play.written.add(document);
    document.write(
      `${play.random.pick(DOCTYPES)}<title>Written</title><body><p>written</p><div>${madeMarkup(play)}</div>`,
    );
    if (play.random.chance(0.7)) document.close();
  }),
  onOne(documents, (document, play) => {
    if (document.readyState === 'loading') document.write(madeMarkup(play));
  }),
  onOne(documents, (document, play) => {
    document.title = play.random.pick(['one', 'two']);
  }),
  onOne(documents, (document) => {
    const body = document.createElement('body');
    body.append('another body');
    if (document.documentElement !== null) document.body = body;
  }),
  onOne(documents, (document) => {
    const { documentElement } = document;
    documentElement?.replaceWith(documentElement.cloneNode(true));
  }),
  onOne(documents, (document) => document.documentElement?.append(document.createComment('late'))),
  onOne(documents, (document, play) => {
    const base = document.createElement('base');
    base.href = `${play.base}elsewhere/`;
    document.head?.append(base);
  }),
];
