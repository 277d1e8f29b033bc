import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSnippet, type SnippetBuild } from './build-snippet.ts';
import { SIZE_BUDGETS } from './size-budgets.ts';

let folder: string;
let built: SnippetBuild;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coview-sizes-'));
  built = await buildSnippet({ folder });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(SIZE_BUDGETS) as (keyof typeof SIZE_BUDGETS)[])('%s, gzipped, is within its budget', (part) => {
  expect(built.sizes[part]).toBeGreaterThan(0);
  expect(built.sizes[part]).toBeLessThanOrEqual(SIZE_BUDGETS[part]);
});
