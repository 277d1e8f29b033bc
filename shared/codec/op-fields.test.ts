import { expect, test } from 'vitest';
import type { Op } from '../tree/message.ts';
import { createDecoder } from './decode.ts';
import { createEncoder } from './encode.ts';
import { ATTRIBUTE_REMOVED } from './first-op-fields.ts';
import { OP_FORMATS } from './op-fields.ts';

/** One op of every type. */
const SAMPLES: { readonly [Type in Op['type']]: Extract<Op, { type: Type }> } = {
  attribute: { type: 'attribute', node: 5, name: 'class', value: 'a' },
  text: { type: 'text', node: 5, value: 'b' },
  value: { type: 'value', node: 300, value: '' },
  checked: { type: 'checked', node: 5, checked: true },
  indeterminate: { type: 'indeterminate', node: 5, indeterminate: false },
  selected: { type: 'selected', node: 5, selected: true },
  scroll: { type: 'scroll', node: 5, xCssPx: -0.5, yCssPx: 20 },
  sheet: { type: 'sheet', sheet: 2, media: 'print', disabled: true, rules: ['a{}', 'b{}'] },
  'rule-insert': { type: 'rule-insert', sheet: 2, path: [1], rule: 'c{}' },
  'rule-delete': { type: 'rule-delete', sheet: 2, path: [1, 2] },
  'rule-replace': { type: 'rule-replace', sheet: 2, path: [0], rule: 'd{}' },
  'sheet-owner': { type: 'sheet-owner', node: 5, sheet: 2 },
  adopted: { type: 'adopted', root: 1, sheets: [2, 3] },
  focus: { type: 'focus', node: 5 },
  selection: { type: 'selection', anchor: 5, anchorOffset: 1, focus: 6, focusOffset: 0 },
  viewport: { type: 'viewport', widthCssPx: 800, heightCssPx: 600, devicePixelRatio: 1.5 },
  page: { type: 'page', url: 'https://a.example/', title: 't' },
  assigned: { type: 'assigned', slot: 5, nodes: [7, 6] },
  image: { type: 'image', node: 5, asset: '', reason: 'too-large', widthCssPx: 20, heightCssPx: 10.5 },
  'css-asset': { type: 'css-asset', address: 'a.png', asset: '0a'.repeat(32), reason: '' },
  'top-layer': { type: 'top-layer', layers: [{ node: 5, kind: 'popover' }] },
  'field-selection': { type: 'field-selection', node: 5, anchorOffset: 3, focusOffset: 1 },
  'color-scheme': { type: 'color-scheme', dark: true },
  environment: { type: 'environment', media: 'hover:none resolution:2', undefinedElements: 'a-b c-d' },
  scrollbars: { type: 'scrollbars', widthCssPx: 15 },
  interaction: {
    type: 'interaction',
    hovered: [5, 2],
    pressed: [],
    focusWithin: [6, 2],
    focused: [6],
    focusVisible: false,
  },
  'element-states': {
    type: 'element-states',
    target: [2],
    userInvalid: [5, 6],
    userValid: [],
    autofill: [6],
    open: [],
  },
  animation: {
    type: 'animation',
    node: 5,
    pseudo: '::before',
    name: 'spin',
    state: 'running',
    timeMs: 1500.25,
    rate: -1,
  },
  motion: {
    type: 'motion',
    motion: 3,
    node: 5,
    pseudo: '::after',
    property: '',
    delayMs: -10,
    endDelayMs: 0,
    durationMs: 250.5,
    iterationStart: 0.5,
    iterations: 2,
    endless: false,
    direction: 'alternate',
    fill: 'both',
    easing: 'linear',
    composite: 'add',
    keyframes: [
      { offset: 0, easing: 'ease-in', composite: '', values: [['marginLeft', '1px']] },
      {
        offset: 1,
        easing: 'linear',
        composite: 'replace',
        values: [
          ['marginLeft', '9px'],
          ['--x', 'y'],
        ],
      },
    ],
  },
  'motion-state': { type: 'motion-state', motion: 3, state: 'paused', timeMs: 120.5, rate: 2 },
  'visible-part': { type: 'visible-part', xCssPx: 10, yCssPx: 20.5, widthCssPx: 200, heightCssPx: 300, scale: 2 },
  media: {
    type: 'media',
    node: 5,
    paused: false,
    waiting: true,
    ended: false,
    muted: true,
    positionSeconds: 12.5,
    durationSeconds: 3600,
    rate: 1.25,
    volume: 0.5,
  },
  ask: { type: 'ask', node: 5, kind: 'invalid', text: 'Fill in this field.' },
};

function patchOf(op: Op): Uint8Array {
  const encoder = createEncoder();
  encoder.encode({
    type: 'snapshot',
    checkpoint: false,
    document: { type: 'document', id: 1, quirks: false, children: [] },
    ops: [],
  });
  return encoder.encode({ type: 'patch', detached: [], placements: [], ops: [op] });
}

test('E7 golden: the bytes of every op never change within a protocol version', () => {
  const removed: Op = { type: 'attribute', node: 5, name: 'class', value: null };
  const golden = [...Object.values(SAMPLES), removed].map(
    (op) => `${op.type} ${Buffer.from(patchOf(op)).toString('hex')}`,
  );
  expect(golden).toMatchInlineSnapshot(`
    [
      "attribute 02000a010000010a010501010000636c61737361",
      "text 020008010000030a0101000062",
      "value 02000901000004d80401000000",
      "checked 020007010000050a010000",
      "indeterminate 020007010000060a000000",
      "selected 020007010000070a010000",
      "scroll 020009010000080a63a01f0000",
      "sheet 02000e0100000902010501020103010300007072696e74617b7d627b7d",
      "rule-insert 02000a0100000a02010101030000637b7d",
      "rule-delete 0200090100000b020201020000",
      "rule-replace 02000a0100000c02010001030000647b7d",
      "sheet-owner 0200070100000d0a020000",
      "adopted 0200090100000e010202030000",
      "focus 0200060100000f0a0000",
      "selection 02000901000010050106000000",
      "viewport 02000d0100001180f104e0d40398750000",
      "page 0200090100001201120101000068747470733a2f2f612e6578616d706c652f74",
      "assigned 0200090100001e050207060000",
      "image 02000e010000280a01000109d00f9a080000746f6f2d6c61726765",
      "css-asset 02000b010000290105014001000000612e706e6730613061306130613061306130613061306130613061306130613061306130613061306130613061306130613061306130613061306130613061306130613061",
      "top-layer 020008010000140105010000",
      "field-selection 020008010000160a03010000",
      "color-scheme 02000601000018010000",
      "environment 0200090100001a011701070000686f7665723a6e6f6e65207265736f6c7574696f6e3a32612d6220632d64",
      "scrollbars 02000701000019dc0b0000",
      "interaction 02000f01000015020502000206020106000000",
      "element-states 02000e010000170102020506000106000000",
      "animation 020011010000310a01080104010792a812c70100003a3a6265666f72657370696e72756e6e696e67",
      "motion 02003601000035030a01070100cf0f00dac3018827a09c01000109010401060103020001070301010a0103904e060107020901030103010100003a3a6166746572616c7465726e617465626f74686c696e656172616464656173652d696e6d617267696e4c6566743170787265706c6163653970782d2d7879",
      "motion-state 02000d01000036030106a4bc0190030000706175736564",
      "visible-part 02001201000030e8078210a09c01b0ea01a09c010000",
      "media 0200150100002f0a00010001c8d00780a29511d46188270000",
      "ask 02000a0100002e0a010701130000696e76616c696446696c6c20696e2074686973206669656c642e",
      "attribute 020008010000020a01050000636c617373",
    ]
  `);
});

test('E8 every op has a code of its own', () => {
  const codes = [ATTRIBUTE_REMOVED, ...Object.values(OP_FORMATS).map(({ code }) => code)];
  expect(new Set(codes).size).toBe(codes.length);
});

test('E9 an op of an unknown code, or one whose list claims to be longer than its message, is refused', () => {
  const bytes = patchOf(SAMPLES.adopted);
  const at = bytes.indexOf(OP_FORMATS.adopted.code, 4);
  const unknown = bytes.slice();
  unknown[at] = 255;
  const long = bytes.slice();
  long[at + 2] = 120;
  for (const damaged of [unknown, long]) {
    const decoder = createDecoder();
    decoder.decode(
      createEncoder().encode({
        type: 'snapshot',
        checkpoint: false,
        document: { type: 'document', id: 1, quirks: false, children: [] },
        ops: [],
      }),
    );
    expect(() => decoder.decode(damaged)).toThrow(/unknown-code|too-long/);
  }
});
