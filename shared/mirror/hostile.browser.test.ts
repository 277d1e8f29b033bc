import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { HOSTILE_DECLARATIONS, HOSTILE_MARKUP, HOSTILE_SHEETS, HOSTILE_SVGS } from './testing/hostile-payloads.ts';
import { BROWSERS, type LabPage, openLabPage } from './testing/lab-page.ts';

declare const lab: typeof import('./testing/lab.ts');

/** Set by payloads that run. */
interface Victim extends Window {
  ran?: string[];
  /** What the frame's policy had to stop, because building let it pass. */
  stopped?: string[];
}

/** How many of the payloads act in an ordinary frame, at least. Some are of the past, or of one browser only. */
const MUST_FIRE = 80;

interface Payload {
  name: string;
  html: string;
}

describe.each(BROWSERS)('hostile pages in %s', (_name, launch) => {
  let home: LabPage;
  let attacker: StaticServer;
  let page: Page;
  let payloads: Payload[];

  beforeAll(async () => {
    home = await openLabPage(launch);
    page = home.page;
    attacker = await startStaticServer();
    payloads = allPayloads(attacker.port);
  });

  afterAll(async () => {
    await home?.close();
    await attacker?.close();
  });

  /** Asks our own server a few times, with frames in between: what was to be asked of the attacker has been by then. */
  async function settle(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      await page.evaluate(async () => {
        await (await fetch('/fence')).text();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
    }
  }

  test('are more than a hundred', () => expect(payloads.length).toBeGreaterThan(150));

  test.each(['snapshot', 'patch', 'ops'] as const)('load, run and navigate nothing: by %s', async (way) => {
    const faults = await page.evaluate(
      (list, delivery) => {
        const victim = window as Victim;
        victim.ran = [];
        const stopped: string[] = [];
        victim.stopped = stopped;
        const refused: string[] = [];
        for (const { name: payload, html } of list) {
          const mirror = lab.openLab();
          const note = (event: SecurityPolicyViolationEvent) => stopped.push(`${payload}: ${event.blockedURI}`);
          lab.onViolation(mirror, note);
          try {
            lab.deliver(mirror, html, delivery);
            lab.layOut(mirror);
          } catch (error) {
            refused.push(`${payload}: ${error}`);
          }
        }
        return refused;
      },
      payloads,
      way,
    );
    await settle(8);
    const { ran, stopped } = await page.evaluate(() => {
      const { ran, stopped } = window as Victim;
      return { ran, stopped };
    });
    const frames = page.frames().map((frame) => frame.url());
    await page.evaluate(() => document.body.replaceChildren());
    expect(faults).toEqual([]);
    expect(ran).toEqual([]);
    expect(stopped).toEqual([]);
    expect(attacker.requests.map((request) => request.url)).toEqual([]);
    expect(attacker.connectionCount()).toBe(0);
    expect(frames.filter((url) => url.includes(String(attacker.port)))).toEqual([]);
    expect(page.url()).toBe(`${home.origin}/`);
  });

  test('M5: assets load, run and navigate nothing, wherever they are shown', async () => {
    const host = `127.0.0.1:${attacker.port}`;
    const pictures = HOSTILE_SVGS.map((inside, index) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${inside}</svg>`
        .replaceAll('RUN', `parent.ran.push(${index})`)
        .replaceAll('URL', `http://${host}/hit/svg-${index}`),
    );
    const shown = await page.evaluate((svgs) => {
      const victim = window as Victim;
      victim.ran = [];
      const stopped: string[] = [];
      victim.stopped = stopped;
      let uses = 0;
      for (const svg of svgs) {
        const mirror = lab.openLab();
        lab.onViolation(mirror, (event) => stopped.push(`${svg}: ${event.blockedURI}`));
        lab.deliverAsset(mirror, new TextEncoder().encode(svg));
        lab.layOut(mirror);
        if (mirror.find('img').getAttribute('src')?.startsWith('blob:')) uses++;
      }
      return uses;
    }, pictures);
    await settle(8);
    const { ran, stopped } = await page.evaluate(() => {
      const { ran, stopped } = window as Victim;
      return { ran, stopped };
    });
    await page.evaluate(() => document.body.replaceChildren());
    expect(shown).toBe(pictures.length);
    expect(ran).toEqual([]);
    expect(stopped).toEqual([]);
    expect(attacker.connectionCount()).toBe(0);
  });

  test('M5: bytes that are no picture, or claim to be a huge one, are placeholders that say why', async () => {
    const reasons = await page.evaluate(() => {
      const text = new TextEncoder();
      const bomb = new Uint8Array(40);
      bomb.set([
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 1, 0, 0, 0, 1, 0, 0,
      ]);
      return ['<!doctype html><script>parent.ran.push(1)</script>', '%PDF-1.7', bomb].map((given) => {
        const mirror = lab.openLab();
        lab.deliverAsset(mirror, typeof given === 'string' ? text.encode(given) : given);
        const image = mirror.find('img');
        return [image.getAttribute('data-coview-missing'), image.getAttribute('src')?.slice(0, 18), mirror.faults];
      });
    });
    await page.evaluate(() => document.body.replaceChildren());
    expect(reasons).toEqual(Array(3).fill(['type-not-allowed', 'data:image/svg+xml', []]));
  });

  test('M2: parts that come twice, in the wrong order or of another size do no harm', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      const asset = '0b'.repeat(32);
      mirror.load('<!doctype html><img src=x>');
      mirror.patch({
        ops: [{ type: 'image', node: mirror.id('img'), asset, reason: '', widthCssPx: 9, heightCssPx: 9 }],
      });
      const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      const part = (from: number, to: number, sizeBytes = svg.length) =>
        mirror.mirror.apply(
          lab.encodeAsset({ type: 'asset', asset, sizeBytes, offsetBytes: from, bytes: svg.slice(from, to) }),
        );
      const source = () => mirror.find('img').getAttribute('src')?.slice(0, 5);
      part(20, 30);
      part(0, 20);
      part(30, svg.length);
      part(20, 30, 5000);
      const before = source();
      part(20, 30);
      part(20, 30);
      part(30, svg.length);
      return [before, source(), mirror.faults];
    });
    await page.evaluate(() => document.body.replaceChildren());
    expect(seen).toEqual(['data:', 'blob:', []]);
  });

  test('M1: an op that names neither an asset nor a reason is refused as a whole', async () => {
    const faults = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><img src=x>');
      const node = mirror.id('img');
      const size = { widthCssPx: 9, heightCssPx: 9 };
      return [
        mirror.fault({ ops: [{ type: 'image', node, asset: 'http://evil', reason: '', ...size }] }),
        mirror.fault({ ops: [{ type: 'css-asset', address: 'a', asset: '', reason: 'because' as 'blocked' }] }),
        mirror.fault({ ops: [{ type: 'image', node: 1, asset: '', reason: 'blocked', ...size }] }),
      ];
    });
    await page.evaluate(() => document.body.replaceChildren());
    expect(faults).toEqual(['unknown-reference', 'unknown-reference', 'impossible-structure']);
  });

  test('control: the policy stops, and tells of, what building would let pass', async () => {
    await page.evaluate((url) => {
      const victim = window as Victim;
      const stopped: string[] = [];
      victim.stopped = stopped;
      const mirror = lab.openLab();
      mirror.load('<!doctype html><p>x');
      lab.onViolation(mirror, (event) => stopped.push(event.effectiveDirective));
      const image = mirror.mirror.document.createElement('img');
      image.src = url;
      mirror.find('body').append(image);
    }, `http://127.0.0.1:${attacker.port}/hit/policy`);
    await page.waitForFunction(() => (window as Victim).stopped?.includes('img-src'));
    await page.evaluate(() => document.body.replaceChildren());
    expect(attacker.connectionCount()).toBe(0);
  });

  test('are not reached by the mouse or the keyboard', async () => {
    await page.evaluate((url) => {
      const mirror = lab.openLab();
      mirror.load(`<!doctype html><body style="margin:0"><a href="${url}" style="display:block;height:60px">x</a>
        <form action="${url}"><input type="submit" style="width:100%;height:40px" autofocus><input type="file"></form>`);
      mirror.frame.style.cssText += ';position:fixed;left:0;top:0';
    }, `http://127.0.0.1:${attacker.port}/hit/click`);
    const pagesBefore = (await home.browser.browser.pages()).length;
    for (const options of [{}, { button: 'middle' as const }]) await page.mouse.click(40, 30, options);
    await page.keyboard.down('Control');
    await page.mouse.click(40, 30);
    await page.keyboard.up('Control');
    await page.mouse.click(40, 80);
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await settle(5);
    const inside = await page.evaluate(() => document.activeElement?.tagName);
    await page.evaluate(() => document.body.replaceChildren());
    expect(inside).not.toBe('IFRAME');
    expect(attacker.connectionCount()).toBe(0);
    expect((await home.browser.browser.pages()).length).toBe(pagesBefore);
  });

  test('control: in an ordinary frame they do fire', async () => {
    await page.evaluate((list) => {
      (window as Victim).ran = [];
      for (const { html } of list) {
        const frame = document.createElement('iframe');
        frame.srcdoc = html;
        document.body.append(frame);
      }
    }, payloads);
    const fired = () => new Set(attacker.requests.map((request) => request.url.split('?')[0])).size;
    await waitFor(`${MUST_FIRE} payloads to fire`, () => fired() >= MUST_FIRE, { timeoutMs: 30_000 }).catch(() => {
      throw new Error(`only ${fired()} of ${payloads.length} payloads fired`);
    });
    expect(attacker.connectionCount()).toBeGreaterThan(0);
  });
});

function allPayloads(port: number): Payload[] {
  const host = `127.0.0.1:${port}`;
  const fill = (text: string, index: number, asScript: string) =>
    text
      .replaceAll('RUN', asScript)
      .replaceAll('URL', `http://${host}/hit/${index}`)
      .replaceAll('HOST/hit/x', `${host}/hit/${index}`);
  const documents = [
    ...HOSTILE_MARKUP.map((markup) => `<!doctype html>${markup}`),
    ...HOSTILE_SHEETS.map((css) => `<!doctype html><style>${css}</style><body><ol><li>x</ol>`),
    ...HOSTILE_DECLARATIONS.map((css) => `<!doctype html><p style='${css.replaceAll("'", '&#39;')}'>x</p>`),
    ...HOSTILE_DECLARATIONS.map(
      (css) => `<!doctype html><svg><rect width="9" height="9" style='${css.replaceAll("'", '&#39;')}'/></svg>`,
    ),
  ];
  return documents.map((html, index) => ({
    name: html,
    html: fill(html, index, `parent.ran.push(${index});new Image().src='URL'`),
  }));
}
