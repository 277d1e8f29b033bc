/** Larger pictures are not drawn again. */
const MOST_PIXELS = 4 * 1024 * 1024;

/**
 * The pixels of a picture whose bytes cannot be had any more: a `blob:` address that was revoked, or a policy of the page
 * that lets it show what it may not fetch. Undefined where the browser keeps the pixels from scripts.
 */
export async function redraw(image: HTMLImageElement): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width === 0 || height === 0 || width * height > MOST_PIXELS) return undefined;
  const canvas = image.ownerDocument.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  return bytesOf(canvas, 'image/png');
}

/** What is on a canvas now; undefined where the browser keeps it from scripts. */
export async function bytesOf(
  canvas: HTMLCanvasElement,
  type: string,
  quality?: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => {
    try {
      HTMLCanvasElement.prototype.toBlob.call(canvas, resolve, type, quality);
    } catch {
      // Tainted by a picture of another origin.
      resolve(null);
    }
  });
  return blob === null ? undefined : new Uint8Array(await blob.arrayBuffer());
}
