import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { HOSTILE_DECLARATIONS, HOSTILE_MARKUP, HOSTILE_SHEETS } from './testing/hostile-payloads.ts';
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
