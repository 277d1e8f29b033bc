import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pngOf } from '../../e2e/picture-bytes.ts';
import { decodeWantedAssets, encodeWantedAssets } from './asset-ids.ts';
import { sniffAsset } from './asset-type.ts';
import { createDecoder } from './decode.ts';
import { DecodeError } from './decode-error.ts';
import { encodeAsset } from './encode.ts';
import { isCheckpoint, kindOf } from './kind-of.ts';
import { ENGINE_LIMITS } from './limits.ts';

const id = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));
const SAMPLE = {
  type: 'asset',
  asset: '0f'.repeat(32),
  sizeBytes: 10,
  offsetBytes: 4,
  bytes: new Uint8Array([1, 2, 3]),
} as const;

const sniffed = (bytes: Uint8Array | string) =>
  sniffAsset(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)?.type;

/** A picture whose header claims another size. */
function claiming(width: number, height: number): Uint8Array {
  const png = pngOf(4, 4, [1, 2, 3]);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

describe('assets on the wire', () => {
  test('M2: a part is the same after its way, and needs no snapshot before it', () => {
    fc.assert(
      fc.property(
        id,
        fc.uint8Array({ minLength: 1, maxLength: 50 }),
        fc.nat(1000),
        fc.nat(1000),
        (asset, bytes, before, after) => {
          const message = {
            type: 'asset' as const,
            asset,
            sizeBytes: before + bytes.length + after,
            offsetBytes: before,
            bytes,
          };
          const encoded = encodeAsset(message);
          expect([kindOf(encoded), isCheckpoint(encoded)]).toEqual(['asset', false]);
          expect(createDecoder().decode(encoded)).toEqual(message);
        },
      ),
    );
  });

  test('M2: a part that is too long, empty, or lies outside of its whole is refused', () => {
    const faulty = [
      { ...SAMPLE, sizeBytes: ENGINE_LIMITS.assetBytes + 1 },
      { ...SAMPLE, offsetBytes: 8 },
      { ...SAMPLE, bytes: new Uint8Array(0) },
      { ...SAMPLE, sizeBytes: ENGINE_LIMITS.assetBytes, bytes: new Uint8Array(ENGINE_LIMITS.assetPartBytes + 1) },
    ];
    for (const message of faulty) expect(() => createDecoder().decode(encodeAsset(message))).toThrow(DecodeError);
    expect(createDecoder().decode(encodeAsset(SAMPLE))).toEqual(SAMPLE);
  });

  test('M4: names of missing assets are the same after their way', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 5 }), (ids) => {
        expect(decodeWantedAssets(encodeWantedAssets(ids))).toEqual(ids);
      }),
    );
  });

  test('M4: half a name, or more names than one message may have, are refused', () => {
    expect(() => decodeWantedAssets(new Uint8Array(33))).toThrow(DecodeError);
    const many = Array.from({ length: ENGINE_LIMITS.wantedAssets + 1 }, () => SAMPLE.asset);
    expect(() => decodeWantedAssets(encodeWantedAssets(many))).toThrow(DecodeError);
    expect(decodeWantedAssets(encodeWantedAssets(many.slice(1)))).toHaveLength(ENGINE_LIMITS.wantedAssets);
  });

  test.each<[string, Uint8Array | string, string | undefined]>([
    ['a PNG', pngOf(3, 2, [1, 2, 3]), 'image/png'],
    ['an SVG', '<?xml version="1.0"?><!-- c --><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a page', '<!doctype html><svg></svg>', undefined],
    ['a script', 'alert(1)', undefined],
    ['a PDF', '%PDF-1.7', undefined],
    ['an SVG with entities', '<!DOCTYPE svg [<!ENTITY a "aa">]><svg/>', undefined],
    ['an SVG that draws itself over and over', `<svg>${'<use href="#a"/>'.repeat(65)}</svg>`, undefined],
    ['an SVG of many filters', `<svg>${'<feGaussianBlur/>'.repeat(65)}</svg>`, undefined],
    ['a PNG as large as a screen', claiming(8192, 8192), 'image/png'],
    ['a PNG that unpacks to gigabytes', claiming(60_000, 60_000), undefined],
    ['a PNG without a header', pngOf(3, 2, [1, 2, 3]).subarray(0, 12), undefined],
    [
      'a font that unpacks to gigabytes',
      Uint8Array.from([0x77, 0x4f, 0x46, 0x32, ...Array(12).fill(0), 0xff, 0, 0, 0]),
      undefined,
    ],
  ])('M5: %s', (_name, bytes, type) => {
    expect(sniffed(bytes)).toBe(type);
  });

  test('M5: any bytes are a kind or none, and never throw', () => {
    const head = fc.constantFrom(
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'GIF89a',
      'RIFF0000WEBPVP8X',
      '0000ftypavif',
      'BM',
      'wOF2',
      '<svg',
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
        const bytes = Uint8Array.from([...Array.from(start, (char) => char.charCodeAt(0)), ...rest]);
        const found = sniffAsset(bytes);
        if (found?.pixels !== undefined)
          expect(found.pixels.width * found.pixels.height).toBeLessThanOrEqual(64 * 1024 * 1024);
      }),
      { numRuns: 1000 },
    );
  });
});
