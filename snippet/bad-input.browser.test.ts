import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../e2e/browser.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { CODE_MISSES } from '../shared/protocol/limits.ts';
import { type NodeAgent, startNodeAgent } from './testing/node-agent.ts';
import { openSnippetSite, type SnippetSite } from './testing/snippet-site.ts';
import { type VisitOptions, type Visitor, visit } from './testing/visitor.ts';

let it: SnippetSite;

beforeAll(async () => {
  it = await openSnippetSite();
});
afterAll(() => it?.close());

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

const wrongCode = (code: string) => code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');

/** A page whose snippet is of another time: what it says to the room names a version that nobody speaks. */
const OLD_SNIPPET =
  'const now = fetch; window.fetch = (url, init) => now(url, { ...init, body: init?.body?.replace(\'"protocol":1\', \'"protocol":0\') })';
/** A party of another time: its answers have another form. */
const OLD_PARTY = 'window.fetch = async () => new Response(\'{"session":1}\')';

/** For every wrong thing: a sentence for the person, a code for the developer, and a page that goes on working. */
describe.each(launchers)('what goes wrong in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let agent: NodeAgent;
  beforeAll(async () => {
    launched = await launch();
    agent = await startNodeAgent(it.pass);
  });
  afterAll(async () => {
    agent?.stop();
    await launched?.close();
  });

  async function onPage(path: string, options: VisitOptions = {}, origin = it.origin): Promise<Visitor> {
    const visitor = await visit(launched, origin + path, options);
    await visitor.page.evaluate("errors = []; coview.on('error', (error) => errors.push(error))");
    return visitor;
  }

  /** The last thing the developer was told. */
  const told = (visitor: Visitor) =>
    waitFor('the error', () => visitor.page.evaluate('errors.at(-1)') as Promise<{ code: string; message: string }>);

  /** The code field says `sentence`, the developer hears the same with its code, and the page works. */
  async function isTold(visitor: Visitor, code: string, sentence: string): Promise<void> {
    expect((await visitor.untilRefused()).error).toBe(code);
    expect(await visitor.problem()).toBe(sentence);
    expect(await told(visitor)).toMatchObject({ code });
    await pageWorks(visitor);
  }

  async function pageWorks({ page, faults }: Visitor): Promise<void> {
    await page.evaluate('coview.end()');
    await waitFor('the page without the widget', () => page.evaluate("!document.querySelector('coview-widget')"));
    await page.type('#name', 'still here');
    expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toContain('still here');
    expect(faults).toEqual([]);
    await page.close();
  }

  async function live(path: string, from: NodeAgent): Promise<Visitor> {
    const visitor = await onPage(path);
    await visitor.join(from.code);
    await visitor.untilState('asking-consent');
    await visitor.press('.primary');
    return visitor;
  }

  const NOT_VALID = 'That code is not right, or it is no longer valid. Check it or ask for a new one.';

  test('a code that is no code', async () => {
    const visitor = await onPage('/');
    await visitor.join('K7M4-U');
    await isTold(visitor, 'code-malformed', 'A code has eight letters and digits, like K7M4-QX2P.');
  });

  test('a code of a session that is over', async () => {
    const other = await startNodeAgent(it.pass);
    other.end.link.control({ type: 'end', reason: 'ended-by-agent' });
    await waitFor('the end', () => other.end.states.some((state) => state.type === 'closed'));
    const visitor = await onPage('/');
    await visitor.join(other.code);
    await isTold(visitor, 'code-wrong', NOT_VALID);
  });

  test('a code that another customer has used', async () => {
    const other = await startNodeAgent(it.pass);
    const first = await live('/', other);
    await first.untilState('live');
    const second = await onPage('/');
    await second.join(other.code);
    await isTold(second, 'code-wrong', NOT_VALID);
    await waitFor('the first page at the agent', () => other.page().length > 0);
    expect((await first.state()).type).toBe('live');
    other.stop();
    await first.page.close();
  });

  test('a code that was wrong too often, and then right', async () => {
    const other = await startNodeAgent(it.pass);
    const visitor = await onPage('/');
    for (let left = CODE_MISSES - 1; left > 0; left -= 1) {
      await visitor.join(wrongCode(other.code));
      await waitFor('one attempt less', async () => {
        const state = await visitor.state();
        return state.type === 'entering-code' && state.attemptsLeft === left;
      });
    }
    await visitor.join(wrongCode(other.code));
    await waitFor('a burnt code', async () => {
      const state = await visitor.state();
      return state.type === 'entering-code' && state.error === 'code-used-up';
    });
    expect(await visitor.problem()).toBe('That code was wrong too many times and no longer works. Ask for a new one.');
    await visitor.join(other.code);
    await waitFor('no way back', async () => {
      const state = await visitor.state();
      return state.type === 'entering-code' && state.error === 'code-wrong';
    });
    await isTold(visitor, 'code-wrong', NOT_VALID);
    expect(other.page()).toEqual([]);
    other.stop();
  });

  test('a room that there is not', async () => {
    const visitor = await onPage('/unknown-room');
    await visitor.join(agent.code);
    await isTold(visitor, 'room-unknown', 'Sharing is not set up correctly on this site.');
  });

  test('a site that the room does not know', async () => {
    const visitor = await onPage('/', {}, it.strangerOrigin);
    await visitor.join(agent.code);
    await isTold(visitor, 'origin-refused', 'This site is not set up for sharing with this company.');
  });

  const OLDER = 'This page runs an older version of the sharing tool. Reload the page and try again.';

  test.each([
    ['snippet', OLD_SNIPPET],
    ['party', OLD_PARTY],
  ])('a %s of another version', async (_which, before) => {
    const visitor = await onPage('/', { before });
    await visitor.join(agent.code);
    await isTold(visitor, 'protocol-unsupported', OLDER);
  });

  test('a Content-Security-Policy that forbids the party', async () => {
    const visitor = await onPage('/unconnected');
    await visitor.join(agent.code);
    await isTold(
      visitor,
      'party-unreachable',
      'The sharing service cannot be reached. Check your connection and try again.',
    );
  });

  test('a pass that is revoked during the session', async () => {
    const pass = await it.newPass('Bo');
    const other = await startNodeAgent(pass);
    const visitor = await live('/', other);
    await visitor.untilState('live');
    await it.revoke(pass);
    expect(await visitor.untilState('ended')).toEqual({ type: 'ended', reason: 'pass-revoked' });
    const why = await waitFor('the reason', () => visitor.page.$('coview-widget >>> .why'));
    expect(await why.evaluate((node) => node.textContent)).toBe('The agent may no longer help in this session.');
    expect(other.end.states.at(-1)).toEqual({ type: 'closed', reason: 'pass-revoked' });
    await pageWorks(visitor);
    other.stop();
  });

  test('a page that is too large', async () => {
    const other = await startNodeAgent(it.pass);
    const visitor = await live('/huge', other);
    expect(await visitor.untilState('ended')).toEqual({ type: 'ended', reason: 'message-too-large' });
    const why = await waitFor('the reason', () => visitor.page.$('coview-widget >>> .why'));
    expect(await why.evaluate((node) => node.textContent)).toBe('This page is too large to share.');
    await pageWorks(visitor);
    other.stop();
  });

  test('an agent who sends what is no message', async () => {
    const other = await startNodeAgent(it.pass);
    const visitor = await live('/', other);
    await visitor.untilState('live');
    await waitFor('the page', () => other.page().length > 0);
    const junk = ['', '{', '[]', '{"type":"introduce","agentName":7}', '{"type":"sudo"}', '"\\u0000"'.repeat(2_000)];
    for (const text of junk) {
      other.end.link.send('talk', new TextEncoder().encode(text));
      other.end.link.send('pointer', new TextEncoder().encode(text));
    }
    await visitor.page.type('#name', 'Robin');
    await waitFor('the session to go on', () => JSON.stringify(other.page()).includes('Robin'));
    expect((await visitor.state()).type).toBe('live');
    other.stop();
    await pageWorks(visitor);
  });
});
