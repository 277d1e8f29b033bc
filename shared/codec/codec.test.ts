import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineMessage, Op } from '../tree/message.ts';
import type { NodeData, TreeItem } from '../tree/node.ts';
import { createDecoder } from './decode.ts';
import { DecodeError } from './decode-error.ts';
import { createEncoder } from './encode.ts';
import type { FieldKind } from './first-op-fields.ts';
import { isCheckpoint, kindOf } from './kind-of.ts';
import { OP_FORMATS } from './op-fields.ts';
import { assignIds } from './tree-reader.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('\ud83d'), fc.constant('x'.repeat(200)));
const id = fc.integer({ min: 1, max: 1_000_000 });
const length = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((hundredths) => hundredths / 100);
const fieldOf: Record<FieldKind, fc.Arbitrary<unknown>> = {
  number: fc.nat(1_000_000),
  node: fc.nat(2 ** 30 - 1),
  numbers: fc.array(fc.nat(1_000_000)),
  flag: fc.boolean(),
  length: fc.nat(2_000_000).map((hundredths) => hundredths / 100),
  'signed-length': length,
  ratio: fc.constantFrom(1, 1.25, 3),
  attribute: text,
  text,
  rule: text,
  rules: fc.array(text),
  keyframes: fc.array(
    fc.record({
      offset: fc.constantFrom(0, 0.25, 1),
      easing: text,
      composite: text,
      values: fc.array(fc.tuple(text, text)),
    }),
  ),
  layers: fc.array(fc.record({ node: id, kind: fc.constantFrom('modal', 'popover', 'fullscreen') })),
};

/** Any op that the table of formats allows. */
const op: fc.Arbitrary<Op> = fc.oneof(
  ...Object.entries(OP_FORMATS).map(([type, { fields }]) =>
    fc.record({
      type: fc.constant(type),
      ...Object.fromEntries(fields.map(([name, kind]) => [name, fieldOf[kind as FieldKind]])),
    }),
  ),
  fc.record({ type: fc.constant('attribute'), node: id, name: text, value: fc.constant(null) }),
) as fc.Arbitrary<Op>;

const { node } = fc.letrec<{ node: NodeData; children: TreeItem[] }>((tie) => ({
  children: fc.array(fc.oneof({ maxDepth: 4 }, fc.record({ type: fc.constant('moved' as const), id }), tie('node')), {
    maxLength: 4,
  }),
  node: fc.oneof(
    { maxDepth: 4 },
    fc.record({ type: fc.constant('text' as const), id: fc.constant(0), value: text }),
    fc.record({ type: fc.constant('comment' as const), id: fc.constant(0), value: text }),
    fc.record({
      type: fc.constant('doctype' as const),
      id: fc.constant(0),
      name: text,
      publicId: text,
      systemId: text,
    }),
    fc.record({
      type: fc.constant('element' as const),
      id: fc.constant(0),
      namespace: fc.constantFrom('html' as const, 'svg' as const, 'mathml' as const),
      tag: fc.oneof(fc.constantFrom('div', 'td', 'x-a'), text),
      attributes: fc.array(fc.tuple(fc.oneof(fc.constantFrom('class', 'id'), text), text), { maxLength: 3 }),
      blocked: fc.boolean(),
      children: tie('children'),
    }),
    fc.record({
      type: fc.constant('shadow-root' as const),
      id: fc.constant(0),
      mode: fc.constantFrom('open' as const, 'closed' as const),
      delegatesFocus: fc.boolean(),
      manualSlots: fc.boolean(),
      children: tie('children'),
    }),
    fc.record({ type: fc.constant('template-content' as const), id: fc.constant(0), children: tie('children') }),
  ),
}));

/** A stream as a capture sends it: a snapshot, then patches whose new nodes are numbered on. */
const stream: fc.Arbitrary<EngineMessage[]> = fc
  .record({
    quirks: fc.boolean(),
    checkpoint: fc.boolean(),
    children: fc.array(node, { maxLength: 4 }),
    snapshotOps: fc.array(op, { maxLength: 5 }),
    patches: fc.array(
      fc.record({
        detached: fc.array(id),
        placements: fc.array(fc.record({ parent: id, next: fc.nat(), items: fc.array(node, { maxLength: 3 }) }), {
          maxLength: 3,
        }),
        ops: fc.array(op, { maxLength: 5 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ quirks, checkpoint, children, snapshotOps, patches }) => {
    const document = { type: 'document' as const, id: 0, quirks, children };
    let next = assignIds([document], 7, []);
    const messages: EngineMessage[] = [{ type: 'snapshot', checkpoint, document, ops: snapshotOps }];
    for (const patch of patches) {
      next = assignIds(
        patch.placements.flatMap((placement) => placement.items),
        next,
        [],
      );
      messages.push({ type: 'patch', ...patch });
    }
    return messages;
  });

describe('codec', () => {
  test('E1: decode is the inverse of encode over whole streams', () => {
    fc.assert(
      fc.property(stream, (messages) => {
        const encoder = createEncoder();
        const decoder = createDecoder();
        for (const message of messages) {
          const bytes = encoder.encode(message);
          expect(kindOf(bytes)).toBe(message.type);
          expect(decoder.decode(bytes)).toEqual(message);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('E2: any bytes decode to a message or to a DecodeError, never to another exception', () => {
    const sample = createEncoder().encode(sampleSnapshot());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (edits, cut) => {
          const bytes = sample.slice(0, sample.length - (cut % 3));
          for (const [at, value] of edits) bytes[at] = value;
          try {
            createDecoder().decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('E3: a patch without the snapshot before it is refused', () => {
    const bytes = createEncoder().encode({ type: 'patch', detached: [], placements: [], ops: [] });
    expect(() => createDecoder().decode(bytes)).toThrow('snapshot-needed');
  });

  test('E4: a damaged message makes the decoder ask for a snapshot, which then helps', () => {
    const encoder = createEncoder();
    const decoder = createDecoder();
    decoder.decode(encoder.encode(sampleSnapshot()));
    const patch = encoder.encode({
      type: 'patch',
      detached: [3],
      placements: [],
      ops: [{ type: 'text', node: 4, value: 'new' }],
    });
    expect(() => decoder.decode(patch.slice(0, -1))).toThrow(DecodeError);
    expect(() => decoder.decode(patch)).toThrow('snapshot-needed');
    expect(decoder.decode(encoder.encode(sampleSnapshot()))).toEqual(sampleSnapshot());
  });

  test('E5: a tree deeper than the cap is refused', () => {
    const snapshot = sampleSnapshot();
    for (let depth = 0; depth < 600; depth++) {
      snapshot.document.children = [
        {
          type: 'element',
          id: 0,
          namespace: 'html',
          tag: 'div',
          attributes: [],
          blocked: false,
          children: snapshot.document.children,
        },
      ];
    }
    assignIds([snapshot.document], 1, []);
    expect(() => createDecoder().decode(createEncoder().encode(snapshot))).toThrow('too-deep');
  });

  test('E6: golden: the bytes of a known stream never change within a protocol version', () => {
    const encoder = createEncoder();
    const hex = [
      encoder.encode(sampleSnapshot()),
      encoder.encode({
        type: 'patch',
        detached: [5],
        placements: [
          {
            parent: 4,
            next: 0,
            items: [
              { type: 'moved', id: 5 },
              { type: 'text', id: 6, value: 'café' },
            ],
          },
        ],
        ops: [
          { type: 'attribute', node: 4, name: 'class', value: null },
          { type: 'scroll', node: 1, xCssPx: 0, yCssPx: -12.5 },
        ],
      }),
      encoder.encode({ type: 'pointer', xCssPx: 10, yCssPx: 20.25, node: 4, pressed: true }),
      encoder.encode({ type: 'frame', frame: 4, message: new Uint8Array([1, 2]) }),
      encoder.encode({
        type: 'asset',
        asset: '0a'.repeat(32),
        sizeBytes: 300,
        offsetBytes: 2,
        bytes: new Uint8Array([1]),
      }),
    ].map((bytes) => Buffer.from(bytes).toString('hex'));
    expect(hex).toMatchInlineSnapshot(`
      [
        "01002e01060003010401000309000201010401020900010101010501040101050000001180f104e0d403a09c01000105010068746d6c6c616e67656e70636c6173736e6f746548656c6c6f",
        "02001506040007050101040000010a020807080500c3130000636166c3a9",
        "030006d00fd21f040100",
        "04000304010200",
        "0500240a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0aac02020100",
      ]
    `);
    expect(isCheckpoint(encoder.encode({ ...sampleSnapshot(), checkpoint: true }))).toBe(true);
  });
});

function sampleSnapshot(): Extract<EngineMessage, { type: 'snapshot' }> {
  return {
    type: 'snapshot',
    checkpoint: false,
    document: {
      type: 'document',
      id: 1,
      quirks: false,
      children: [
        { type: 'doctype', id: 2, name: 'html', publicId: '', systemId: '' },
        {
          type: 'element',
          id: 3,
          namespace: 'html',
          tag: 'html',
          attributes: [['lang', 'en']],
          blocked: false,
          children: [
            {
              type: 'element',
              id: 4,
              namespace: 'html',
              tag: 'p',
              attributes: [['class', 'note']],
              blocked: false,
              children: [{ type: 'text', id: 5, value: 'Hello' }],
            },
          ],
        },
      ],
    },
    ops: [{ type: 'viewport', widthCssPx: 800, heightCssPx: 600, devicePixelRatio: 2 }],
  };
}
