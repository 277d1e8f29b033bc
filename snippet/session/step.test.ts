import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CoviewState } from '../api/coview.ts';
import type { SessionEffect, SessionInput } from './session-input.ts';
import { step } from './step.ts';

const who = {
  agentName: 'Ana',
  roomName: 'Shop',
  fingerprint: 'bamok tidar fusan',
  asksIn: null,
  recording: 'off',
} as const;
const CODE = 'K7M4-QX2P';

/** State and effects after these inputs, from idle. */
function after(...inputs: SessionInput[]): { state: CoviewState; effects: SessionEffect[] } {
  let state: CoviewState = { type: 'idle' };
  const effects: SessionEffect[] = [];
  for (const input of inputs) {
    const [next, ...wanted] = step(state, input);
    state = next;
    effects.push(...wanted);
  }
  return { state, effects };
}

const toProving: SessionInput[] = [
  { type: 'open' },
  { type: 'join', code: CODE },
  { type: 'found' },
  { type: 'online' },
  { type: 'agent-came' },
];
const toConsent: SessionInput[] = [...toProving, { type: 'introduced', ...who }];
const toLive: SessionInput[] = [...toConsent, { type: 'consent', granted: true, record: false }];

test('a code that is right leads to the question, and yes to the live page', () => {
  expect(after(...toProving).effects).toEqual([{ type: 'join', locator: 'K7', secret: 'M4QX2P' }, { type: 'prove' }]);
  expect(after(...toConsent).state).toEqual({ type: 'asking-consent', ...who });
  const live = after(...toLive);
  expect(live.state).toEqual({ type: 'live', ...who });
  expect(live.effects.slice(2)).toEqual([
    { type: 'tell-consent', granted: true },
    { type: 'start-capture' },
    { type: 'save' },
  ]);
});

test.each([true, false])(
  'A13: what the customer has answered about the recording (%s) is said before anything of the page',
  (record) => {
    const asked: SessionInput[] = [...toProving, { type: 'introduced', ...who, recording: 'asking' }];
    const live = after(...asked, { type: 'consent', granted: true, record });
    expect(live.effects.slice(2)).toEqual([
      { type: 'tell-recording', wanted: record },
      { type: 'tell-consent', granted: true },
      { type: 'start-capture' },
      { type: 'save' },
    ]);
    // Where the room does not ask, nothing is said, whatever the card sends; nor by who does not share the page.
    for (const recording of ['off', 'on'] as const) {
      const other = after(
        ...toProving,
        { type: 'introduced', ...who, recording },
        { type: 'consent', granted: true, record },
      );
      expect(other.effects.map(({ type }) => type)).not.toContain('tell-recording');
    }
    expect(after(...asked, { type: 'consent', granted: false, record }).effects.map(({ type }) => type)).not.toContain(
      'tell-recording',
    );
  },
);

test('A13: the recording is stopped once, while it goes on, and sharing with it does not stop', () => {
  const recorded: SessionInput[] = [...toLive, { type: 'recording', standing: 'on' }];
  const { state, effects } = after(...recorded, { type: 'stop-recording' }, { type: 'stop-recording' });
  expect(state).toEqual({ type: 'live', ...who, recording: 'stopped' });
  expect(effects.filter(({ type }) => type === 'tell-recording')).toEqual([{ type: 'tell-recording', wanted: false }]);
  expect(effects.map(({ type }) => type)).not.toContain('stop-capture');
  expect(after(...toLive, { type: 'stop-recording' }).effects.map(({ type }) => type)).not.toContain('tell-recording');
});

test('a malformed code asks nobody', () => {
  const { state, effects } = after({ type: 'open' }, { type: 'join', code: 'K7M4-QX' });
  expect(state).toMatchObject({ type: 'entering-code', error: 'code-malformed' });
  expect(effects).toEqual([{ type: 'drop-link' }, { type: 'report', error: 'code-malformed' }]);
});

test('a wrong code goes back to the field with the attempts that are left', () => {
  const wrong = after(...toProving, { type: 'refused', attemptsLeft: 2 });
  expect(wrong.state).toMatchObject({ type: 'entering-code', error: 'code-wrong', attemptsLeft: 2 });
  expect(wrong.effects).toContainEqual({ type: 'drop-link' });
  const burnt = after(...toProving, { type: 'refused', attemptsLeft: 0 });
  expect(burnt.state).toMatchObject({ type: 'entering-code', error: 'code-used-up', attemptsLeft: null });
});

test('an agent who comes back is proven to again', () => {
  expect(after(...toProving, { type: 'agent-came' }).effects.at(-1)).toEqual({ type: 'prove' });
});

test('not now ends it before anything was captured', () => {
  const { state, effects } = after(...toConsent, { type: 'consent', granted: false, record: false });
  expect(state).toMatchObject({ type: 'ended', reason: 'declined' });
  expect(effects.slice(2)).toEqual([
    { type: 'tell-consent', granted: false },
    { type: 'forget' },
    { type: 'end', reason: 'declined' },
  ]);
});

test('pause stops the capture and tells the agent; resume begins anew', () => {
  const paused = after(...toLive, { type: 'pause' });
  expect(paused.state.type).toBe('paused');
  expect(paused.effects.slice(-3)).toEqual([
    { type: 'stop-capture' },
    { type: 'tell-paused', paused: true },
    { type: 'save' },
  ]);
  const resumed = after(...toLive, { type: 'pause' }, { type: 'resume' });
  expect(resumed.state.type).toBe('live');
  expect(resumed.effects.slice(-3)).toEqual([
    { type: 'tell-paused', paused: false },
    { type: 'start-capture' },
    { type: 'save' },
  ]);
});

test('a lost connection comes back to what it was', () => {
  const lost: SessionInput = { type: 'offline', sinceAt: 7 };
  expect(after(...toLive, lost).state).toEqual({ type: 'reconnecting', ...who, paused: false, sinceAt: 7 });
  expect(after(...toLive, lost, { type: 'online' }).state.type).toBe('live');
  expect(after(...toLive, { type: 'pause' }, lost, { type: 'online' }).state.type).toBe('paused');
  expect(after(...toLive, lost, { type: 'pause' }, { type: 'online' }).state.type).toBe('paused');
});

test('a session of the page before goes on without being asked again', () => {
  const restored = after({ type: 'restore', ...who, paused: false, nowAt: 7 }, { type: 'online' });
  expect(restored.state).toEqual({ type: 'live', ...who });
  expect(restored.effects).toEqual([{ type: 'start-capture' }, { type: 'save' }]);
  const paused = after({ type: 'restore', ...who, paused: true, nowAt: 7 }, { type: 'online' });
  expect(paused.state.type).toBe('paused');
  expect(paused.effects).toEqual([{ type: 'save' }]);
});

test('K9: another agent is let in by the customer alone, and while nothing is shared nobody can ask', () => {
  const asks: SessionInput = { type: 'asks-in', agentName: 'Bo' };
  const yes: SessionInput = { type: 'let-in', granted: true };
  expect(after(...toConsent, asks, yes).effects).not.toContainEqual({ type: 'answer-asking', granted: true });
  expect(after(...toLive, asks).state).toMatchObject({ type: 'live', agentName: 'Ana', asksIn: 'Bo' });
  expect(after(...toLive, asks).effects).toEqual(after(...toLive).effects);
  const letIn = after(...toLive, asks, yes);
  expect(letIn.state).toMatchObject({ agentName: 'Ana and Bo', asksIn: null });
  expect(letIn.effects.slice(-2)).toEqual([{ type: 'answer-asking', granted: true }, { type: 'save' }]);
  const not = after(...toLive, asks, { type: 'let-in', granted: false });
  expect(not.state).toMatchObject({ agentName: 'Ana', asksIn: null });
  expect(not.effects).toContainEqual({ type: 'answer-asking', granted: false });
  expect(after(...toLive, yes).effects).toEqual(after(...toLive).effects);
});

test('a late agent gets a checkpoint only while the page is shared', () => {
  const wanted: SessionInput = { type: 'checkpoint-wanted' };
  expect(after(...toLive, wanted).effects.at(-1)).toEqual({ type: 'take-checkpoint' });
  expect(after(...toLive, { type: 'pause' }, wanted).effects).not.toContainEqual({ type: 'take-checkpoint' });
  expect(after(...toConsent, wanted).effects).not.toContainEqual({ type: 'take-checkpoint' });
});

const anyInput: fc.Arbitrary<SessionInput> = fc.oneof(
  fc.constantFrom<SessionInput>(
    { type: 'open' },
    { type: 'join', code: CODE },
    { type: 'join', code: '?' },
    { type: 'found' },
    { type: 'join-failed', error: 'party-unreachable' },
    { type: 'online' },
    { type: 'offline', sinceAt: 1 },
    { type: 'closed', reason: 'ended-by-agent' },
    { type: 'agent-came' },
    { type: 'refused', attemptsLeft: 1 },
    { type: 'introduced', ...who },
    { type: 'consent', granted: true, record: false },
    { type: 'consent', granted: false, record: false },
    { type: 'pause' },
    { type: 'resume' },
    { type: 'end' },
    { type: 'checkpoint-wanted' },
    { type: 'capture-failed' },
    { type: 'dismiss' },
  ),
);

test('whatever happens, nothing is captured without a yes, and nothing after a no, a pause or the end', () => {
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
      let state: CoviewState = { type: 'idle' };
      let agreed = false;
      let capturing = false;
      for (const input of inputs) {
        if (state.type === 'asking-consent' && input.type === 'consent') agreed = input.granted;
        const [next, ...wanted] = step(state, input);
        for (const effect of wanted) {
          if (effect.type === 'start-capture') {
            expect(agreed).toBe(true);
            capturing = true;
          }
          if (effect.type === 'stop-capture') capturing = false;
          if (effect.type === 'take-checkpoint') expect(capturing).toBe(true);
        }
        state = next;
        if (state.type === 'paused') expect(capturing).toBe(false);
        if (state.type === 'live') expect(capturing).toBe(true);
        if (!['live', 'paused', 'reconnecting'].includes(state.type)) {
          expect(capturing).toBe(false);
          agreed = false;
        }
      }
    }),
    { numRuns: 2_000, verbose: 1 },
  );
});
