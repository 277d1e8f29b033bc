import { readFile } from 'node:fs/promises';
import { type Application, packageFolder, servePackage } from './application.ts';

/** The demo that the package ships, with its own slides. */
export const reveal: Application = {
  name: 'reveal.js',
  async serve(tag) {
    const folder = packageFolder('reveal.js');
    const demo = await readFile(`${folder}/demo.html`, 'utf8');
    return servePackage({ '/': folder }, { '/': demo }, tag);
  },
  async untilReady(page) {
    await page.waitForSelector('.reveal.ready section.present');
  },
  steps: [
    {
      name: 'goes two slides on',
      async act(page) {
        for (const passed of [1, 2]) {
          await page.keyboard.press('ArrowRight');
          await page.waitForFunction(
            (count) => document.querySelectorAll('.slides > section.past').length === count,
            {},
            passed,
          );
        }
      },
    },
    {
      name: 'a slide below',
      async act(page) {
        await page.keyboard.press('ArrowDown');
        await page.waitForFunction(() => document.querySelector('.slides > section.present section.past') !== null);
      },
    },
    {
      name: 'overview of all slides',
      async act(page) {
        await page.keyboard.press('Escape');
        await page.waitForSelector('.reveal.overview');
      },
    },
    {
      name: 'back to a slide',
      async act(page) {
        await page.keyboard.press('Escape');
        await page.waitForSelector('.reveal:not(.overview)');
      },
    },
  ],
};
