import type { Op } from '../tree/message.ts';
import { FIRST_OP_FORMATS, type OpFormat } from './first-op-fields.ts';

/**
 * The format of every op. Codes and fields never change meaning within one protocol version; golden vectors hold them.
 *
 *     op   = code field*
 *     ops  = op* END
 */
export const OP_FORMATS: { readonly [Type in Op['type']]: OpFormat<Type> } = {
  ...FIRST_OP_FORMATS,
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
  motion: {
    code: 53,
    fields: [
      ['motion', 'number'],
      ['node', 'node'],
      ['pseudo', 'attribute'],
      ['property', 'attribute'],
      ['delayMs', 'signed-length'],
      ['endDelayMs', 'signed-length'],
      ['durationMs', 'length'],
      ['iterationStart', 'ratio'],
      ['iterations', 'ratio'],
      ['endless', 'flag'],
      ['direction', 'attribute'],
      ['fill', 'attribute'],
      ['easing', 'attribute'],
      ['composite', 'attribute'],
      ['keyframes', 'keyframes'],
    ],
  },
  'motion-state': {
    code: 54,
    fields: [
      ['motion', 'number'],
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
