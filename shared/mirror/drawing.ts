import type { Native } from './native.ts';

/**
 * Pictures that follow each other on one element, without a gap between them: a new one takes the place of the one before
 * once the browser can draw it.
 */
export class Drawings {
  private readonly shown = new WeakMap<Element, HTMLImageElement>();

  /** Address of what an element shows. */
  urlOf(element: Element): string | undefined {
    return this.shown.get(element)?.src;
  }

  /**
   * @param isWanted asked once the picture is ready: another may have taken its place
   * @param onReady the picture can be drawn at once
   */
  prepare(element: Element, url: string, isWanted: () => boolean, onReady: () => void): void {
    const picture = new Image();
    picture.src = url;
    picture.decode().then(
      () => {
        if (!isWanted()) return;
        // Kept, so that the browser keeps it unpacked.
        this.shown.set(element, picture);
        onReady();
      },
      // No picture after all: what was there stays.
      () => undefined,
    );
  }

  clear(element: Element): void {
    this.shown.delete(element);
  }
}

/**
 * Shows a picture as a canvas. Where no script runs a canvas draws nothing and has no box; an element whose content is a
 * picture is laid out like one.
 */
export function setContent(native: Native, canvas: Element, url: string | undefined): void {
  // Safe to reach by name: only forms and documents take the names of their children.
  const { style } = canvas as HTMLElement;
  style.setProperty('content', `url("${url ?? emptyPicture(sizeOfCanvas(native, canvas))}")`, 'important');
}

export interface PictureSize {
  width: number;
  height: number;
}

/** A picture of this size that shows nothing. */
export function emptyPicture({ width, height }: PictureSize): string {
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'/%3E`;
}

function sizeOfCanvas(native: Native, canvas: Element): PictureSize {
  const length = (name: string, otherwise: number) => {
    const value = /^\s*\+?(\d{1,5})/.exec(native.getAttribute(canvas, name) ?? '')?.[1];
    return value === undefined ? otherwise : Number(value);
  };
  return { width: length('width', 300), height: length('height', 150) };
}
