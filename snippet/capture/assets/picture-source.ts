import { attributeOf } from '../natives.ts';

/** What an element shows at the moment, whole and loaded. */
export interface PictureSource {
  url: string;
  /** Size that it has of itself, 0 when it has none. */
  widthCssPx: number;
  heightCssPx: number;
  withCookies: boolean;
  /** Id of the symbol that a `<use>` shows of another file. */
  part?: string | undefined;
}

/** Inline pictures up to this length travel in their attribute. */
const INLINE_LENGTH = 64 * 1024;

export function isPicture(element: Element): boolean {
  switch (element.localName) {
    case 'img':
    case 'image':
    case 'use':
    case 'video':
      return true;
    case 'input':
      return (element as HTMLInputElement).type === 'image';
    default:
      return false;
  }
}

/** Undefined while nothing is shown, and for what stands in the attribute itself. */
export function sourceOf(element: Element): PictureSource | undefined {
  switch (element.localName) {
    case 'img': {
      const image = element as HTMLImageElement;
      return image.complete ? sourceAt(element, image.currentSrc, image.naturalWidth, image.naturalHeight) : undefined;
    }
    case 'input':
      return sourceAt(element, (element as HTMLInputElement).src);
    case 'video':
      return sourceAt(element, (element as HTMLVideoElement).poster);
    default: {
      const address = attributeOf(element, 'href') ?? attributeOf(element, 'xlink:href');
      if (address === null || address === '' || address.startsWith('#')) return undefined;
      const source = sourceAt(element, absolute(address, element.baseURI));
      const part = /#(.+)$/s.exec(address)?.[1];
      return source && element.localName === 'use' ? { ...source, part } : source;
    }
  }
}

function sourceAt(element: Element, url: string, widthCssPx = 0, heightCssPx = 0): PictureSource | undefined {
  if (url === '' || (url.startsWith('data:') && url.length <= INLINE_LENGTH)) return undefined;
  const withCookies = attributeOf(element, 'crossorigin') === 'use-credentials';
  return { url: url.replace(/#.*$/s, ''), widthCssPx, heightCssPx, withCookies };
}

function absolute(address: string, base: string): string {
  try {
    return new URL(address, base).href;
  } catch {
    return '';
  }
}

/** Whether a video shows a picture of its own, instead of its poster. */
export function showsFrames(video: HTMLVideoElement): boolean {
  return video.readyState >= 2 && (video.poster === '' || video.currentTime > 0);
}
