import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { isAllowedOrigin, originPatternSchema } from './origin-pattern.ts';

describe('A5: origins of a room', () => {
  test.each(['https://shop.example', 'http://localhost:4400', 'https://*.shop.example', 'https://*.shop.example:8443'])(
    'A5: %s is one',
    (pattern) => expect(v.is(originPatternSchema, pattern)).toBe(true),
  );

  test.each([
    'https://shop.example/',
    'https://*.example',
    'https://*',
    'https://*.*.shop.example',
    'https://shop.*.example',
    'https://x*.shop.example',
    'ftp://shop.example',
    'null',
    '*',
    'https://shop.example:443',
    'https://Shop.example',
    'https://user@shop.example',
  ])('A5: %s is none', (pattern) => expect(v.is(originPatternSchema, pattern)).toBe(false));

  test.each([
    ['https://shop.example', 'https://shop.example', true],
    ['https://*.shop.example', 'https://help.shop.example', true],
    ['https://*.shop.example:8443', 'https://help.shop.example:8443', true],
    ['https://*.shop.example', 'https://shop.example', false],
    ['https://*.shop.example', 'https://a.b.shop.example', false],
    ['https://*.shop.example', 'http://help.shop.example', false],
    ['https://*.shop.example', 'https://help.shop.example:8443', false],
    ['https://*.shop.example', 'https://evilshop.example', false],
    ['https://*.shop.example', 'https://help.shop.example.evil.test', false],
    ['https://*.shop.example', 'https://*.shop.example', false],
    ['https://shop.example', 'null', false],
  ])('A5: with %s, %s is allowed: %s', (pattern, origin, allowed) =>
    expect(isAllowedOrigin([pattern], origin)).toBe(allowed),
  );
});
