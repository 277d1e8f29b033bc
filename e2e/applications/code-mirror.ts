import { type Application, packageFolder, servePackage } from './application.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<link rel="stylesheet" href="/lib/lib/codemirror.css"><link rel="stylesheet" href="/lib/theme/eclipse.css">
<link rel="stylesheet" href="/lib/addon/dialog/dialog.css">
<style>.CodeMirror { height: 420px; border: 1px solid #ddd; font-size: 15px; }</style></head>
<body><h1>Editor</h1><textarea id="source"></textarea>
<script src="/lib/lib/codemirror.js"></script><script src="/lib/mode/javascript/javascript.js"></script>
<script src="/lib/addon/dialog/dialog.js"></script><script src="/lib/addon/search/searchcursor.js"></script><script src="/lib/addon/search/search.js"></script>
<script src="/lib/addon/edit/matchbrackets.js"></script><script>
const lines = Array.from({ length: 600 }, (_, index) => 'const value' + index + ' = compute(' + index + ', "line ' + index + '"); // ' + index);
window.editor = CodeMirror.fromTextArea(document.getElementById('source'), { lineNumbers: true, theme: 'eclipse', mode: 'javascript', matchBrackets: true, cursorBlinkRate: 0 });
editor.setValue(lines.join('\\n'));
</script></body></html>`;

/** An editor that draws only the lines in view and rebuilds them as it scrolls. */
export const codeMirror: Application = {
  name: 'codemirror',
  serve: (tag) => servePackage({ '/lib/': packageFolder('codemirror') }, { '/': PAGE }, tag),
  async untilReady(page) {
    await page.waitForSelector('.CodeMirror-line .cm-keyword');
  },
  steps: [
    {
      name: 'types code',
      async act(page) {
        await page.click('.CodeMirror-line');
        await page.keyboard.press('Home');
        await page.keyboard.type('function greet(name) { return [name]; }\n');
        await page.waitForFunction(() => document.querySelector('.CodeMirror')?.textContent?.includes('greet'));
      },
    },
    {
      name: 'selects lines',
      async act(page) {
        await page.keyboard.down('Shift');
        for (let line = 0; line < 4; line += 1) await page.keyboard.press('ArrowDown');
        await page.keyboard.up('Shift');
        await page.waitForSelector('.CodeMirror-selected');
      },
    },
    {
      name: 'scrolls far down',
      async act(page) {
        await page.evaluate(() => {
          const scroller = document.querySelector('.CodeMirror-scroll');
          if (scroller) scroller.scrollTop = 6000;
        });
        await page.waitForFunction(() => document.querySelector('.CodeMirror-code')?.textContent?.includes('value340'));
      },
    },
    {
      name: 'searches',
      async act(page) {
        await page.keyboard.down('Control');
        await page.keyboard.press('f');
        await page.keyboard.up('Control');
        await page.waitForSelector('.CodeMirror-dialog input');
        await page.keyboard.type('value450');
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => document.querySelector('.CodeMirror-code')?.textContent?.includes('value450'));
      },
    },
  ],
};
