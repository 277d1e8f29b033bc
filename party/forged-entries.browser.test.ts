import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeHeader, type Header } from '../shared/protocol/header.ts';
import { type Besieged, besiege, hello } from './testing/besieged-party.ts';
import { FORGED_ENTRIES } from './testing/forged-entries.ts';
import { goodTicket } from './testing/forged-tickets.ts';
import { askRaw, knock } from './testing/knock.ts';
import { openRaw } from './testing/raw-socket.ts';
import { SHOP, startTestParty, type TestParty } from './testing/test-room.ts';
import { until } from './testing/until.ts';

/** An instance that nothing has reached for about 10 s is taken out of memory. */
const HIBERNATES_WITHIN_MS = 12_000;

let party: TestParty;
let at: Besieged;

beforeAll(async () => {
  party = await startTestParty();
  at = await besiege(party);
});

afterAll(async () => {
  at?.agent.stop();
  at?.customer.stop();
  await party?.stop();
});

const talk = (role: Header['role'], seq: number): Uint8Array =>
  Uint8Array.from([
    ...encodeHeader({
      ...{ kind: 'talk', role, seq, to: 0 },
      ...{ checkpoint: false, volatile: false, first: true, last: true },
    }),
    9,
  ]);

/** What the two who were there first have heard; somebody let in, or out, would be announced to both. */
const heardByVictims = (): string =>
  JSON.stringify([at.agent, at.customer].map(({ heard, frames, isOpen }) => [heard, frames.length, isOpen()]));

/** The session works, both ways. */
async function exchange(seq: number): Promise<void> {
  const before = [at.agent.frames.length, at.customer.frames.length];
  at.customer.say(talk('customer', seq));
  at.agent.say(talk('agent', seq));
  const acked = () =>
    [at.agent, at.customer].every(({ heard }) => heard.some((one) => one.type === 'ack' && one.seq === seq));
  await until('both heard each other', () => at.agent.frames.length === (before[0] ?? 0) + 1 && acked());
  expect(at.customer.frames).toHaveLength((before[1] ?? 0) + 1);
}

/** What the party has told the customer so far has arrived. */
async function hearEverything(): Promise<void> {
  const pongs = () => at.customer.heard.filter(({ type }) => type === 'pong').length;
  const before = pongs();
  at.customer.say({ type: 'ping' });
  await until('answered', () => pongs() > before);
}

const numbered = FORGED_ENTRIES.map((entry, index) => ({ ...entry, number: index + 1 }));

test('A1 A3 A4 A5: there are 64 forged entries, each of its own kind', () => {
  expect(FORGED_ENTRIES).toHaveLength(64);
  expect(new Set(FORGED_ENTRIES.map(({ what }) => what)).size).toBe(64);
});

test('control: the session goes on, and what the forgeries change is what keeps them out', async () => {
  await exchange(1);
  const path = `/parties/session/${at.sessionId}`;
  const before = heardByVictims();
  expect(await knock(party.party.url, { path, say: [hello({ ticket: goodTicket(at.ticketParts()) })] })).toBe(
    'welcome',
  );
  // Somebody was let in and left again: the victims' ears are good.
  await until('announced', () => heardByVictims() !== before);
  await until('gone', () => {
    const last = at.agent.heard.findLast((one) => one.type === 'participants');
    return last?.participants.some(({ name, online }) => name === 'Mallory' && !online) ?? false;
  });
  const mainPath = `/parties/room/${party.pass.roomId}/pass`;
  const authorization = `Bearer ${party.pass.passId}.${party.pass.secret}`;
  expect(await askRaw(party.party.url, { method: 'GET', path: mainPath, headers: { authorization } })).toBe('200');
});

describe('A1 A3 A4 A5: nobody is admitted, and the two in the session notice nothing', () => {
  test.each(numbered.filter(({ after }) => after === undefined))('$number: $what', async ({ attempt, answer }) => {
    const before = heardByVictims();
    expect(await attempt(at)).toBe(answer);
    expect(heardByVictims()).toBe(before);
  });

  test('the session still works', () => exchange(2));

  test.each(numbered.filter(({ after }) => after === 'hibernation'))('$number: $what', async ({ attempt, answer }) => {
    const asked = () => at.customer.heard.filter(({ type }) => type === 'checkpoint-wanted').length;
    const newcomer = async (): Promise<void> => {
      const socket = await openRaw(`${party.party.url}/parties/session/${at.sessionId}`);
      socket.say(hello({ ticket: goodTicket(at.ticketParts()) }));
      await until('let in', () => socket.heard.some(({ type }) => type === 'participants'));
      socket.stop();
    };
    // The page is asked for a checkpoint once; an instance that remembers this does not ask again.
    await newcomer();
    await hearEverything();
    const before = asked();
    await newcomer();
    await hearEverything();
    expect(asked()).toBe(before);
    await new Promise((resume) => setTimeout(resume, HIBERNATES_WITHIN_MS));
    expect(await attempt(at)).toBe(answer);
    await newcomer();
    await until('asked by an instance that knows nothing of it', () => asked() === before + 1);
    await exchange(3);
  });

  test.each(numbered.filter(({ after }) => after === 'restart'))('$number: $what', async ({ attempt, answer }) => {
    await party.crashAndRestart();
    expect(await attempt(at)).toBe(answer);
    // The two themselves come back, and it goes on.
    const back = async (resume: string, origin?: string) => {
      const socket = await openRaw(`${party.party.url}/parties/session/${at.sessionId}`, origin);
      socket.say(JSON.stringify({ ...(JSON.parse(hello({ resume })) as object), fresh: false, lastIndex: 6 }));
      await until('back', () => socket.heard.some(({ type }) => type === 'welcome'));
      return socket;
    };
    at.agent = await back(at.resume.agent);
    at.customer = await back(at.resume.customer, SHOP);
    await exchange(4);
  });
});
