import { type Application, packageFolder, servePackage } from './application.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Deliveries</title>
<link rel="stylesheet" href="/lib/css/tabulator_simple.min.css"></head>
<body style="margin:24px;font-family:sans-serif"><h1>Deliveries</h1><input id="wanted" placeholder="Filter by town"><div id="table"></div>
<script src="/lib/js/tabulator.min.js"></script><script>
const towns = ['Aarhus', 'Bergen', 'Cork', 'Delft', 'Esbjerg', 'Faro', 'Ghent'];
const rows = Array.from({ length: 400 }, (_, index) => ({
  id: index + 1, town: towns[index % 7], parcels: (index * 37) % 101, share: (index * 13) % 100, late: index % 5 === 0,
}));
window.table = new Tabulator('#table', {
  data: rows, height: 420, layout: 'fitColumns',
  columns: [
    { title: 'No', field: 'id', width: 80 },
    { title: 'Town', field: 'town', editor: 'input' },
    { title: 'Parcels', field: 'parcels', hozAlign: 'right', sorter: 'number' },
    { title: 'Share', field: 'share', formatter: 'progress' },
    { title: 'Late', field: 'late', formatter: 'tickCross' },
  ],
});
table.on('tableBuilt', () => document.body.classList.add('ready'));
document.getElementById('wanted').addEventListener('input', (event) => table.setFilter('town', 'like', event.target.value));
</script></body></html>`;

export const tabulator: Application = {
  name: 'tabulator-tables',
  serve: (tag) => servePackage({ '/lib/': `${packageFolder('tabulator-tables')}/dist` }, { '/': PAGE }, tag),
  async untilReady(page) {
    await page.waitForSelector('body.ready .tabulator-row');
  },
  steps: [
    {
      name: 'sorts by a column',
      async act(page) {
        await page.click('.tabulator-col[tabulator-field="parcels"] .tabulator-col-title');
        await page.waitForSelector('.tabulator-col[tabulator-field="parcels"][aria-sort="ascending"]');
      },
    },
    {
      name: 'scrolls far down the virtual rows',
      async act(page) {
        await page.evaluate(() => {
          const holder = document.querySelector('.tabulator-tableholder');
          if (holder) holder.scrollTop = 4000;
        });
        await page.waitForFunction(() => {
          const first = document.querySelector('.tabulator-row .tabulator-cell[tabulator-field="parcels"]');
          return Number(first?.textContent) > 10;
        });
      },
    },
    {
      name: 'edits a cell',
      async act(page) {
        // A row in the middle: those at the edges are replaced while the table scrolls to the edited one.
        const cells = await page.$$('.tabulator-row .tabulator-cell[tabulator-field="town"]');
        await cells[Math.floor(cells.length / 2)]?.click();
        await page.waitForSelector('.tabulator-cell.tabulator-editing input');
        await page.keyboard.type(' North');
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => document.querySelector('.tabulator-editing') === null);
      },
    },
    {
      name: 'filters while typing',
      async act(page) {
        await page.type('#wanted', 'Cor');
        await page.waitForFunction(() =>
          [...document.querySelectorAll('.tabulator-cell[tabulator-field="town"]')].every((cell) =>
            cell.textContent?.includes('Cor'),
          ),
        );
      },
    },
  ],
};
