import { expect, test, vi } from 'vitest';
import { randomOctets } from '../crypto/octets.ts';
import { FIRST_START } from '../crypto/session-seal.ts';
import type { Role } from '../protocol/kinds.ts';
import { flipped, type Meddle, Middle, type MiddledEnd } from './testing/middle.ts';

const KEY = randomOctets(32);
const CANARY = 'canary-7f3a';
const other = (role: Role): Role => (role === 'agent' ? 'customer' : 'agent');

/** A session on a party that does `meddle` to what `sender` says. */
function session(sender: Role, key: typeof KEY | null = KEY) {
  const middle = new Middle();
  const ends: Record<Role, MiddledEnd> = {
    agent: middle.open('agent', key, FIRST_START),
    customer: middle.open('customer', key, FIRST_START),
  };
  const [from, to] = [ends[sender], ends[other(sender)]];
  return { middle, from, to, ends };
}

async function until(what: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(what()).toBe(true), { timeout: 5_000, interval: 5 });
}

/** Says `count` things; every one is on its way before the next. */
async function sayAll({ middle, from }: ReturnType<typeof session>, count: number, first = 1): Promise<void> {
  for (let at = first; at < first + count; at++) {
    const before = middle.seen.length;
    from.say(`${CANARY} ${at}`, from.role === 'customer' && at === 1 ? 'snapshot' : 'talk');
    await until(() => middle.seen.length > before);
  }
}

const said = (...numbers: number[]) => numbers.map((number) => `${CANARY} ${number}`);
const isThird = ({ header }: Parameters<Meddle>[0]) => !header.volatile && header.seq === 3;

/** By kind of meddling: what the party does, from when on it is known, and what was delivered before. */
const MEDDLING: [string, (it: ReturnType<typeof session>) => Meddle][] = [
  ['changes the first byte of a body', () => (one) => [isThird(one) ? flipped(one.frame, 0) : one.frame]],
  ['changes a byte in the middle', () => (one) => [isThird(one) ? flipped(one.frame, 20) : one.frame]],
  ['changes the last byte', () => (one) => [isThird(one) ? flipped(one.frame, -1) : one.frame]],
  ['cuts a body off', () => (one) => [isThird(one) ? one.frame.slice(0, -9) : one.frame]],
  ['empties a body', () => (one) => [isThird(one) ? one.frame.slice(0, 10) : one.frame]],
  ['gives a frame another number', () => (one) => [isThird(one) ? withSeq(one.frame, 4) : one.frame]],
  ['drops a frame', () => (one) => (isThird(one) ? [] : [one.frame])],
  ['delivers a frame twice', () => (one) => (isThird(one) ? [one.frame, one.frame] : [one.frame])],
  [
    'replays an earlier one',
    ({ middle }) =>
      (one) => {
        const first = middle.seen.find(({ from, header }) => from === one.from && header.seq === 2 && !header.volatile);
        return isThird(one) && first ? [first.frame] : [one.frame];
      },
  ],
  [
    'turns the order around',
    () => {
      let held: Uint8Array | undefined;
      return (one) => {
        if (isThird(one)) held = one.frame;
        else if (held) return [one.frame, held];
        return isThird(one) ? [] : [one.frame];
      };
    },
  ],
  [
    'delivers a frame of another session',
    ({ from }) => {
      const elsewhere = session(from.role, randomOctets(32));
      void sayAll(elsewhere, 3);
      return (one) => {
        const foreign = elsewhere.middle.seen.find((seen) => seen.from === one.from && isThird(seen));
        return [isThird(one) ? (foreign?.frame ?? one.frame.subarray(0, 10)) : one.frame];
      };
    },
  ],
  [
    "sends an end's own frame back to it",
    ({ middle, to }) => {
      to.say('my own word', to.role === 'customer' ? 'snapshot' : 'talk');
      return (one) => {
        const own = middle.seen.find((seen) => seen.from === to.role && !seen.header.volatile);
        return [isThird(one) ? asFrom(one.from, own?.frame ?? one.frame, 3) : one.frame];
      };
    },
  ],
];

const ROLES: Role[] = ['customer', 'agent'];

test.each(ROLES.flatMap((role) => MEDDLING.map(([what, make]) => [what, role, make] as const)))(
  'K5: a party that %s, said by the %s: nothing of it is delivered, the link says why to the party, and closes',
  async (_what, role, make) => {
    const it = session(role);
    it.middle.meddle = keepOther(role, make(it));
    await sayAll(it, 4);
    await until(() => it.to.closedFor !== undefined);
    expect(it.to.closedFor).toBe('not-authentic');
    // So that the other end is told by an honest party, or one that only loses bytes.
    expect(it.to.controls.at(-1)).toEqual({ type: 'end', reason: 'not-authentic' });
    expect(it.to.controls.filter(({ type }) => type === 'end')).toHaveLength(1);
    const delivered = it.to.bodies;
    expect([said(1, 2), said(1, 2, 3)]).toContainEqual(delivered);
    await sayAll(it, 2, 5);
    expect(it.to.bodies).toEqual(delivered);
  },
);

test.each(ROLES)('K5 K2: control: an honest party is not suspected (the %s speaks)', async (role) => {
  const it = session(role);
  await sayAll(it, 6);
  for (const end of [it.from, it.to]) end.pulse();
  await until(() => it.to.bodies.length === 6);
  expect([it.to.bodies, it.to.closedFor, it.from.closedFor]).toEqual([said(1, 2, 3, 4, 5, 6), undefined, undefined]);
});

test.each(ROLES)('K8: what a party holds back from the end of what the %s said is missed', async (role) => {
  const it = session(role);
  it.middle.meddle = (one) => (one.from === role && !one.header.volatile && one.header.seq > 3 ? [] : [one.frame]);
  await sayAll(it, 5);
  await until(() => it.to.bodies.length === 3);
  it.from.pulse();
  await until(() => it.to.closedFor !== undefined);
  expect([it.to.closedFor, it.to.bodies]).toEqual(['not-authentic', said(1, 2, 3)]);
});

test('K8: an end knows that the other one hears it now; from a recording it does not', async () => {
  const it = session('customer');
  await sayAll(it, 1);
  // Each says which start of the other it has heard: the later pulses answer the earlier ones.
  await until(() => {
    for (const end of [it.to, it.from]) end.pulse();
    return it.to.present.includes('2');
  });
  // The same bytes for an agent who comes later.
  const recording = it.middle.seen.filter(({ from }) => from === 'customer').map(({ frame }) => frame);
  const later = new Middle();
  const agent = later.open('agent', KEY, { generation: 2, lanes: [] });
  for (const frame of recording) later.give(agent, frame);
  await until(() => agent.bodies.length === 1);
  expect([agent.present, agent.closedFor]).toEqual([[], undefined]);
});

test('K5 D3: what comes again on a new connection is told once, and nothing is suspected', async () => {
  const it = session('customer');
  await sayAll(it, 3);
  await until(() => it.to.bodies.length === 3);
  it.to.events?.onClose(1006);
  it.middle.welcome(it.to);
  for (const { frame, from, header } of [...it.middle.seen]) {
    if (from === 'customer' && !header.volatile) it.middle.give(it.to, frame);
  }
  await sayAll(it, 1, 4);
  await until(() => it.to.bodies.length === 4);
  expect([it.to.bodies, it.to.closedFor]).toEqual([said(1, 2, 3, 4), undefined]);
});

test('K1 K7: the party sees nothing of what is said; control: without a key it does', async () => {
  const words = (it: ReturnType<typeof session>) =>
    it.middle.seen.map(({ frame }) => Buffer.from(frame).toString('latin1')).join();
  const sealed = session('customer');
  await sayAll(sealed, 3);
  expect(words(sealed)).not.toContain(CANARY);
  const open = session('customer', null);
  await sayAll(open, 3);
  expect(words(open)).toContain(CANARY);
  await until(() => open.to.bodies.length === 3);
});

/** Only what one end says is meddled with. */
function keepOther(role: Role, meddle: Meddle): Meddle {
  return (one) => (one.from === role ? meddle(one) : [one.frame]);
}

function withSeq(frame: Uint8Array, seq: number): Uint8Array {
  const changed = frame.slice();
  new DataView(changed.buffer).setUint32(4, seq);
  return changed;
}

/** The frame with a header that fits where it is to go. */
function asFrom(role: Role, frame: Uint8Array, seq: number): Uint8Array {
  const changed = withSeq(frame, seq);
  changed[3] = role === 'customer' ? 1 : 2;
  // `talk`, whatever it was.
  changed[1] = 5;
  return changed;
}
