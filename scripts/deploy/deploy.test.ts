import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deploy } from './deploy.ts';
import { deployOptions } from './deploy-options.ts';

const SECRET = 'a-secret-that-nobody-guesses';

describe('what npm run deploy accepts', () => {
  it.each([
    [['--name', 'My Party'], {}, /small letters/],
    [['--domain', 'https://help.example'], {}, /not a domain/],
    [['--domain', 'help.example'], {}, /CLOUDFLARE_ACCOUNT_ID/],
    [['--domain', 'help.example'], { CLOUDFLARE_ACCOUNT_ID: 'x' }, /CLOUDFLARE_API_TOKEN/],
    [[], { COVIEW_ADMIN_SECRET: 'short' }, /16 characters/],
    [[], { COVIEW_ADMIN_SECRET: `${SECRET}\nOTHER=1` }, /letters, digits/],
    [['--force'], {}, /Usage/],
    [['extra'], {}, /Usage/],
  ])('refuses %j with %j', (args, environment, fault) => {
    expect(deployOptions(args, environment)).toEqual({ fault: expect.stringMatching(fault) });
  });

  it('takes a domain with its account, and the secret from the environment only', () => {
    const environment = { CLOUDFLARE_ACCOUNT_ID: 'x', CLOUDFLARE_API_TOKEN: 'y', COVIEW_ADMIN_SECRET: SECRET };
    expect(deployOptions(['--domain', 'help.example'], environment)).toEqual({
      name: 'coview',
      domain: 'help.example',
      variables: { COVIEW_ADMIN_SECRET: SECRET },
      dryRun: false,
    });
  });
});

describe('npm run deploy -- --dry-run', () => {
  const folders: string[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'coview-rehearsal-'));
    folders.push(made);
    return made;
  };

  it('has the real tool deploy to this machine, shows no secret and leaves none behind', {
    timeout: 120_000,
  }, async () => {
    const [serve, temporary] = [await folder(), await folder()];
    await writeFile(join(serve, 'coview.js'), '// the snippet');
    vi.stubEnv('TMPDIR', temporary);
    const lines: string[] = [];
    const variables = { COVIEW_ADMIN_SECRET: SECRET };
    const code = await deploy({ name: 'help', domain: 'help.example', variables, dryRun: true }, serve, (line) =>
      lines.push(line),
    );
    const output = lines.join('\n');
    expect(output).toMatch(/project +dry-run\/help for help\.example/);
    expect(code).toBe(0);
    expect(output).toMatch(/parties +admin, .*room, session/);
    expect(output).toMatch(/variables +COVIEW_ADMIN_SECRET\n/);
    expect(output).toMatch(/files +coview\.js$/m);
    expect(Number(/code +(\d+) bytes/.exec(output)?.[1])).toBeGreaterThan(50_000);
    expect(output).not.toContain(SECRET);
    expect((await readdir(temporary)).filter((name) => name.startsWith('coview-'))).toEqual([]);
  });
});
