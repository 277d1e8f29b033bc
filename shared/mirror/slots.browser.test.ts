import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, type LabPage, openLabPage } from './testing/lab-page.ts';

declare const lab: typeof import('./testing/lab.ts');

describe.each(BROWSERS)('slots in %s', (_name, launch) => {
  let home: LabPage;
  let page: Page;

  beforeAll(async () => {
    home = await openLabPage(launch);
    page = home.page;
  });

  afterAll(() => home?.close());

  test('S20: slots show what they are assigned, in that order', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><x-a id="h"><b>b</b><i>i</i></x-a>');
      const slot = { id: 101, namespace: 'html' as const, tag: 'slot', attributes: [], blocked: false, children: [] };
      const root = { id: 100, mode: 'open' as const, delegatesFocus: false, manualSlots: true };
      const item = { type: 'shadow-root' as const, ...root, children: [{ type: 'element' as const, ...slot }] };
      mirror.patch({
        placements: [{ parent: mirror.id('#h'), next: mirror.id('b'), items: [item] }],
        ops: [{ type: 'assigned', slot: 101, nodes: [mirror.id('i'), mirror.id('b')] }],
      });
      const built = mirror.find('#h').shadowRoot?.querySelector('slot') as HTMLSlotElement;
      const shown = built.assignedElements().map((element) => element.localName);
      mirror.close();
      return shown;
    });
    expect(seen).toEqual(['i', 'b']);
  });
});
