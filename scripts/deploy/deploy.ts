import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleParty } from '../../party/bundle-party.ts';
import { runCommand, toolPath } from '../run-command.ts';
import type { DeployOptions } from './deploy-options.ts';
import { type Deployment, startStandIn } from './platform-stand-in.ts';

/**
 * Bundles the party and hands it to `partykit deploy`, with the folder `serve` that it is to serve. The project lies in a folder of
 * its own meanwhile: the secret is in a file there that is gone afterwards, and no `.env` of the checkout slips in.
 *
 * @returns The exit code of `partykit deploy`.
 */
export async function deploy(options: DeployOptions, serve: string, print: (line: string) => void): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-deploy-'));
  try {
    await bundleParty({ folder, serve, variables: options.variables });
    return options.dryRun ? await rehearse(folder, options, print) : await send(folder, options, print);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function send(folder: string, options: DeployOptions, print: (line: string) => void): Promise<number> {
  const { code } = await partykit(folder, options, {}, true);
  if (code === 0)
    print(
      'COVIEW_ADMIN_SECRET' in options.variables
        ? 'Your COVIEW_ADMIN_SECRET administers the party: npx coview rooms list --party https://...'
        : `Without COVIEW_ADMIN_SECRET the party prints a setup secret: read it with "npx partykit tail --name ${options.name}" while you open /api/v1/status.`,
    );
  return code;
}

/** The real tool does the real work; only the platform is a stand-in on this machine. */
async function rehearse(folder: string, options: DeployOptions, print: (line: string) => void): Promise<number> {
  const standIn = await startStandIn();
  try {
    const { code, output } = await partykit(folder, options, standIn.environment, false);
    const deployment = standIn.received();
    if (code === 0 && deployment) for (const line of describe(deployment)) print(line);
    else print(output);
    return deployment ? code : 1;
  } finally {
    await standIn.stop();
  }
}

function partykit(
  folder: string,
  { name, domain, variables }: DeployOptions,
  env: Record<string, string>,
  echo: boolean,
) {
  return runCommand(
    process.execPath,
    [
      toolPath('partykit/dist/bin.mjs'),
      'deploy',
      ...['--name', name],
      ...(domain === undefined ? [] : ['--domain', domain]),
      ...(Object.keys(variables).length === 0 ? [] : ['--with-vars']),
    ],
    { cwd: folder, env, echo },
  );
}

function describe(deployment: Deployment): string[] {
  return [
    'Nothing was sent. A deployment would send:',
    `  project    ${deployment.project}${deployment.domain ? ` for ${deployment.domain}` : ''}`,
    `  code       ${deployment.codeBytes} bytes`,
    `  parties    ${deployment.parties.join(', ')}`,
    `  variables  ${deployment.variables.join(', ') || 'none'}`,
    `  files      ${deployment.files.map(withoutHash).join(', ')}`,
  ];
}

/** `partykit` puts the SHA-1 of the content into each name. */
function withoutHash(file: string): string {
  return file.replace(/-[0-9a-f]{40}(?=\.\w+$)/, '');
}
