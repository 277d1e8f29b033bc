import { type AssetReason, SPRITE_PART_ID } from '../tree/asset.ts';
import type { StoredAsset } from './asset-store.ts';
import type { DocumentAssets, ImageOp } from './document-assets.ts';
import { emptyPicture, type PictureSize, setContent } from './drawing.ts';
import type { Native } from './native.ts';
import { MISSING_MARK, twinOf } from './twin-names.ts';
import { allowedUrl, type UrlPolicy } from './url-policy.ts';

const XLINK_HREF = 'xlink:href';

/** Loads and shows nothing, like a picture that is broken. */
const BROKEN = 'data:image/png,';

/**
 * Gives an element that shows a picture (`img`, `input`, `video`, `canvas`, SVG `image`) the address it may load: of the bytes that
 * the page has sent, or from what its twins say. An `img` without one gets a transparent picture of the size that the
 * page's has, so that its box and its proportions are the page's.
 */
export function refreshImage(
  native: Native,
  element: Element,
  tag: string,
  policy: UrlPolicy,
  assets: DocumentAssets,
): void {
  const op = assets.imageOf(element);
  const shown = op && assets.shown(op);
  const asset = shown?.type === 'asset' ? shown.asset : undefined;
  mark(native, element, shown?.type === 'placeholder' ? shown.reason : undefined);
  switch (tag) {
    case 'img':
      if (op !== undefined && asset !== undefined) showAsset(native, element, op, asset);
      else if (op !== undefined && (op.asset !== '' || op.reason !== '')) {
        setLive(native, element, 'srcset', undefined);
        setLive(native, element, 'src', placeholderOf(native, element, op));
      } else refreshHtmlImage(native, element, policy);
      return;
    case 'input':
      setLive(native, element, 'src', asset?.url ?? allowedData(native, element, 'src', policy));
      return;
    case 'canvas':
      // While a picture is on its way, the one before it stays.
      if (op === undefined || op.asset === '') assets.drawings.clear(element);
      setContent(native, element, assets.drawings.urlOf(element));
      if (op !== undefined && asset !== undefined)
        showNext(element, op, asset, assets, () => setContent(native, element, asset.url));
      return;
    case 'use':
      // What points into the document itself is settled by the attribute.
      if (op !== undefined)
        setLive(native, element, 'href', asset?.spriteUrl && `${asset.spriteUrl}#${SPRITE_PART_ID}`);
      return;
    case 'video':
      if (op !== undefined && asset !== undefined)
        showNext(element, op, asset, assets, () => setLive(native, element, 'poster', asset.url));
      else if (op === undefined || op.asset === '') {
        assets.drawings.clear(element);
        setLive(native, element, 'poster', allowedData(native, element, 'poster', policy));
      }
      return;
    default:
      setLive(
        native,
        element,
        'href',
        asset?.url ?? allowedData(native, element, 'href', policy) ?? allowedData(native, element, XLINK_HREF, policy),
      );
  }
}

/** A picture that follows others: a frame of a video, what a canvas shows now. */
function showNext(element: Element, op: ImageOp, { url }: StoredAsset, assets: DocumentAssets, show: () => void): void {
  if (assets.drawings.urlOf(element) === url) return;
  const isWanted = () => assets.imageOf(element) === op;
  assets.drawings.prepare(element, url, isWanted, () => {
    show();
    assets.dropOutdated(element);
  });
}

function showAsset(native: Native, element: Element, op: ImageOp, asset: StoredAsset): void {
  const dense = denseSource(op, asset);
  setLive(native, element, 'srcset', dense);
  // Beside a dense one it would be the one for ordinary screens.
  setLive(native, element, 'src', dense === undefined ? asset.url : undefined);
}

/** A `srcset` when the page lays the picture out smaller or larger than its pixels are: one for dense screens. */
function denseSource({ widthCssPx, heightCssPx }: ImageOp, { url, pixels }: StoredAsset): string | undefined {
  if (pixels === undefined || widthCssPx === 0 || heightCssPx === 0) return undefined;
  // By the longer sides: a picture may say that it is to be turned, and the page's sizes are rounded.
  const pixelLength = Math.max(pixels.width, pixels.height);
  const cssLength = Math.max(widthCssPx, heightCssPx);
  if (pixelLength === cssLength) return undefined;
  // Rounded down: a size a hair below the page's would be a whole pixel less.
  return `${url} ${Math.floor((pixelLength / cssLength) * 10_000) / 10_000}x`;
}

function mark(native: Native, element: Element, reason: AssetReason | undefined): void {
  if (reason !== undefined) native.setAttribute(element, MISSING_MARK, reason);
  else if (native.getAttribute(element, MISSING_MARK) !== null) native.removeAttribute(element, MISSING_MARK);
}

function refreshHtmlImage(native: Native, element: Element, policy: UrlPolicy): void {
  setLive(native, element, 'srcset', undefined);
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
  setLive(native, element, 'src', url ?? emptyPicture(sizeOfAttributes(native, element)));
}

/** Only `data:` addresses: of these elements none can be told to ask without cookies. */
function allowedData(native: Native, element: Element, name: string, policy: UrlPolicy): string | undefined {
  const address = native.getAttribute(element, twinOf(name));
  return address === null ? undefined : allowedUrl(address, 'css-image', policy);
}

function setLive(native: Native, element: Element, name: string, url: string | undefined): void {
  if (url === undefined) {
    if (native.getAttribute(element, name) !== null) native.removeAttribute(element, name);
  } else if (native.getAttribute(element, name) !== url) native.setAttribute(element, name, url);
}

/** A picture that the customer's browser could not show either has no size of its own. */
function placeholderOf(native: Native, element: Element, { asset, reason, widthCssPx, heightCssPx }: ImageOp): string {
  const known = widthCssPx > 0 && heightCssPx > 0;
  if (!known && asset === '' && reason === 'not-loaded') return BROKEN;
  return emptyPicture(known ? { width: widthCssPx, height: heightCssPx } : sizeOfAttributes(native, element));
}

function sizeOfAttributes(native: Native, element: Element): PictureSize {
  return {
    width: wholeNumber(native.getAttribute(element, 'width')),
    height: wholeNumber(native.getAttribute(element, 'height')),
  };
}

function wholeNumber(text: string | null): number {
  const value = Number.parseInt(text ?? '', 10);
  return value > 0 && value < 100_000 ? value : 1;
}
