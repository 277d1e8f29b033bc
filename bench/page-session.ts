import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Emitted } from './subjects/subject.ts';

const ORIGIN = 'http://bench.invalid/';

/** Keeps a page's own scripts from running; subjects may start their workers. */
const NO_SCRIPTS = { 'content-security-policy': 'script-src blob:' };

/** Two frames have been painted: what was scheduled for the next frame is done. */
const SETTLED = `(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  await subject.settled?.();
})()`;

/** A fresh page with one script in it, a subject's most often; nothing but the page's own HTML is loaded. */
export class PageSession {
  private constructor(
    private readonly page: Page,
    private readonly client: CDPSession,
  ) {}

  /**
   * @param script put into the page from outside: most often a subject's
   * @param scripts whether the page's own scripts run
   */
  static async open(browser: Browser, html: string, script: string, scripts: boolean): Promise<PageSession> {
    // In a window of its own: a page in a hidden tab draws nothing.
    const page = await browser.newPage({ type: 'window' });
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const headers = scripts ? {} : NO_SCRIPTS;
      const answer = { status: 200, contentType: 'text/html; charset=utf-8', headers, body: html };
      const own = request.url() === ORIGIN && request.frame() === page.mainFrame();
      (own ? request.respond(answer) : request.abort()).catch(() => undefined);
    });
    return PageSession.visit(page, ORIGIN, script);
  }

  /** A page of a server of this machine: others may not open a WebSocket to it. */
  static async openAt(browser: Browser, url: string, script: string): Promise<PageSession> {
    return PageSession.visit(await browser.newPage({ type: 'window' }), url, script);
  }

  private static async visit(page: Page, url: string, script: string): Promise<PageSession> {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const client = await page.createCDPSession();
    // CPU time of the page's main thread, not wall time: the machine may be busy with other things.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const session = new PageSession(page, client);
    await session.evaluate(script);
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

  /** CPU time of the statements alone, without the frame that shows what they have done. */
  async cpuOfStatementsMs(statements: string): Promise<number> {
    const before = await this.threadTimeMs();
    await this.run(statements);
    return (await this.threadTimeMs()) - before;
  }

  /** Bytes, gzipped, of what the subject emitted since the last call. */
  async takeGzipBytes(): Promise<number> {
    const { encoding, messages } = await this.take();
    const buffers = messages.map((message) => Buffer.from(message, encoding === 'base64' ? 'base64' : 'utf8'));
    return buffers.length === 0 ? 0 : gzipSync(Buffer.concat(buffers)).length;
  }

  take(): Promise<Emitted> {
    return this.evaluate<Emitted>('subject.take()');
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
