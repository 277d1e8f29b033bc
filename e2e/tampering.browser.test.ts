import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HEADER_BYTES } from '../shared/protocol/header.ts';
import { KINDS, type Kind } from '../shared/protocol/kinds.ts';
import { AGENT_SENTENCES, CUSTOMER_SENTENCES } from '../shared/protocol/sentences.ts';
import type { Customer } from './customer.ts';
import { type MeddledStage, openMeddledStage } from './meddled-stage.ts';
import type { Meddle } from './middle.ts';
import { waitFor } from './wait-for.ts';

const TOLD = { agent: AGENT_SENTENCES['not-authentic'], customer: CUSTOMER_SENTENCES['not-authentic'] };

let stage: MeddledStage;
let customer: Customer | undefined;

beforeAll(async () => {
  stage = await openMeddledStage();
});

afterAll(() => stage?.close());

afterEach(async () => {
  stage.middle.beHonest();
  if ((await stage.agent.screen()) === 'live') await stage.agent.end();
  await customer?.page.browserContext().close();
  customer = undefined;
});

/** What a party can do to frames of one kind that it relays. Each is made when the session is live and honest so far. */
const WAYS: Record<string, (kind: Kind) => Meddle> = {
  'changes a bit': (kind) => only(kind, (frame) => [withBitTurned(frame)]),
  'delivers twice': (kind) => only(kind, (frame) => [frame, frame]),
  'delivers an earlier one in its place': (kind) => {
    let earlier: Buffer | undefined;
    return only(kind, (frame) => {
      earlier ??= Buffer.from(frame);
      return [earlier];
    });
  },
  'turns the order around': (kind) => {
    let held: Buffer | undefined;
    return only(kind, (frame) => {
      if (held) return [frame, held];
      held = Buffer.from(frame);
      return [];
    });
  },
  'delivers one of another session': (kind) => {
    const foreign = kept.get(kind);
    if (!foreign) throw new Error('no session before');
    return only(kind, (frame) => [Buffer.concat([frame.subarray(0, HEADER_BYTES), foreign.subarray(HEADER_BYTES)])]);
  },
  'holds one back': (kind) => {
    let dropped = 0;
    return only(kind, (frame) => (dropped++ === 0 ? [] : [frame]));
  },
  'holds all back from then on': (kind) => only(kind, () => []),
};

/** Frames of the session that was honest, for swapping. */
const kept = new Map<Kind, Buffer>();

/** What the customer does, so that something is on its way to the agent. */
async function change(count: number): Promise<void> {
  await customer?.page.evaluate((number) => {
    document.title = `after ${number}`;
  }, count);
}

/** What the agent does, so that something is on its way to the customer. */
async function point(count: number): Promise<void> {
  if ((await stage.agent.screen()) === 'live') await stage.agent.pointAt(count % 2 === 0 ? 'h1' : 'header a');
}

async function untilBothAreTold(act: (count: number) => Promise<void>): Promise<void> {
  const page = customer ?? expect.unreachable();
  let count = 0;
  // The customer's note leaves by itself: it is looked for all the time.
  let isCustomerTold = false;
  await waitFor(
    'both ends to be told',
    async () => {
      // The panel may change under the mouse.
      await act(++count).catch(async (fault: unknown) => {
        if ((await stage.agent.screen()) === 'live') throw fault;
      });
      isCustomerTold ||= (await page.widgetText()).includes(TOLD.customer);
      return isCustomerTold && (await stage.agent.text()).includes(TOLD.agent);
    },
    { timeoutMs: 60_000 },
  );
  expect(await stage.agent.screen()).toBe('ended');
}

test('control: through an honest party nobody is told of anything, and what is said arrives', async () => {
  customer = await stage.goLive();
  const { meddle } = stage.middle;
  meddle.toAgents = only('patch', (frame) => {
    kept.set('patch', Buffer.from(frame));
    return [frame];
  });
  meddle.toPages = only('pointer', (frame) => {
    kept.set('pointer', Buffer.from(frame));
    return [frame];
  });
  for (let count = 1; kept.size < 2; count++) {
    await change(count);
    await point(count);
    await waitFor('a frame each', () => Promise.resolve(kept.size === 2), { timeoutMs: 1_000 }).catch(() => undefined);
  }
  await waitFor('the title', async () => (await stage.agent.text()).includes('after'));
  const page = customer;
  await waitFor('the pointer', async () => page.agentPointer('Ana'));
  expect(await stage.agent.text()).not.toContain(TOLD.agent);
  expect(await customer.widgetText()).not.toContain(TOLD.customer);
});

describe('K5 K8: a party that tampers with what the page says: both ends are told, and nothing of it is shown', () => {
  test.each(Object.keys(WAYS))('%s', async (way) => {
    customer = await stage.goLive();
    stage.middle.meddle.toAgents = WAYS[way]?.('patch') ?? expect.unreachable();
    await untilBothAreTold(change);
    // "Last page" is what the panel knew last: never more than what was genuine before.
    const shown = (await stage.agent.text()).match(/after \d+/)?.[0];
    const genuine = way === 'delivers twice' || way === 'delivers an earlier one in its place' ? ['after 1'] : [];
    expect([undefined, ...genuine]).toContain(shown);
  });
});

describe('K5: a party that tampers with what the agent says: both ends are told', () => {
  const ofVolatile = Object.keys(WAYS).filter((way) => !way.startsWith('holds'));
  test.each(ofVolatile)('%s', async (way) => {
    customer = await stage.goLive();
    stage.middle.meddle.toPages = WAYS[way]?.('pointer') ?? expect.unreachable();
    await untilBothAreTold(point);
  });
});

function only(kind: Kind, change: Meddle): Meddle {
  return (frame) => (frame[1] === KINDS[kind].code ? change(frame) : [frame]);
}

/** In the middle of what is sealed. */
function withBitTurned(frame: Buffer): Buffer {
  const copy = Buffer.from(frame);
  const at = HEADER_BYTES + 40;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
