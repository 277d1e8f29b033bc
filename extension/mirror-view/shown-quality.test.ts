import { expect, test } from 'vitest';
import { NOTHING_PROVEN, nextQuality } from './shown-quality.ts';

const NONE = new Map<never, number>();

test('the history has what changed, newest first, and no more than can be read', () => {
  let shown = NOTHING_PROVEN;
  for (let at = 1; at <= 9; at++) {
    shown = nextQuality(
      shown,
      { state: at % 2 === 1 ? 'exact' : 'repairing', repaired: 0, resent: 0, scrolledElsewhere: 0 },
      NONE,
      at,
    );
  }
  expect(shown.history.map((change) => change.at)).toEqual([9, 8, 7, 6, 5]);
  expect(shown.history[0]).toEqual({ type: 'state', at: 9, state: 'exact' });
});

test('a new page that has not said yet what it should be is no news', () => {
  const exact = nextQuality(NOTHING_PROVEN, { state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 }, NONE, 1);
  const next = nextQuality(exact, { state: 'unproven', repaired: 0, resent: 0, scrolledElsewhere: 0 }, NONE, 2);
  expect([next.state, next.history]).toEqual(['unproven', [{ type: 'state', at: 1, state: 'exact' }]]);
  expect(
    nextQuality(next, { state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 }, NONE, 3).history,
  ).toHaveLength(1);
});

test('what has not changed is the same object, what is missing counts', () => {
  const missing = new Map([['too-large', 2]] as const);
  const shown = nextQuality(
    NOTHING_PROVEN,
    { state: 'exact', repaired: 1, resent: 0, scrolledElsewhere: 0 },
    missing,
    1,
  );
  expect(
    nextQuality(shown, { state: 'exact', repaired: 1, resent: 0, scrolledElsewhere: 0 }, new Map(missing), 2),
  ).toBe(shown);
  expect(
    nextQuality(shown, { state: 'exact', repaired: 1, resent: 0, scrolledElsewhere: 0 }, NONE, 2).missing.size,
  ).toBe(0);
});

test('places that had changed unseen are told each time that some are found', () => {
  const exact = nextQuality(NOTHING_PROVEN, { state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 }, NONE, 1);
  const found = nextQuality(exact, { state: 'exact', repaired: 0, resent: 3, scrolledElsewhere: 0 }, NONE, 2);
  const again = nextQuality(found, { state: 'exact', repaired: 0, resent: 4, scrolledElsewhere: 0 }, NONE, 3);
  expect(again.history).toEqual([
    { type: 'resent', at: 3, places: 1 },
    { type: 'resent', at: 2, places: 3 },
    { type: 'state', at: 1, state: 'exact' },
  ]);
});

test('parts that are scrolled elsewhere are told when they come and when they go', () => {
  const quality = { state: 'exact', repaired: 0, resent: 0 } as const;
  const exact = nextQuality(NOTHING_PROVEN, { ...quality, scrolledElsewhere: 0 }, NONE, 1);
  const off = nextQuality(exact, { ...quality, scrolledElsewhere: 2 }, NONE, 2);
  const back = nextQuality(off, { ...quality, scrolledElsewhere: 0 }, NONE, 3);
  expect(back.history.slice(0, 2)).toEqual([
    { type: 'scrolled', at: 3, parts: 0 },
    { type: 'scrolled', at: 2, parts: 2 },
  ]);
});
