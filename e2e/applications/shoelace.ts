import { type Application, packageFolder, servePackage } from './application.ts';

const PAGE = `<!doctype html><html lang="en" class="sl-theme-light"><head><meta charset="utf-8"><title>Booking</title>
<link rel="stylesheet" href="/lib/themes/light.css"><script type="module" src="/lib/shoelace.js"></script>
<style>body { font-family: var(--sl-font-sans); margin: 2rem; max-width: 44rem; } .row { display: grid; gap: 1rem; }</style></head>
<body><h1>Book a table</h1><div class="row">
<sl-input label="Name" id="name" clearable></sl-input>
<sl-select label="Room" id="room" value="garden"><sl-option value="garden">Garden</sl-option><sl-option value="window">Window</sl-option><sl-option value="bar">Bar</sl-option></sl-select>
<sl-range label="Guests" id="guests" min="1" max="12" value="4"></sl-range>
<sl-checkbox id="quiet">A quiet corner</sl-checkbox> <sl-switch id="letter">Remind me</sl-switch>
<sl-rating id="rating" value="3"></sl-rating>
<sl-tab-group><sl-tab slot="nav" panel="menu">Menu</sl-tab><sl-tab slot="nav" panel="wine">Wine</sl-tab>
<sl-tab-panel name="menu">Soup, bread, fish.</sl-tab-panel><sl-tab-panel name="wine">Red, white, none.</sl-tab-panel></sl-tab-group>
<sl-details summary="Allergies"><p>Tell us, we cook around them.</p></sl-details>
<sl-tree><sl-tree-item expanded>Ground floor<sl-tree-item>Table 1</sl-tree-item><sl-tree-item>Table 2</sl-tree-item></sl-tree-item></sl-tree>
<sl-button variant="primary" id="open">Book</sl-button></div>
<sl-dialog label="All set?" id="dialog">We keep the table for fifteen minutes. <sl-button slot="footer" variant="primary">Yes</sl-button></sl-dialog>
<script>document.getElementById('open').addEventListener('click', () => document.getElementById('dialog').show());</script>
</body></html>`;

/** A kit of web components: nested shadow roots, slots, constructed style sheets, form controls inside. */
export const shoelace: Application = {
  name: '@shoelace-style/shoelace',
  serve: (tag) => servePackage({ '/lib/': `${packageFolder('@shoelace-style/shoelace')}/cdn` }, { '/': PAGE }, tag),
  async untilReady(page) {
    await page.waitForFunction(() =>
      ['sl-input', 'sl-select', 'sl-range', 'sl-tab-group', 'sl-tree', 'sl-dialog', 'sl-rating'].every((name) => {
        const root = document.querySelector(name)?.shadowRoot;
        return customElements.get(name) && root && root.childElementCount > 0;
      }),
    );
  },
  steps: [
    {
      name: 'types a name',
      async act(page) {
        await page.click('#name');
        await page.keyboard.type('Robin Vale');
      },
    },
    {
      name: 'opens a select and chooses',
      async act(page) {
        await page.click('#room');
        await page.waitForFunction(() => document.querySelector('#room')?.hasAttribute('open'));
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => !document.querySelector('#room')?.hasAttribute('open'));
      },
    },
    {
      name: 'ticks, switches and changes tabs',
      async act(page) {
        await page.click('#quiet');
        await page.click('#letter');
        await page.click('sl-tab[panel="wine"]');
        await page.waitForSelector('sl-tab-panel[name="wine"][active]');
      },
    },
    {
      name: 'opens a dialog',
      async act(page) {
        await page.click('#open');
        await page.waitForSelector('sl-dialog[open]');
      },
    },
  ],
};
