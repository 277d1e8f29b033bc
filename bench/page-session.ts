import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Emitted, Subject } from './subjects/subject.ts';

const ORIGIN = 'http://bench.invalid/';

/** Keeps a page's own scripts from running; subjects may start their workers. */
const NO_SCRIPTS = { 'content-security-policy': 'script-src blob:' };

/** Two frames have been painted: what was scheduled for the next frame is done. */
const SETTLED = `(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  await subject.settled?.();
})()`;

/** A fresh page with one subject in it; nothing but the page's own HTML is loaded. */
export class PageSession {
  private constructor(
    private readonly page: Page,
    private readonly client: CDPSession,
  ) {}

  /** @param scripts whether the page's own scripts run; the subject's always do */
  static async open(browser: Browser, html: string, subject: Subject, scripts: boolean): Promise<PageSession> {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const headers = scripts ? {} : NO_SCRIPTS;
      const answer = { status: 200, contentType: 'text/html; charset=utf-8', headers, body: html };
      const own = request.url() === ORIGIN && request.frame() === page.mainFrame();
      (own ? request.respond(answer) : request.abort()).catch(() => undefined);
    });
    await page.goto(ORIGIN, { waitUntil: 'domcontentloaded' });
    const client = await page.createCDPSession();
    // CPU time of the page's main thread, not wall time: the machine may be busy with other things.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const session = new PageSession(page, client);
    await session.evaluate(subject.script);
    return session;
  }

  /** Runs an expression in the page; promises are awaited. */
  async evaluate<Result>(expression: string): Promise<Result> {
    const answer = await this.client.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails)
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value as Result;
  }

  /** Runs statements in the page, which may use `await`. */
  async run(statements: string): Promise<void> {
    await this.evaluate(`(async () => {${statements}})()`);
  }

  /** CPU time that the page's main thread uses from the beginning of the statements until the subject has settled. */
  async cpuOfMs(statements: string): Promise<number> {
    const before = await this.threadTimeMs();
    await this.run(statements);
    await this.settle();
    return (await this.threadTimeMs()) - before;
  }

  /** Bytes, gzipped, of what the subject emitted since the last call. */
  async takeGzipBytes(): Promise<number> {
    const { encoding, messages } = await this.evaluate<Emitted>('subject.take()');
    const buffers = messages.map((message) => Buffer.from(message, encoding === 'base64' ? 'base64' : 'utf8'));
    return buffers.length === 0 ? 0 : gzipSync(Buffer.concat(buffers)).length;
  }

  async settle(): Promise<void> {
    await this.evaluate(SETTLED);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** CPU time that the page's main thread has used so far, in milliseconds. */
  private async threadTimeMs(): Promise<number> {
    const { metrics } = await this.client.send('Performance.getMetrics');
    return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
  }
}
