import type { Native } from './native.ts';
import { twinOf } from './twin-names.ts';
import { allowedUrl, type UrlPolicy } from './url-policy.ts';

const XLINK_HREF = 'xlink:href';

/**
 * Gives an element that shows a picture (`img`, `input`, `video`, SVG `image`) the address it may load, from what its
 * twins say. An `img` without one gets a transparent picture of the size its attributes name, so that its box and its
 * proportions are the page's.
 */
export function refreshImage(native: Native, element: Element, tag: string, policy: UrlPolicy): void {
  switch (tag) {
    case 'img':
      refreshHtmlImage(native, element, policy);
      return;
    case 'input':
      setLive(native, element, 'src', allowedData(native, element, 'src', policy));
      return;
    case 'video':
      setLive(native, element, 'poster', allowedData(native, element, 'poster', policy));
      return;
    default:
      setLive(
        native,
        element,
        'href',
        allowedData(native, element, 'href', policy) ?? allowedData(native, element, XLINK_HREF, policy),
      );
  }
}

function refreshHtmlImage(native: Native, element: Element, policy: UrlPolicy): void {
  const source = native.getAttribute(element, twinOf('src'));
  const sourceSet = native.getAttribute(element, twinOf('srcset'));
  if (!source && !sourceSet) {
    native.removeAttribute(element, 'src');
    return;
  }
  const url = source === null ? undefined : allowedUrl(source, 'element-image', policy);
  if (url !== undefined && !url.startsWith('data:')) {
    native.setAttribute(element, 'crossorigin', 'anonymous');
    native.setAttribute(element, 'referrerpolicy', 'no-referrer');
  }
  setLive(native, element, 'src', url ?? emptyPicture(native, element));
}

/** Only `data:` addresses: of these elements none can be told to ask without cookies. */
function allowedData(native: Native, element: Element, name: string, policy: UrlPolicy): string | undefined {
  const address = native.getAttribute(element, twinOf(name));
  return address === null ? undefined : allowedUrl(address, 'css-image', policy);
}

function setLive(native: Native, element: Element, name: string, url: string | undefined): void {
  if (url === undefined) native.removeAttribute(element, name);
  else if (native.getAttribute(element, name) !== url) native.setAttribute(element, name, url);
}

function emptyPicture(native: Native, element: Element): string {
  const width = wholeNumber(native.getAttribute(element, 'width'));
  const height = wholeNumber(native.getAttribute(element, 'height'));
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'/%3E`;
}

function wholeNumber(text: string | null): number {
  const value = Number.parseInt(text ?? '', 10);
  return value > 0 && value < 100_000 ? value : 1;
}
