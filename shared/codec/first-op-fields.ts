import type { Op } from '../tree/message.ts';

/** How one field of an op travels. Text differs by its cap (`limits.ts`). */
export type FieldKind =
  | 'number'
  /** A node id, as the difference from the one in the op before: changes come in the order of the page, so most are small and alike. */
  | 'node'
  | 'numbers'
  | 'flag'
  /** Hundredths of a CSS pixel, or of a millisecond. */
  | 'length'
  | 'signed-length'
  | 'ratio'
  | 'attribute'
  | 'text'
  | 'rule'
  | 'rules'
  /** Nodes with the way in which each is in the top layer. */
  | 'layers'
  /** What an animation shows on its way. */
  | 'keyframes';

/** An op as the table of formats sees it: fields by name. */
export type AnyOp = Record<string, unknown>;
export type Fields = readonly (readonly [name: string, kind: FieldKind])[];

type OpOf<Type extends Op['type']> = Extract<Op, { type: Type }>;

export interface OpFormat<Type extends Op['type']> {
  readonly code: number;
  /** In the order in which they travel. */
  readonly fields: readonly (readonly [name: Exclude<keyof OpOf<Type>, 'type'>, kind: FieldKind])[];
}

/** The formats of ops; a capture that has not loaded all of itself has not all of them. */
export type OpFormats = { readonly [Type in Op['type']]?: OpFormat<Type> };

/** Of the ops that the capture's core writes: the snippet's size counts here. */
export const FIRST_OP_FORMATS = {
  attribute: {
    code: 1,
    fields: [
      ['node', 'node'],
      ['name', 'attribute'],
      ['value', 'attribute'],
    ],
  },
  text: {
    code: 3,
    fields: [
      ['node', 'node'],
      ['value', 'text'],
    ],
  },
  value: {
    code: 4,
    fields: [
      ['node', 'node'],
      ['value', 'text'],
    ],
  },
  checked: {
    code: 5,
    fields: [
      ['node', 'node'],
      ['checked', 'flag'],
    ],
  },
  indeterminate: {
    code: 6,
    fields: [
      ['node', 'node'],
      ['indeterminate', 'flag'],
    ],
  },
  selected: {
    code: 7,
    fields: [
      ['node', 'node'],
      ['selected', 'flag'],
    ],
  },
  scroll: {
    code: 8,
    fields: [
      ['node', 'node'],
      ['xCssPx', 'signed-length'],
      ['yCssPx', 'signed-length'],
    ],
  },
  sheet: {
    code: 9,
    fields: [
      ['sheet', 'number'],
      ['media', 'attribute'],
      ['disabled', 'flag'],
      ['rules', 'rules'],
    ],
  },
  'rule-insert': {
    code: 10,
    fields: [
      ['sheet', 'number'],
      ['path', 'numbers'],
      ['rule', 'rule'],
    ],
  },
  'rule-delete': {
    code: 11,
    fields: [
      ['sheet', 'number'],
      ['path', 'numbers'],
    ],
  },
  'rule-replace': {
    code: 12,
    fields: [
      ['sheet', 'number'],
      ['path', 'numbers'],
      ['rule', 'rule'],
    ],
  },
  'sheet-owner': {
    code: 13,
    fields: [
      ['node', 'node'],
      ['sheet', 'number'],
    ],
  },
  adopted: {
    code: 14,
    fields: [
      ['root', 'number'],
      ['sheets', 'numbers'],
    ],
  },
  viewport: {
    code: 17,
    fields: [
      ['widthCssPx', 'length'],
      ['heightCssPx', 'length'],
      ['devicePixelRatio', 'ratio'],
    ],
  },
  page: {
    code: 18,
    fields: [
      ['url', 'attribute'],
      ['title', 'attribute'],
    ],
  },
} satisfies OpFormats;

/** An attribute that goes: `attribute` without its value. */
export const ATTRIBUTE_REMOVED = 2;
