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
  | 'layers';

/** An op as the table of formats sees it: fields by name. */
export type AnyOp = Record<string, unknown>;
export type Fields = readonly (readonly [name: string, kind: FieldKind])[];

type OpOf<Type extends Op['type']> = Extract<Op, { type: Type }>;

interface OpFormat<Type extends Op['type']> {
  readonly code: number;
  /** In the order in which they travel. */
  readonly fields: readonly (readonly [name: Exclude<keyof OpOf<Type>, 'type'>, kind: FieldKind])[];
}

/**
 * The format of every op. Codes and fields never change meaning within one protocol version; golden vectors hold them.
 *
 *     op   = code field*
 *     ops  = op* END
 */
export const OP_FORMATS: { readonly [Type in Op['type']]: OpFormat<Type> } = {
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
  focus: { code: 15, fields: [['node', 'node']] },
  selection: {
    code: 16,
    fields: [
      ['anchor', 'number'],
      ['anchorOffset', 'number'],
      ['focus', 'number'],
      ['focusOffset', 'number'],
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
  assigned: {
    code: 30,
    fields: [
      ['slot', 'number'],
      ['nodes', 'numbers'],
    ],
  },
  image: {
    code: 40,
    fields: [
      ['node', 'node'],
      ['asset', 'attribute'],
      ['reason', 'attribute'],
      ['widthCssPx', 'length'],
      ['heightCssPx', 'length'],
    ],
  },
  'css-asset': {
    code: 41,
    fields: [
      ['address', 'attribute'],
      ['asset', 'attribute'],
      ['reason', 'attribute'],
    ],
  },
  'top-layer': { code: 20, fields: [['layers', 'layers']] },
  'field-selection': {
    code: 22,
    fields: [
      ['node', 'node'],
      ['anchorOffset', 'number'],
      ['focusOffset', 'number'],
    ],
  },
  'color-scheme': { code: 24, fields: [['dark', 'flag']] },
  environment: {
    code: 26,
    fields: [
      ['media', 'attribute'],
      ['undefinedElements', 'attribute'],
    ],
  },
  scrollbars: { code: 25, fields: [['widthCssPx', 'length']] },
  interaction: {
    code: 21,
    fields: [
      ['hovered', 'numbers'],
      ['pressed', 'numbers'],
      ['focusWithin', 'numbers'],
      ['focused', 'numbers'],
      ['focusVisible', 'flag'],
    ],
  },
  'element-states': {
    code: 23,
    fields: [
      ['target', 'numbers'],
      ['userInvalid', 'numbers'],
      ['userValid', 'numbers'],
      ['autofill', 'numbers'],
      ['open', 'numbers'],
    ],
  },
  animation: {
    code: 49,
    fields: [
      ['node', 'node'],
      ['pseudo', 'attribute'],
      ['name', 'attribute'],
      ['state', 'attribute'],
      ['timeMs', 'signed-length'],
      ['rate', 'signed-length'],
    ],
  },
  'visible-part': {
    code: 48,
    fields: [
      ['xCssPx', 'length'],
      ['yCssPx', 'length'],
      ['widthCssPx', 'length'],
      ['heightCssPx', 'length'],
      ['scale', 'ratio'],
    ],
  },
  media: {
    code: 47,
    fields: [
      ['node', 'node'],
      ['paused', 'flag'],
      ['waiting', 'flag'],
      ['ended', 'flag'],
      ['muted', 'flag'],
      ['positionSeconds', 'ratio'],
      ['durationSeconds', 'ratio'],
      ['rate', 'ratio'],
      ['volume', 'ratio'],
    ],
  },
  ask: {
    code: 46,
    fields: [
      ['node', 'node'],
      ['kind', 'attribute'],
      ['text', 'text'],
    ],
  },
};

/** An attribute that goes: `attribute` without its value. */
export const ATTRIBUTE_REMOVED = 2;
