import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RepairRequest, Resend } from '../tree/repair.ts';
import { createDecoder } from './decode.ts';
import { DecodeError } from './decode-error.ts';
import { createEncoder } from './encode.ts';
import { isCheckpoint, kindOf } from './kind-of.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { decodeRepair, encodeRepair } from './repair-request.ts';

const id = fc.integer({ min: 1, max: 1_000_000 });
const lane = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const length = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((hundredths) => hundredths / 100);
const digest = fc.record({
  type: fc.constant('digest' as const),
  nodes: fc.nat(150_000),
  high: lane,
  low: lane,
  hidden: fc.array(id),
  resent: fc.nat(1000),
  answered: fc.nat(1000),
  boxes: fc.array(fc.record({ node: id, xCssPx: length, yCssPx: length, widthCssPx: length, heightCssPx: length })),
});
const hashes = fc.record({
  type: fc.constant('hashes' as const),
  groups: fc.array(fc.nat(255)),
  hidden: fc.array(id),
  nodes: fc.array(fc.record({ id, parent: fc.nat(1000), next: fc.nat(1000), high: lane, low: lane })),
});
const resend: fc.Arbitrary<Resend> = fc.oneof(
  fc.record({ type: fc.constantFrom('replace' as const, 'missing' as const), node: id }),
  fc.record({ type: fc.constant('attributes' as const), node: id, names: fc.array(fc.string()) }),
);
const lanes = fc.array(lane, { minLength: 3, maxLength: 3 }).map((values) => new Int32Array(values));
const request: fc.Arbitrary<RepairRequest> = fc.oneof(
  fc.record({ type: fc.constant('compare' as const), document: id, high: lanes, low: lanes }),
  fc.record({ type: fc.constant('resend' as const), document: id, nodes: fc.array(resend) }),
  fc.constant({ type: 'snapshot' as const }),
);

const DIGEST = {
  type: 'digest',
  nodes: 3,
  high: -1,
  low: 7,
  hidden: [4],
  resent: 1,
  answered: 2,
  boxes: [{ node: 5, xCssPx: -1.5, yCssPx: 0, widthCssPx: 10, heightCssPx: 20.25 }],
} as const;
const HASHES = {
  type: 'hashes',
  groups: [0, 9],
  hidden: [4],
  nodes: [{ id: 8, parent: 2, next: 0, high: -2, low: 300 }],
} as const;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('what both ends say to prove that they are equal', () => {
  test('P2: a digest and hashes are the same after their way, as durable as a patch, and need no table', () => {
    fc.assert(
      fc.property(fc.oneof(digest, hashes), (message) => {
        const bytes = createEncoder().encode(message);
        expect([kindOf(bytes), isCheckpoint(bytes)]).toEqual(['patch', false]);
        expect(createDecoder().decode(bytes)).toEqual(message);
      }),
    );
  });

  test('P2: more boxes or hashes than any page sends, and bytes left over, are refused', () => {
    const encoder = createEncoder();
    const [box] = DIGEST.boxes;
    const [node] = HASHES.nodes;
    const boxes = new Array(ENGINE_LIMITS.boxes + 1).fill(box);
    const nodes = new Array(ENGINE_LIMITS.hashedNodes + 1).fill(node);
    for (const message of [
      { ...DIGEST, hidden: [...DIGEST.hidden], boxes },
      { ...HASHES, groups: [], hidden: [], nodes },
    ]) {
      expect(() => createDecoder().decode(encoder.encode(message))).toThrow('too-long');
    }
    const padded = (bytes: Uint8Array) => {
      // The length of the body stands in the third byte.
      const longer = new Uint8Array(bytes.length + 1);
      longer.set(bytes.subarray(0, 2));
      longer[2] = (bytes[2] as number) + 1;
      longer.set(bytes.subarray(3), 3);
      return longer;
    };
    const bytes = encoder.encode({ ...HASHES, groups: [], hidden: [], nodes: [] });
    expect(createDecoder().decode(bytes)).toMatchObject({ nodes: [] });
    expect(() => createDecoder().decode(padded(bytes))).toThrow(DecodeError);
  });

  test('P2: golden: the bytes never change within a protocol version', () => {
    const encoder = createEncoder();
    expect(hex(encoder.encode({ ...DIGEST, hidden: [4], boxes: [...DIGEST.boxes] }))).toMatchInlineSnapshot(
      `"06001403ffffffff0f07010801020105ab0200d00fd21f00"`,
    );
    expect(
      hex(encoder.encode({ ...HASHES, groups: [0, 9], hidden: [4], nodes: [...HASHES.nodes] })),
    ).toMatchInlineSnapshot(`"070010020012010801080200feffffff0fac0200"`);
  });

  test('P4: a request for repair is the same after its way', () => {
    fc.assert(
      fc.property(request, (wanted) => {
        expect(decodeRepair(encodeRepair(wanted))).toEqual(wanted);
      }),
    );
  });

  test('P4: any other bytes are no request, never another exception', () => {
    fc.assert(
      fc.property(request, fc.nat(), fc.nat(255), fc.nat(3), (wanted, at, value, cut) => {
        const bytes = encodeRepair(wanted).slice(0, encodeRepair(wanted).length - cut);
        if (bytes.length > 0) bytes[at % bytes.length] = value;
        try {
          decodeRepair(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 2000 },
    );
    const tooMany = new Array(1025).fill({ type: 'replace', node: 1 });
    expect(() => decodeRepair(encodeRepair({ type: 'resend', document: 1, nodes: tooMany }))).toThrow('too-long');
    expect(() => decodeRepair(new Uint8Array(ENGINE_LIMITS.repairBytes + 1))).toThrow('too-long');
  });

  test('P4: golden: the bytes of requests never change within a protocol version', () => {
    const found = [
      encodeRepair({ type: 'compare', document: 1, high: new Int32Array([-1, 2]), low: new Int32Array([0, 300]) }),
      encodeRepair({
        type: 'resend',
        document: 1,
        nodes: [
          { type: 'replace', node: 7 },
          { type: 'missing', node: 300 },
          { type: 'attributes', node: 9, names: ['class', 'é'] },
        ],
      }),
      encodeRepair({ type: 'snapshot' }),
    ].map(hex);
    expect(found).toMatchInlineSnapshot(`
      [
        "010102ffffffff0f0002ac02",
        "020103010702ac0203090205636c61737302c3a9",
        "03",
      ]
    `);
  });
});
