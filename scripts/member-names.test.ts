import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memberNames } from './member-names.ts';

async function namesIn(...sources: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-names-'));
  const files = sources.map((_source, index) => join(folder, `${index}.ts`));
  for (const [index, source] of sources.entries()) await writeFile(files[index] ?? '', source);
  const names = [...(await memberNames(files))];
  await rm(folder, { recursive: true });
  return names;
}

test('members may be shortened, variables of the same name do not matter', async () => {
  const source = `class A { private table = 1; private readonly b = 2; constructor(private c: number) {}
    private d() { const table = this.table; return table + this.b + this.c; } get() { return this.d(); } }`;
  expect(await namesIn(source)).toEqual(['table', 'b', 'c', 'd', 'get']);
});

test.each([
  ['a key of an object', 'const x = { table: 1 };'],
  ['a shorthand', 'const table = 1; const x = { table };'],
  ['a destructured property', 'const { table } = document;'],
  ['a name in quotes', `x['table']; Reflect.get(x, 'table');`],
  ['a part of an interface', 'interface X { table: number; }'],
])('not when it is also %s', async (_what, other) => {
  expect(await namesIn('class A { private table = 1; }', other)).toEqual([]);
});
