import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './run-command.ts';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles();
const sources = files.filter((file) => /[.](tsx?|mjs)$/.test(file));
const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

describe('house rules', () => {
  test('no source file is longer than 400 lines', () => {
    expect(sources.filter((file) => read(file).split('\n').length > 400)).toEqual([]);
  });

  test('no file is named for being a drawer', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|misc|index)[.]tsx?$/;
    // `snippet/index.ts` is the entry of the npm package.
    expect(sources.filter((file) => drawer.test(file) && file !== 'snippet/index.ts')).toEqual([]);
  });

  test('files are kebab-case, components PascalCase', () => {
    const named = /^(?:[.]?[a-z0-9]+(?:-[a-z0-9]+)*(?:[.][a-z]+)*[.](?:tsx?|mjs)|[A-Z][A-Za-z0-9]*(?:[.]test)?[.]tsx)$/;
    expect(sources.filter((file) => !named.test(file.split('/').at(-1) ?? ''))).toEqual([]);
  });

  test('nothing silences the compiler or is put off', () => {
    const marks = new RegExp(['@ts-' + 'ignore', '@ts-' + 'nocheck', 'TO' + 'DO', 'FIX' + 'ME'].join('|'));
    expect(sources.filter((file) => marks.test(read(file)))).toEqual([]);
  });
});

describe('documents', () => {
  const documents = files.filter((file) => /^(README|ARCHITECTURE|docs\/.*|shared\/PROTOCOL)[.]md$/.test(file));

  /** Paths in backquotes and link targets that begin with a top-level folder or name a file at the top. */
  function pathsIn(document: string): string[] {
    const text = read(document).replace(/^```[\s\S]*?^```/gm, '');
    const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path);
    const linked = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, path = '']) => path);
    const topLevel = /^(?:admin|extension|snippet|party|shared|demo|e2e|bench|docs|scripts|[.]ci)\/[\w./-]*$/;
    return [...quoted.filter((path) => topLevel.test(path)), ...linked.filter((path) => !/^[a-z]+:/.test(path))];
  }

  test.each(documents)('every path in %s exists', (document) => {
    const fromHere = (path: string) => existsSync(join(projectRoot, document, '..', path));
    const missing = pathsIn(document).filter((path) => !existsSync(join(projectRoot, path)) && !fromHere(path));
    expect(missing).toEqual([]);
  });

  test.each(documents)('every npm command in %s exists', (document) => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const commands = [...read(document).matchAll(/npm (?:run )?([a-z]+(?::[a-z]+)?)/g)].map(([, name = '']) => name);
    const ofNpm = ['install', 'ci', 'i'];
    expect(commands.filter((name) => !(name in scripts) && !ofNpm.includes(name))).toEqual([]);
  });
});
