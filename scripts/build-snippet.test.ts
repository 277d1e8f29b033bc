import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildSnippet } from './build-snippet.ts';

it.skipIf(process.platform === 'win32')(
  'builds into the folder that a party is serving',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'coview-build-'));
    // Held open: a folder made anew could otherwise be given the number of the removed one.
    const served = await open(folder);
    try {
      await writeFile(join(folder, 'core-OLDBUILD.js'), '');
      await buildSnippet({ folder });
      expect((await stat(folder)).ino).toBe((await served.stat()).ino);
      const files = await readdir(folder);
      expect(files).toEqual(expect.arrayContaining(['coview.js', 'coview.js.map', 'index.js']));
      expect(files).not.toContain('core-OLDBUILD.js');
    } finally {
      await served.close();
      await rm(folder, { recursive: true });
    }
  },
  60_000,
);
