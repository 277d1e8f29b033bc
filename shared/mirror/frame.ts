import type { DocumentData } from '../tree/node.ts';
import { MirrorError } from './mirror-error.ts';
import { FRAME_MARK } from './twin-names.ts';

/** How a document is laid out. The parser alone sets it, from the doctype; it cannot be changed afterwards. */
export type LayoutMode = 'quirks' | 'limited-quirks' | 'standards';

const DOCTYPES: Record<LayoutMode, string> = {
  quirks: '',
  'limited-quirks':
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
  standards: '<!DOCTYPE html>',
};

/** Mode of a page, from what is known of it: only the doctype tells limited quirks from standards. */
export function layoutModeOf(document: DocumentData): LayoutMode {
  if (document.quirks) return 'quirks';
  const doctype = document.children.find((child) => child.type === 'doctype');
  if (doctype?.type !== 'doctype') return 'standards';
  const publicId = doctype.publicId.toLowerCase();
  const limited = /^-\/\/w3c\/\/dtd xhtml 1\.0 (frameset|transitional)\/\//;
  const limitedWithSystemId = /^-\/\/w3c\/\/dtd html 4\.01 (frameset|transitional)\/\//;
  if (limited.test(publicId)) return 'limited-quirks';
  return doctype.systemId !== '' && limitedWithSystemId.test(publicId) ? 'limited-quirks' : 'standards';
}

/**
 * Makes the frame inert and gives it a fresh document that can neither run scripts nor open anything.
 *
 * Sandbox flags bind when a document is created, so the frame is taken out and put back: the document it gets then is
 * made under them. It is filled by `document.open`, not `srcdoc`, because that is done when this returns.
 *
 * @throws MirrorError when the frame is not in a document
 */
export function prepareFrame(frame: HTMLIFrameElement): Document {
  const { parentNode, nextSibling } = frame;
  if (parentNode === null || !frame.isConnected) {
    throw new MirrorError('frame-detached', 'put the frame into a document before creating a mirror in it');
  }
  parentNode.removeChild(frame);
  frame.removeAttribute('src');
  frame.removeAttribute('srcdoc');
  frame.removeAttribute('name');
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.setAttribute('tabindex', '-1');
  frame.inert = true;
  // An overlay takes all input; without one a click must not reach the mirrored page either.
  frame.style.pointerEvents = 'none';
  parentNode.insertBefore(frame, nextSibling);
  const document = frame.contentDocument;
  if (document === null) throw new MirrorError('frame-detached', 'the browser gave the frame no document');
  return document;
}

/**
 * Readies a frame within the mirror to be filled. It was built without any address, and its sandbox, which it got before
 * it was put into the document, lets nothing run.
 *
 * @throws MirrorError when the browser has given it no document that we may touch
 */
export function prepareInnerFrame(frame: HTMLIFrameElement): Document {
  const document = frame.contentDocument;
  if (document === null) throw new MirrorError('frame-detached', 'the browser gave a frame no document');
  frame.setAttribute(FRAME_MARK, '');
  return document;
}

/** Empties the frame's document and sets its layout mode and policy. Keeps the document and its realm. */
export function writeDocument(document: Document, mode: LayoutMode, assetOrigins: readonly string[]): void {
  const assets = ['data:', 'blob:', ...assetOrigins].join(' ');
  const policy = [
    "default-src 'none'",
    // `<style>` elements are made inert by their type, not by this policy, which would log an error for each of them.
    "style-src 'unsafe-inline'",
    `img-src ${assets}`,
    `font-src ${assets}`,
    'media-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  document.open();
  document.write(
    `${DOCTYPES[mode]}<html><head><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      '<meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"></head><body></body></html>',
  );
  document.close();
}
