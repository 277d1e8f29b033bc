import { bytesOf } from './redraw.ts';

/** Larger ones are read smaller. */
const MOST_PIXELS = 2 * 1024 * 1024;

/** Pictures with more bytes than this travel in a lossy form. */
const MOST_LOSSLESS_BYTES = 192 * 1024;

const LOSSY_QUALITY = 0.8;

export type Drawn = HTMLCanvasElement | HTMLVideoElement;

export interface ReadPixels {
  /** The same for the same pixels, and hardly ever for others. */
  sum: number;
  /** Nothing is drawn. */
  blank: boolean;
  /** The picture as a file. */
  picture(): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Copies what a canvas or video shows at this moment, to compare and to send it. */
export class PixelReader {
  constructor(private readonly document: Document) {}

  read(source: Drawn): ReadPixels | 'nothing' | 'kept-from-scripts' {
    const [width, height] = sizeOf(source);
    if (width * height === 0) return 'nothing';
    const copy = this.document.createElement('canvas');
    const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
    copy.width = Math.max(1, Math.round(width * scale));
    copy.height = Math.max(1, Math.round(height * scale));
    const context = copy.getContext('2d', { willReadFrequently: true });
    try {
      if (context === null) return 'nothing';
      context.drawImage(source, 0, 0, copy.width, copy.height);
      const pixels = new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer);
      return { ...sumOf(pixels), picture: () => pictureOf(copy) };
    } catch (error) {
      return (error as DOMException).name === 'SecurityError' ? 'kept-from-scripts' : 'nothing';
    }
  }
}

/** Size of itself in pixels. */
export function sizeOf(source: Drawn): [width: number, height: number] {
  if (source.localName === 'canvas') return [(source as HTMLCanvasElement).width, (source as HTMLCanvasElement).height];
  return [(source as HTMLVideoElement).videoWidth, (source as HTMLVideoElement).videoHeight];
}

async function pictureOf(copy: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const lossless = await bytesOf(copy, 'image/png');
  if (lossless === undefined || lossless.length <= MOST_LOSSLESS_BYTES) return lossless;
  return bytesOf(copy, 'image/webp', LOSSY_QUALITY);
}

function sumOf(pixels: Uint32Array): { sum: number; blank: boolean } {
  let sum = pixels.length;
  let any = 0;
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] as number;
    any |= pixel;
    sum = Math.imul(sum ^ pixel, 0x01000193);
  }
  return { sum, blank: any === 0 };
}
