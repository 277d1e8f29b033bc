/** Size in pixels, before any rotation that the file asks for. */
export interface RasterSize {
  readonly width: number;
  readonly height: number;
}

/** Size that a picture's own header claims, without decoding it; undefined when there is none to be found. */
export function rasterSize(type: string, bytes: Uint8Array): RasterSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (type) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case 'image/gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case 'image/bmp':
        return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
      case 'image/x-icon':
        return { width: view.getUint8(6) || 256, height: view.getUint8(7) || 256 };
      case 'image/webp':
        return webpSize(view);
      case 'image/avif':
        return avifSize(view);
      case 'image/jpeg':
        return jpegSize(view);
      default:
        return undefined;
    }
  } catch {
    // Shorter than its header.
    return undefined;
  }
}

/** Bytes that a font claims to unpack to. */
export function fontSizeBytes(bytes: Uint8Array): number {
  if (bytes.length < 20 || bytes[0] !== 0x77) return bytes.length;
  // The same place in WOFF and WOFF 2.
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(16);
}

function webpSize(view: DataView): RasterSize | undefined {
  const u24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return { width: u24(24) + 1, height: u24(27) + 1 };
    case 0x5650384c: {
      // VP8L: 14 bits each.
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503820: // VP8
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

/** The largest of the sizes that the file's properties name: of the picture, its tiles and its transparency. */
function avifSize(view: DataView): RasterSize | undefined {
  let largest: RasterSize | undefined;
  const end = Math.min(view.byteLength - 16, 16_384);
  for (let at = 4; at <= end; at++) {
    if (view.getUint32(at) !== 0x69737065) continue; // ispe
    const found = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (largest === undefined || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}

function jpegSize(view: DataView): RasterSize | undefined {
  for (let at = 2; at < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Padding, and markers without a length.
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
