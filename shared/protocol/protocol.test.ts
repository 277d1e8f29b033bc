import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientControl } from './client-control.ts';
import { CLOSE_CODES, type CloseReason, mayReconnectAfter, reasonOfCode } from './close.ts';
import { decodeHeader, encodeHeader, HEADER_BYTES, type Header } from './header.ts';
import { HTTP_FAULTS } from './http-fault.ts';
import { formatJoinCode, generateSecret, parseJoinCode } from './join-code.ts';
import { KIND_NAMES, KINDS, kindOfCode, maySend } from './kinds.ts';
import * as limits from './limits.ts';
import { parsePartyControl } from './party-control.ts';
import { decodeRelay, encodeRelay } from './relay.ts';
import { AGENT_SENTENCES, CUSTOMER_SENTENCES } from './sentences.ts';

const document = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');

/** The rows below a table's head, by the names of the head's columns. */
function table(head: string): Map<string, string>[] {
  const lines = document.split('\n');
  const at = lines.indexOf(head);
  expect(at, `a table "${head}"`).toBeGreaterThan(0);
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/[`*]/g, ''));
  const names = cells(head);
  const end = lines.findIndex((line, index) => index > at && line === '');
  return lines
    .slice(at + 2, end)
    .map((line) => new Map(cells(line).map((cell, column) => [names[column] ?? '', cell])));
}

const kind = fc.constantFrom(...KIND_NAMES);
const header: fc.Arbitrary<Header> = fc
  .record({
    kind,
    checkpoint: fc.boolean(),
    volatile: fc.constant(false),
    first: fc.boolean(),
    last: fc.boolean(),
    role: fc.constantFrom('customer' as const, 'agent' as const),
    seq: fc.integer({ min: 1, max: 0xffff_ffff }),
    to: fc.integer({ min: 0, max: 0xffff }),
  })
  .map((one) => {
    const volatile = !KINDS[one.kind].durable;
    const whole = volatile ? { first: true, last: true } : {};
    return {
      ...one,
      ...whole,
      volatile,
      to: volatile ? one.to : 0,
      checkpoint: one.checkpoint && one.kind === 'snapshot',
    };
  });

const GOLDEN: Header = {
  kind: 'snapshot',
  checkpoint: true,
  volatile: false,
  first: true,
  last: false,
  role: 'customer',
  seq: 0x01020304,
  to: 0,
};

describe('header', () => {
  test('H1: any other version is refused before the rest is read', () => {
    const bytes = encodeHeader(GOLDEN);
    expect(bytes[0]).toBe(limits.PROTOCOL_VERSION);
    for (const version of [0, limits.PROTOCOL_VERSION + 1, 255]) {
      const other = Uint8Array.from([version, ...bytes.subarray(1)]).fill(255, 1);
      expect(decodeHeader(other)).toEqual({ ok: false, fault: 'protocol-unsupported' });
    }
  });

  test('H2: golden bytes, and decode is the inverse of encode', () => {
    expect([...encodeHeader(GOLDEN)]).toEqual([1, 1, 1 | 4, 1, 1, 2, 3, 4, 0, 0]);
    fc.assert(
      fc.property(header, (one) => {
        expect(decodeHeader(encodeHeader(one))).toEqual({ ok: true, header: one });
      }),
    );
  });

  test('H3: whatever ten bytes say that no header says is refused', () => {
    const known = encodeHeader(GOLDEN);
    const wrong: [string, number, number][] = [
      ['kind', 1, 99],
      ['flag', 2, 16],
      ['volatile snapshot', 2, 2 | 4 | 8],
      ['role', 3, 3],
      ['durable for one', 9, 1],
    ];
    for (const [what, at, value] of wrong) {
      const bytes = known.slice();
      bytes[at] = value;
      expect([what, decodeHeader(bytes)]).toEqual([what, { ok: false, fault: 'message-invalid' }]);
    }
    const unnumbered = known.slice().fill(0, 4, 8);
    expect(decodeHeader(unnumbered).ok).toBe(false);
    const brokenPointer = encodeHeader({ ...GOLDEN, kind: 'pointer', checkpoint: false, volatile: true });
    expect(decodeHeader(brokenPointer).ok).toBe(false);
    const wrongCheckpoint = encodeHeader({ ...GOLDEN, kind: 'patch' });
    expect(decodeHeader(wrongCheckpoint).ok).toBe(false);
    for (let length = 0; length < HEADER_BYTES; length++)
      expect(decodeHeader(known.subarray(0, length)).ok).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: HEADER_BYTES, maxLength: HEADER_BYTES }), (bytes) => {
        bytes[0] = limits.PROTOCOL_VERSION;
        const decoded = decodeHeader(bytes);
        if (decoded.ok) expect(encodeHeader(decoded.header)).toEqual(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  test('H4: golden bytes of the relay prefix, and back', () => {
    const prefix = { index: 0x01020304, storedIndex: 0x05060708, sender: 0x090a };
    const relayed = encodeRelay(prefix, Uint8Array.of(99));
    expect([...relayed]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99]);
    expect(decodeRelay(relayed)).toEqual(prefix);
    expect(decodeRelay(relayed.subarray(0, 9))).toBeUndefined();
  });
});

describe('controls', () => {
  test.each([
    '',
    'null',
    '[]',
    '{"type":"become-admin"}',
    '{"type":"ping","more":1}',
    '{"type":"admit"}',
    '{"type":"admit","participant":"0"}',
    '{"type":"admit","participant":"1e3"}',
    '{"type":"end","reason":"pass-revoked"}',
    '{"type":"hello","protocol":1,"lastIndex":-1,"fresh":true}',
    '{"type":"hello","protocol":1,"lastIndex":0.5,"fresh":true}',
    '{"type":"hello","protocol":1,"lastIndex":0,"fresh":1}',
    `{"type":"hello","protocol":1,"ticket":"${'x'.repeat(2_001)}","lastIndex":0,"fresh":true}`,
  ])('H3: the party takes no %s', (text) => expect(parseClientControl(text)).toBeUndefined());

  test.each(['', '{}', '{"type":"ended","reason":"no-reason"}', '{"type":"ack","seq":-1}', '{"type":"ack"}'])(
    'H3: an end takes no %s',
    (text) => expect(parsePartyControl(text)).toBeUndefined(),
  );

  test('H3: control: what the document lists is taken', () => {
    expect(parseClientControl('{"type":"ping"}')).toEqual({ type: 'ping' });
    expect(parsePartyControl('{"type":"ack","seq":3}')).toEqual({ type: 'ack', seq: 3 });
  });
});

describe('the tables of the document are those of the code', () => {
  test('R1: kinds', () => {
    const yes = (value: boolean): string => (value ? 'yes' : 'no');
    const rows = table('| kind | code | durable | customer | agent | before admission | sealed | body |');
    expect(
      rows.map((row) =>
        ['kind', 'code', 'durable', 'customer', 'agent', 'before admission', 'sealed'].map((name) => row.get(name)),
      ),
    ).toEqual(
      KIND_NAMES.map((name) => [
        name,
        String(KINDS[name].code),
        yes(KINDS[name].durable),
        yes(maySend('customer', name)),
        yes(maySend('agent', name)),
        yes(KINDS[name].beforeAdmission),
        yes(KINDS[name].sealed),
      ]),
    );
    expect(KIND_NAMES.map((name) => kindOfCode(KINDS[name].code))).toEqual(KIND_NAMES);
  });

  test('C3: reasons, close codes and sentences', () => {
    const reasons = Object.keys(CLOSE_CODES) as CloseReason[];
    expect(table('| code | reason | customer | agent |').map((row) => [...row.values()])).toEqual(
      reasons.map((reason) => [
        String(CLOSE_CODES[reason]),
        reason,
        CUSTOMER_SENTENCES[reason],
        AGENT_SENTENCES[reason],
      ]),
    );
    expect(reasons.map((reason) => reasonOfCode(CLOSE_CODES[reason]))).toEqual(reasons);
    expect(reasonOfCode(1006)).toBeUndefined();
  });

  test('C3: errors of requests', () => {
    const own = HTTP_FAULTS.filter((fault) => !(fault in CLOSE_CODES));
    expect(table('| error | customer | agent |').map((row) => [...row.values()])).toEqual(
      own.map((fault) => [fault, CUSTOMER_SENTENCES[fault], AGENT_SENTENCES[fault]]),
    );
  });

  test('L1 L2 L3 L4 L5 L6 L7 L8 L10 L11 L12 L13: bounds', () => {
    const values: Record<string, unknown> = { ...limits };
    const rows = table('| id | constant | value | what |').filter((row) => row.get('value') !== '');
    expect(rows.map((row) => [row.get('constant'), Number(row.get('value'))])).toEqual(
      rows.map((row) => [row.get('constant'), values[row.get('constant') ?? '']]),
    );
    expect(rows).toHaveLength(12);
  });

  test('L9: rates', () => {
    const rows = table('| role | frames at once | frames a second | bytes at once | bytes a second |');
    expect(rows.map((row) => [...row.values()])).toEqual(
      Object.entries(limits.RATES).map(([role, rate]) => [
        role,
        ...[rate.burstFrames, rate.framesPerSecond, rate.burstBytes, rate.bytesPerSecond].map(String),
      ]),
    );
  });
});

test('C2: an end comes back after a lost connection and a full bucket only', () => {
  const reasons = Object.keys(CLOSE_CODES) as CloseReason[];
  expect(mayReconnectAfter(undefined)).toBe(true);
  expect(reasons.filter(mayReconnectAfter)).toEqual(['rate-limited']);
});

describe('join code', () => {
  test('J1: what is shown can be typed in many ways', () => {
    const shown = formatJoinCode('K7', 'M40X1P');
    expect(shown).toBe('K7M4-0X1P');
    for (const typed of [shown, 'k7m40x1p', ' K7M4 0X1P ', 'k7m4–oxIp', 'K7M4-OXLP']) {
      expect(parseJoinCode(typed)).toEqual({ ok: true, locator: 'K7', secret: 'M40X1P' });
    }
    expect(parseJoinCode('K7M4-0X1')).toEqual({ ok: false, fault: 'incomplete' });
    for (const typed of ['K7M4-0X1PP', 'K7M4-0X1U', 'K7M4_0X1P']) {
      expect(parseJoinCode(typed)).toEqual({ ok: false, fault: 'malformed' });
    }
  });

  test('J1: secrets are of the alphabet and use all of it', () => {
    const secrets = Array.from({ length: 400 }, generateSecret);
    expect(secrets.every((secret) => /^[0-9A-HJKMNP-TV-Z]{6}$/.test(secret))).toBe(true);
    expect(new Set(secrets.join('')).size).toBe(32);
  });
});
