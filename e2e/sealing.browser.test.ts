import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { formatInvitation } from '../extension/session/invitation.ts';
import { extensionPath } from '../scripts/build-extension.ts';
import { fromBase64url } from '../shared/crypto/base64url.ts';
import { SHARE_BYTES } from '../shared/crypto/cpace.ts';
import { fingerprintOf } from '../shared/crypto/fingerprint.ts';
import { JoinRun } from '../shared/crypto/join-run.ts';
import type { Octets } from '../shared/crypto/octets.ts';
import { unwrapSessionKey } from '../shared/crypto/recording-key.ts';
import { HEADER_BYTES } from '../shared/protocol/header.ts';
import { keptKey } from '../shared/protocol/http.ts';
import { KINDS } from '../shared/protocol/kinds.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/limits.ts';
import { formatPass } from '../shared/protocol/pass.ts';
import { openAgent } from './agent.ts';
import { launchChromium } from './browser.ts';
import type { Customer } from './customer.ts';
import { type MeddledStage, openMeddledStage } from './meddled-stage.ts';
import { waitFor } from './wait-for.ts';

/** What nobody between the two may see: in the page, its title, its address, in what is typed, and in a name. */
const CANARIES = ['canary-heading', 'canary-title', 'canary-typed', 'canary-agent'];
/** A host that is no secure context to browsers. */
const PLAIN_HOST = 'plain.test';

let stage: MeddledStage;
let plainUrl: string;
let customer: Customer;

beforeAll(async () => {
  stage = await openMeddledStage({
    origins: ({ url }) => [url, plainUrlOf(url)],
    args: [
      `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1, MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1`,
    ],
  });
  plainUrl = plainUrlOf(stage.shop.url);
});

afterAll(() => stage?.close());

afterEach(async () => {
  stage.middle.beHonest();
  if ((await stage.agent.screen()) === 'live') await stage.agent.end();
  await customer.page.browserContext().close();
});

async function openCustomer(url?: string): Promise<void> {
  customer = await stage.openCustomer(url);
}

async function goLive(): Promise<void> {
  customer = await stage.goLive();
}

/** Puts every canary where a person would. */
async function useCanaries(): Promise<void> {
  await customer.page.evaluate(() => {
    document.title = 'canary-title';
    const heading = document.querySelector('h1');
    if (heading) heading.textContent = 'canary-heading, canary-agent';
    const field = document.createElement('input');
    field.id = 'field';
    document.body.prepend(field);
  });
  await customer.page.type('#field', 'canary-typed');
  await stage.agent.untilMirrorShows('canary-heading');
  await waitFor('what was typed', async () => (await stage.agent.mirrorValues()).includes('canary-typed'));
}

/** All that the party has stored and said. */
async function keptByParty(): Promise<Buffer> {
  const files = await readdir(stage.partyFolder, { recursive: true, withFileTypes: true });
  const contents = files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)));
  return Buffer.concat([...(await Promise.all(contents)), Buffer.from(stage.party.output())]);
}

const namedIn = (bytes: Buffer) =>
  CANARIES.filter((canary) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')));

test('K1: a party that keeps everything has nothing of what was seen, typed or said', async () => {
  await goLive();
  await useCanaries();
  // What is not recorded is gone when the session is over.
  const [kept, seen] = [await keptByParty(), stage.middle.seen()];
  expect([namedIn(kept), namedIn(seen)]).toEqual([[], []]);
  // Both are what they should be: the log of the session is there, and so is what passed.
  expect(kept.includes('log/')).toBe(true);
  expect(seen.includes('"hello"')).toBe(true);
  // What the end writes down, and says, names nothing either. The note leaves by itself.
  await Promise.all([stage.agent.end(), customer.untilSees('The agent ended the session.')]);
  expect([namedIn(await keptByParty()), namedIn(stage.middle.seen())]).toEqual([[], []]);
});

test('K10: the recording of a session can be opened by its room’s pass, and by nothing that the party has', async () => {
  await stage.admin.call('changeRoom', { params: { room: stage.roomId }, body: { policy: { recording: 'on' } } });
  await goLive();
  const words = await stage.agent.page.$eval('.trust-words', (node) => node.textContent);
  await stage.agent.end();
  const sessionId = stage.newestSession();
  const kept = await waitFor('the key', async () => {
    const found = await keptKey(stage.pass, sessionId);
    return found.ok ? fromBase64url(found.answer.key) : undefined;
  });
  const roomKey = fromBase64url(stage.pass.roomKey) as Octets;
  const key = await unwrapSessionKey(roomKey, sessionId, kept);
  if (!key) throw new Error('not unwrapped');
  expect(await fingerprintOf(key)).toBe(words);
  for (const bytes of [await keptByParty(), stage.middle.seen()]) {
    for (const secret of [Buffer.from(key), Buffer.from(roomKey)]) {
      expect(['base64url', 'hex'].some((form) => bytes.includes(secret.toString(form as BufferEncoding)))).toBe(false);
      expect(bytes.includes(secret)).toBe(false);
    }
  }
});

test('both sides show the same words for the key', async () => {
  await goLive();
  const words = await stage.agent.page.$eval('.trust-words', (node) => node.textContent);
  expect(words).toMatch(/^[a-z]{5} [a-z]{5} [a-z]{5}$/);
  await customer.press('Encrypted. Compare with your agent');
  await customer.untilSees(`Ana sees these words too: ${words}`);
  await customer.page.reload();
  await customer.press('Encrypted. Compare with your agent');
  await customer.untilSees(`Ana sees these words too: ${words}`);
});

test('K9: a colleague sees the page only after the customer has agreed, and gets the key from there', async () => {
  await goLive();
  const words = await stage.agent.page.$eval('.trust-words', (node) => node.textContent);
  const elsewhere = await launchChromium({ extension: extensionPath('chrome-mv3') });
  try {
    const colleague = await openAgent(elsewhere);
    await colleague.enterPass(formatPass(await stage.createPass('Bo')));
    const { page } = colleague;
    await page.locator('.join-colleague summary').click();
    await page
      .locator('.join-colleague input')
      .fill(formatInvitation({ roomId: stage.roomId, sessionId: stage.newestSession() }));
    await colleague.press('Ask to come in');
    await colleague.untilScreen('asking-in');
    await customer.untilSees('Bo asks to see this page too.');
    await customer.press('Not now');
    await waitFor('the answer', async () => (await colleague.text()).includes('The customer said'));
    await colleague.press('Ask again');
    await customer.press('Allow');
    await colleague.untilScreen('live');
    await colleague.untilMirrorShows('Halden');
    expect(await page.$eval('.trust-words', (node) => node.textContent)).toBe(words);
    await customer.untilSees('Ana and Bo can see this page');
    await customer.page.evaluate(() => {
      const heading = document.querySelector('h1');
      if (heading) heading.textContent = 'for both of you';
    });
    for (const one of [stage.agent, colleague]) await one.untilMirrorShows('for both of you');
    await page.reload();
    await colleague.untilMirrorShows('for both of you');
  } finally {
    await elsewhere.close();
  }
});

test('K3: a party that stands between the two and plays each to the other is found out by both', async () => {
  await openCustomer();
  const code = await stage.agent.newSession();
  standBetween(code.slice(0, 2));
  await customer.askForHelp();
  await customer.enterCode(code);
  await waitFor('the miss', async () => (await stage.agent.text()).includes('wrong code was typed'), {
    timeoutMs: 30_000,
  });
  await customer.untilSees('That code is not right');
  expect(await stage.agent.screen()).toBe('waiting');
  await stage.agent.press('Cancel');
});

test('K7: a page on plain http is refused, unless the room lets it: then both sides say so', async () => {
  await openCustomer(plainUrl);
  expect(await customer.page.evaluate(() => isSecureContext)).toBe(false);
  await customer.askForHelp();
  await customer.enterCode(await stage.agent.newSession());
  await customer.untilSees('Sharing needs a secure (https) page.');
  await stage.agent.press('Cancel');
  await customer.page.browserContext().close();
  const origins = [stage.shop.url, plainUrl];
  const allow = (allowUnsealed: boolean) =>
    stage.admin.call('changeRoom', { params: { room: stage.roomId }, body: { origins, policy: { allowUnsealed } } });
  await allow(true);
  try {
    await openCustomer(plainUrl);
    await customer.askForHelp();
    await customer.enterCode(await stage.agent.newSession());
    await customer.untilSees('what you share is not encrypted on its way');
    await customer.press('Allow');
    await customer.untilSees('Ana can see this page. Not encrypted');
    await stage.agent.untilScreen('live');
    expect(await stage.agent.text()).toContain('Not encrypted');
    // The control of the first test: without a key, what is said is there to be read.
    await useCanaries();
    expect(namedIn(stage.middle.seen())).not.toEqual([]);
    await waitFor('what was said in storage', async () => namedIn(await keptByParty()).length > 0);
    await stage.agent.end();
  } finally {
    await allow(false);
  }
});

/** Plays the agent to the customer and the customer to the agent, without knowing the code. */
function standBetween(locator: string): void {
  let answered: Buffer = Buffer.alloc(0);
  const isJoin = (frame: Buffer, type: number) => frame[1] === KINDS.join.code && frame[HEADER_BYTES] === type;
  const shareAt = HEADER_BYTES + 1 + SHARE_BYTES;
  stage.middle.meddle.ofAgents = (frame) => {
    if (!isJoin(frame, 3)) return [frame];
    const run = new JoinRun(
      '000000',
      { protocol: PROTOCOL_VERSION, roomId: stage.roomId, sessionId: stage.newestSession(), locator },
      'agent',
      true,
    );
    answered = frame.subarray(shareAt);
    return [Buffer.concat([frame.subarray(0, shareAt), run.share])];
  };
  stage.middle.meddle.ofPages = (frame) => {
    if (!isJoin(frame, 4)) return [frame];
    return [Buffer.concat([frame.subarray(0, HEADER_BYTES + 1), answered, frame.subarray(shareAt)])];
  };
}

function plainUrlOf(url: string): string {
  return url.replace(/\/\/[^:/]+/, `//${PLAIN_HOST}`);
}
