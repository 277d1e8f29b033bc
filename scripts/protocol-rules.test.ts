import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './run-command.ts';
import { sourceFiles } from './source-files.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const sources = sourceFiles().filter((file) => /[.]tsx?$/.test(file));

/** A rule is defined where its id stands in bold. */
const defined = [...read('shared/PROTOCOL.md').matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(([, id = '']) => id);

/** Ids at the beginning of a title: `D1 D3: what is proven`. */
function idsInTitles(text: string): string[] {
  const titles = text.matchAll(/['"`]([A-Z]\d+(?: [A-Z]\d+)*): /g);
  return [...titles].flatMap(([, ids = '']) => ids.split(' '));
}

/** Ids in comments: `rule D1`, `rules A3 to A6`, `rules L7, D3`. */
function idsInComments(text: string): string[] {
  const mentions = text.matchAll(/\b[Rr]ules? ([A-Z]\d+(?:(?:, | and | to )[A-Z]\d+)*)/g);
  return [...mentions].flatMap(([, ids = '']) => ids.split(/, | and | to /));
}

const proven = new Set(sources.filter((file) => file.endsWith('.test.ts')).flatMap((file) => idsInTitles(read(file))));

describe('rules of the wire', () => {
  test('each is defined once', () => {
    expect(defined.length).toBeGreaterThan(30);
    expect(defined.filter((id, at) => defined.indexOf(id) !== at)).toEqual([]);
  });

  test('each is named by the title of a test', () => {
    expect(defined.filter((id) => !proven.has(id))).toEqual([]);
  });

  test('titles and comments name no other', () => {
    const named = sources.flatMap((file) => idsInComments(read(file)).map((id) => `${id} in ${file}`));
    expect([...proven].filter((id) => !defined.includes(id))).toEqual([]);
    expect(named.filter((mention) => !defined.includes(mention.split(' ')[0] ?? ''))).toEqual([]);
  });

  test('control: ids are found in titles and comments', () => {
    expect(idsInTitles(`test('D1 D3: it arrives'); describe("A4: tickets"); "at D1: no title"; 'D1 alone'`)).toEqual([
      'D1',
      'D3',
      'A4',
    ]);
    expect(idsInComments('Rule D1. See rules A3 to A6, and (rules L7, D3).')).toEqual(['D1', 'A3', 'A6', 'L7', 'D3']);
  });
});
