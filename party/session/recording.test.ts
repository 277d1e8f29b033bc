import { describe, expect, test } from 'vitest';
import { frame, hello, type LabSocket, SessionLab } from '../testing/session-lab.ts';
import { decodeSegment } from './segment.ts';

const KEY = 'wrapped';
const asking = (): Promise<SessionLab> => labThat('asking');

async function labThat(recording: 'off' | 'asking' | 'on'): Promise<SessionLab> {
  const blank = await SessionLab.open();
  const { terms, recorded } = blank.meta;
  return SessionLab.open({ terms: { ...terms, recording }, recorded: recording === 'on' ? recorded : null });
}

const patch = (seq: number): Uint8Array => frame({ kind: 'patch', role: 'customer', seq });
const snapshot = (seq: number): Uint8Array => frame({ kind: 'snapshot', role: 'customer', seq });
const standings = ({ heard }: LabSocket): string[] =>
  heard.flatMap((message) => (message.type === 'recording' ? [message.standing] : []));
const wanted = ({ heard }: LabSocket): number => heard.filter(({ type }) => type === 'checkpoint-wanted').length;

/** Numbers that senders gave to the frames that a power cut would leave. */
function storedSeqs(lab: SessionLab): number[] {
  const segments = [...lab.store.afterPowerCut()].filter(([key]) => key.startsWith('log/')).sort();
  return segments.flatMap(([key, bytes]) =>
    decodeSegment(bytes as Uint8Array, Number(key.slice(4))).map((entry) => entry.frame.at(-1) ?? 0),
  );
}

describe('A13: the customer decides about the recording', () => {
  test('A13: yes: what comes after it is kept, and nothing before it; both ends are told', async () => {
    const lab = await asking();
    const { agent, customer } = await lab.meet();
    for (const seq of [1, 2]) await customer.give(snapshot(seq));
    await customer.say({ type: 'record', wanted: true });
    for (const seq of [3, 4]) await customer.give(patch(seq));
    expect([standings(agent), standings(customer)]).toEqual([['on'], ['on']]);
    expect((await lab.enter('agent')).welcome().terms.recording).toBe('on');
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    expect(storedSeqs(lab)).toEqual([3, 4]);
    const { sizeBytes, keptUntil, recordingSaid } = lab.session.facts() ?? {};
    expect([Number(sizeBytes) > 0, keptUntil]).toEqual([true, lab.now + lab.meta.keepMs]);
    expect(recordingSaid).toEqual([{ standing: 'on', at: lab.now }]);
    expect(lab.told).toEqual(['joined', 'recording', 'over']);
  });

  test.each(['asking', 'off'] as const)(
    'A13: without a yes (%s) nothing of a session is left after it',
    async (recording) => {
      const lab = await labThat(recording);
      const { agent, customer } = await lab.meet();
      await customer.give(snapshot(1));
      expect(storedSeqs(lab)).toEqual([1]);
      await lab.session.recording.keepKey(KEY);
      await agent.say({ type: 'end', reason: 'ended-by-agent' });
      expect([storedSeqs(lab), lab.session.facts()?.keptUntil]).toEqual([[], null]);
      expect([...lab.store.afterPowerCut().keys()]).not.toContain('recording-key');
      // Control: a recorded one is left.
      const control = await labThat('on');
      const others = await control.meet();
      await others.customer.give(snapshot(1));
      await others.agent.say({ type: 'end', reason: 'ended-by-agent' });
      expect(storedSeqs(control)).toEqual([1]);
    },
  );

  test.each(['asking', 'on'] as const)(
    'A13: a no (%s) is the last word: a yes after it is refused',
    async (recording) => {
      const lab = await labThat(recording);
      const { agent, customer } = await lab.meet();
      await customer.give(snapshot(1));
      await customer.say({ type: 'record', wanted: false });
      await customer.say({ type: 'record', wanted: false });
      expect(standings(agent)).toEqual([recording === 'on' ? 'stopped' : 'declined']);
      await customer.give(patch(2));
      await customer.say({ type: 'record', wanted: true });
      expect(customer.closedFor).toBe('message-invalid');
      await lab.hibernate();
      await agent.say({ type: 'end', reason: 'ended-by-agent' });
      // What was kept until then stays.
      expect(storedSeqs(lab)).toEqual(recording === 'on' ? [1] : []);
      expect(lab.session.facts()?.recordingSaid).toHaveLength(1);
    },
  );

  test('A13: a room that records nothing takes no yes', async () => {
    const lab = await labThat('off');
    const { agent, customer } = await lab.meet();
    await customer.say({ type: 'record', wanted: false });
    expect([customer.closedFor, standings(agent)]).toEqual([undefined, []]);
    await customer.say({ type: 'record', wanted: true });
    expect([customer.closedFor, standings(agent)]).toEqual(['message-invalid', []]);
  });

  test.each([
    ['an agent', 'agent', 'message-invalid'],
    ['a supervisor', 'supervisor', 'message-invalid'],
    ['a customer who is not admitted', 'stranger', 'refused'],
    ['somebody who has not said hello', 'silent', 'refused'],
    ['the customer', 'customer', undefined],
  ] as const)('A13: the word of %s', async (_who, who, reason) => {
    const lab = await asking();
    const stranger = await lab.enter('customer');
    const agent = await lab.enter('agent');
    const supervisor = await lab.enter('agent', undefined, true);
    const silent = await lab.connect();
    const customer = await lab.enter('customer');
    if (who !== 'stranger') await agent.say({ type: 'admit', participant: customer.welcome().self });
    const speaker = { agent, supervisor, stranger, silent, customer }[who];
    await speaker.say({ type: 'record', wanted: true });
    expect(speaker.closedFor).toBe(reason);
    // The control run is the customer's.
    expect(standings(customer)).toEqual(who === 'customer' ? ['on'] : []);
  });

  test('A13: an agent cannot turn on what the customer has turned off', async () => {
    const lab = await asking();
    const { agent, customer } = await lab.meet();
    await customer.say({ type: 'record', wanted: false });
    await agent.say({ type: 'record', wanted: true });
    expect([agent.closedFor, standings(customer)]).toEqual(['message-invalid', ['declined']]);
    await customer.give(snapshot(1));
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    expect(storedSeqs(lab)).toEqual([]);
  });

  test('A13: a recording begins with a picture: a page that is shown already is asked for one', async () => {
    const lab = await asking();
    const { customer } = await lab.meet();
    await customer.say({ type: 'record', wanted: true });
    expect(wanted(customer)).toBe(0);
    const late = await asking();
    const met = await late.meet();
    await met.customer.give(snapshot(1));
    const before = wanted(met.customer);
    await met.customer.say({ type: 'record', wanted: true });
    expect(wanted(met.customer)).toBe(before + 1);
  });

  test('A13: a frame that arrives behind the word is recorded by it, however busy the session is', async () => {
    const lab = await asking();
    const { agent, customer } = await lab.meet();
    const newcomer = await lab.connect();
    // All at once, as a socket brings them: while a hello waits for storage.
    await Promise.all([
      newcomer.say(hello({ ticket: await lab.ticket('agent') })),
      customer.give(patch(1)),
      customer.say({ type: 'record', wanted: true }),
      customer.give(snapshot(2)),
      customer.say({ type: 'record', wanted: false }),
      customer.give(patch(3)),
    ]);
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    expect(storedSeqs(lab)).toEqual([2]);
  });

  test('A13: a party that loses power while it clears up goes on with it', async () => {
    const lab = await asking();
    const { agent, customer } = await lab.meet();
    await customer.give(snapshot(1));
    let cut: Map<string, unknown> | undefined;
    const { store } = lab;
    const { list } = store;
    store.list = (range) => {
      cut ??= store.afterPowerCut();
      return list.call(store, range) as never;
    };
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    store.list = list;
    expect(storedSeqs(lab)).toEqual([]);
    store.put(Object.fromEntries(cut ?? []));
    await store.sync();
    expect(storedSeqs(lab)).toEqual([1]);
    await lab.hibernate();
    await lab.session.onAlarm();
    expect(storedSeqs(lab)).toEqual([]);
  });
});

describe('K10: the key of a session whose customer is asked', () => {
  test('K10: none is kept before the yes; then the first one, and it stays when the recording is stopped', async () => {
    const lab = await asking();
    const { customer } = await lab.meet();
    await lab.session.recording.keepKey('before');
    await customer.say({ type: 'record', wanted: true });
    await lab.session.recording.keepKey(KEY);
    await lab.session.recording.keepKey('second');
    await customer.say({ type: 'record', wanted: false });
    await lab.session.recording.keepKey('third');
    expect(await lab.session.recording.key()).toBeUndefined();
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    expect(await lab.session.recording.key()).toBe(KEY);
  });
});

test('A10: a session of the version before goes on as it was: recorded from its beginning, or not at all', async () => {
  for (const isRecorded of [true, false]) {
    const lab = await SessionLab.open();
    const { customer, agent } = await lab.meet();
    await customer.give(snapshot(1));
    const stored = lab.store.afterPowerCut().get('meta') as typeof lab.meta;
    const { recorded: _run, recordingSaid: _said, trimmed: _trimmed, terms, ...first } = stored;
    const { recording: _standing, ...before } = terms;
    lab.store.put({ meta: { ...first, terms: before, isRecorded } });
    await lab.hibernate();
    expect((await lab.enter('agent')).welcome().terms.recording).toBe(isRecorded ? 'on' : 'off');
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    expect(storedSeqs(lab)).toEqual(isRecorded ? [1] : []);
  }
});
