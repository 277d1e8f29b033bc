import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { AdminLab } from '../../../party/testing/admin-lab.ts';
import { runCli } from '../run-cli.ts';

const PARTY = 'http://party';

/** What a command did. */
export interface Done {
  code: number;
  out: string;
  err: string;
}

/** A person at a command line, and the party that answers: its real API, without a network between. */
export class CliLab {
  private constructor(
    readonly party: AdminLab,
    /** For the files of commands. */
    readonly folder: string,
  ) {}

  static async open(): Promise<CliLab> {
    const party = await AdminLab.open({ setUp: false });
    // What the machine that runs the tests has set is nobody's token here.
    vi.stubEnv('COVIEW_ADMIN_TOKEN', undefined);
    vi.stubEnv('COVIEW_ADMIN_SECRET', undefined);
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      if (!url.startsWith(`${PARTY}/`)) throw new TypeError('fetch failed');
      return party.admin.api.request(url, init);
    });
    return new CliLab(party, await mkdtemp(join(tmpdir(), 'coview-cli-')));
  }

  async close(): Promise<void> {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    await rm(this.folder, { recursive: true });
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  async run(...words: string[]): Promise<Done> {
    const done = { out: '', err: '' };
    const argv = ['node', 'coview', ...words, '--party', PARTY, '--keys', this.file('room-keys.json')];
    const code = await runCli(argv, {
      out: (text) => {
        done.out += text;
      },
      err: (text) => {
        done.err += text;
      },
    });
    return { code, ...done };
  }

  /** What a command that succeeds prints. */
  async say(...words: string[]): Promise<string> {
    const { code, out, err } = await this.run(...words);
    if (code !== 0 || err !== '') throw new Error(`${words.join(' ')}: exit code ${code}: ${err}`);
    return out;
  }

  /** What a command that succeeds prints with `--json`. */
  async json<Told>(...words: string[]): Promise<Told> {
    return JSON.parse(await this.say(...words, '--json')) as Told;
  }

  /** The first admin's token, kept as people are told to. */
  async setUp(): Promise<void> {
    const { token } = await this.json<{ token: string }>('setup', this.party.setupSecret());
    vi.stubEnv('COVIEW_ADMIN_TOKEN', token);
    // For what tests ask of the party directly.
    this.party.token = token;
  }
}
