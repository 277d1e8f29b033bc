import { cac } from 'cac';
import { type CliOptions, cliContext, UsageError } from './cli-context.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Where the words of a command go. */
export interface CliOutput {
  out(text: string): void;
  err(text: string): void;
}

const DONE = 0;
/** Refused by the party, or not reached. */
const FAILED = 1;
/** Given wrongly. */
const MISUSED = 2;

/**
 * Does one command and answers with its exit code.
 * @param argv as of a process: the first two are not looked at
 */
export async function runCli(argv: string[], output: CliOutput): Promise<number> {
  const cli = cac('npx coview');
  const listed = Object.entries(COMMANDS).map(
    ([name, { summary, usage = '' }]) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  cli
    .command('[...words]', 'Administers a party')
    .option('--party <url>', 'Address of the party', { default: 'http://127.0.0.1:4555' })
    .option('--token <token>', 'Admin token; better in the environment as COVIEW_ADMIN_TOKEN')
    .option('--keys <file>', 'File with the room keys, which the party never sees', {
      default: '.coview/room-keys.json',
    })
    .option('--json', 'Prints JSON')
    .option('--room <room>', 'Id or name of the room')
    .option('--name <name>', 'Name of a room or token')
    .option('--origin <origin>', 'Origin of the site; may be given several times')
    .option('--asset-origin <origin>', 'Where pictures and fonts may be loaded from; may be given several times')
    .option(
      '--language <language>',
      'What the customer’s widget speaks; may be given several times, the main one first',
    )
    .option('--agent <name>', 'Name that customers see')
    .option('--role <role>', 'agent or supervisor')
    .option('--days <days>', 'How long a pass is good')
    .option('--file <file>', 'File to read')
    .option('--url <url>', 'Where a webhook sends to')
    .option('--event <event>', 'What a webhook is told; may be given several times')
    .option('--all', 'Also sessions that have ended')
    .action((words: string[], options: CliOptions) => runCommand(words, options, output));
  cli.help((sections) => [...sections, { title: 'Commands', body: listed.join('\n') }]);
  try {
    cli.parse(argv, { run: false });
    await cli.runMatchedCommand();
    return DONE;
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError || isCacError(error) ? MISUSED : FAILED;
  }
}

async function runCommand(words: string[], options: CliOptions, output: CliOutput): Promise<void> {
  const [first = '', second = '', ...rest] = words;
  const two = commandCalled(`${first} ${second}`);
  const command = two ?? commandCalled(first);
  if (!command) throw new UsageError(`There is no such command. Known ones: ${Object.keys(COMMANDS).join(', ')}.`);
  await command.run(cliContext(options, two ? rest : words.slice(1), output.out));
}

/** `constructor` is none. */
function commandCalled(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

function isCacError(error: unknown): boolean {
  return error instanceof Error && error.name === 'CACError';
}
