import { cac } from 'cac';
import { ApiError } from '../../shared/api/api-client.ts';
import { type CliOptions, cliContext, UsageError } from './cli-context.ts';
import { COMMANDS } from './commands.ts';

/** 1: refused or not reached. 2: given wrongly. */
const FAILED = 1;
const MISUSED = 2;

const cli = cac('npx coview');
const listed = Object.entries(COMMANDS).map(
  ([name, { summary, usage = '' }]) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
);
cli
  .command('[...words]', 'Administers a party')
  .option('--party <url>', 'Address of the party', { default: 'http://127.0.0.1:4555' })
  .option('--token <token>', 'Admin token; better in the environment as COVIEW_ADMIN_TOKEN')
  .option('--keys <file>', 'File with the room keys, which the party never sees', { default: '.coview/room-keys.json' })
  .option('--json', 'Prints JSON')
  .option('--room <room>', 'Id or name of the room')
  .option('--name <name>', 'Name of a room or token')
  .option('--origin <origin>', 'Origin of the site; may be given several times')
  .option('--asset-origin <origin>', 'Where pictures and fonts may be loaded from; may be given several times')
  .option('--agent <name>', 'Name that customers see')
  .option('--role <role>', 'agent or supervisor')
  .option('--days <days>', 'How long a pass is good')
  .option('--file <file>', 'File to read')
  .option('--all', 'Also sessions that have ended')
  .action(run);
cli.help((sections) => [...sections, { title: 'Commands', body: listed.join('\n') }]);

async function run(words: string[], options: CliOptions): Promise<void> {
  const [first = '', second = '', ...rest] = words;
  const two = COMMANDS[`${first} ${second}`];
  const command = two ?? COMMANDS[first];
  if (!command) throw new UsageError(`There is no such command. Known ones: ${Object.keys(COMMANDS).join(', ')}.`);
  const given = two ? rest : words.slice(1);
  await command.run(cliContext(options, given, (text) => void process.stdout.write(`${text}\n`)));
}

try {
  cli.parse(process.argv, { run: false });
  await cli.runMatchedCommand();
} catch (error) {
  process.exitCode =
    error instanceof ApiError || !(error instanceof UsageError || isCacError(error)) ? FAILED : MISUSED;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

function isCacError(error: unknown): boolean {
  return error instanceof Error && error.name === 'CACError';
}
