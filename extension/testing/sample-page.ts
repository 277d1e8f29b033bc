import type { Snapshot } from '../../shared/tree/message.ts';
import type { ElementData, TreeItem } from '../../shared/tree/node.ts';

/** Ids of the nodes that tests speak of. */
export const SAMPLE = { headingText: 6, button: 7, insideCard: 11 } as const;

function element(id: number, tag: string, style: string, children: TreeItem[]): ElementData {
  const attributes: [string, string][] = style === '' ? [] : [['style', style]];
  return { type: 'element', id, namespace: 'html', tag, attributes, blocked: false, children };
}

/**
 * A page with a heading, a button at a known place (100 x 50 CSS pixels at (200, 100)) that has the focus, a selected
 * word, and a card whose content is in a shadow root.
 */
export function samplePage(heading: string): Snapshot {
  const button = 'position:absolute;left:200px;top:100px;width:100px;height:50px;margin:0';
  const card = element(9, 'x-card', 'position:absolute;left:400px;top:300px;width:200px;height:100px', [
    {
      type: 'shadow-root',
      id: 10,
      mode: 'open',
      delegatesFocus: false,
      manualSlots: false,
      children: [
        element(SAMPLE.insideCard, 'p', 'margin:0;height:100px', [{ type: 'text', id: 12, value: 'In a card' }]),
      ],
    },
  ]);
  return {
    type: 'snapshot',
    checkpoint: false,
    document: {
      type: 'document',
      id: 1,
      quirks: false,
      children: [
        { type: 'doctype', id: 2, name: 'html', publicId: '', systemId: '' },
        element(3, 'html', '', [
          element(4, 'body', 'margin:0;font:20px sans-serif', [
            element(5, 'h1', 'margin:20px', [{ type: 'text', id: SAMPLE.headingText, value: heading }]),
            element(SAMPLE.button, 'button', button, [{ type: 'text', id: 8, value: 'Pay' }]),
            card,
          ]),
        ]),
      ],
    },
    ops: [
      { type: 'viewport', widthCssPx: 1000, heightCssPx: 600, devicePixelRatio: 1 },
      { type: 'page', url: 'https://shop.example/checkout', title: 'Checkout' },
      { type: 'focus', node: SAMPLE.button },
      { type: 'selection', anchor: SAMPLE.headingText, anchorOffset: 0, focus: SAMPLE.headingText, focusOffset: 5 },
    ],
  };
}
