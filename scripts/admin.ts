import { cac } from 'cac';
import { AdminError, adminClient } from '../party/admin/admin-client.ts';
import { roomKey } from '../party/room-keys.ts';
import { formatPass } from '../shared/protocol/pass.ts';
import { sentenceFor } from '../shared/protocol/sentences.ts';

interface Options {
  party: string;
  secret?: string;
  keys: string;
  name?: string;
  origin?: string | string[];
  room?: string;
  agent?: string;
  pass?: string;
}

class UsageError extends Error {}

function needed(value: string | undefined, option: string): string {
  if (value) return value;
  throw new UsageError(`Give --${option}.`);
}

const partyUrl = (options: Options): string => options.party.replace(/\/+$/, '');

function clientFor(options: Options): ReturnType<typeof adminClient> {
  const secret = options.secret ?? process.env['COVIEW_ADMIN_SECRET'];
  if (!secret)
    throw new UsageError('Set COVIEW_ADMIN_SECRET (or give --secret): the secret the party was started with.');
  return adminClient(partyUrl(options), secret);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A room is named by its id or, when only one has it, by its name. */
async function roomIdOf(options: Options): Promise<string> {
  const wanted = needed(options.room, 'room');
  const rooms = await clientFor(options).listRooms();
  const found = rooms.filter(({ roomId, name }) => roomId === wanted || name === wanted);
  const [room] = found;
  if (!room) throw new UsageError(`There is no room "${wanted}". See: npm run admin -- room list`);
  if (found.length > 1) throw new UsageError(`Several rooms are called "${wanted}": give the id.`);
  return room.roomId;
}

async function createRoom(options: Options): Promise<void> {
  const origins = [needed(String(options.origin ?? ''), 'origin'), options.origin ?? []].flat().slice(1);
  const room = await clientFor(options).createRoom({ name: needed(options.name, 'name'), origins });
  say(`Room ${room.name}: ${room.roomId}`);
  say(`Tag for the pages of ${origins.join(', ')}:`);
  say(`  <script src="${partyUrl(options)}/coview.js" data-room="${room.roomId}" async></script>`);
}

async function listRooms(options: Options): Promise<void> {
  const rooms = await clientFor(options).listRooms();
  if (rooms.length === 0) say('No rooms yet: npm run admin -- room create --name NAME --origin https://shop.example');
  for (const room of rooms) say(`${room.roomId}  ${day(room.createdAt)}  ${room.name}  ${room.origins.join(' ')}`);
}

async function createPass(options: Options): Promise<void> {
  const roomId = await roomIdOf(options);
  const { passId, secret } = await clientFor(options).createPass(roomId, needed(options.agent, 'agent'));
  const key = await roomKey(options.keys, roomId);
  say(formatPass({ partyUrl: partyUrl(options), roomId, passId, secret, roomKey: key }));
}

async function listPasses(options: Options): Promise<void> {
  for (const pass of await clientFor(options).listPasses(await roomIdOf(options))) {
    const state = pass.revokedAt === null ? 'valid' : `revoked ${day(pass.revokedAt)}`;
    say(`${pass.passId}  ${day(pass.createdAt)}  ${pass.agentName}  ${state}`);
  }
}

async function revokePass(options: Options): Promise<void> {
  await clientFor(options).revokePass(await roomIdOf(options), needed(options.pass, 'pass'));
  say('Revoked. Sessions of this pass have ended.');
}

const ACTIONS = new Map([
  ['room create', createRoom],
  ['room list', listRooms],
  ['pass create', createPass],
  ['pass list', listPasses],
  ['pass revoke', revokePass],
]);

async function run(what: string, action: string, options: Options): Promise<void> {
  const act = ACTIONS.get(`${what} ${action}`);
  if (!act) throw new UsageError(`Known commands: ${[...ACTIONS.keys()].join(', ')}. See --help.`);
  await act(options);
}

const cli = cac('npm run admin --');
cli
  .command('<what> <action>', [...ACTIONS.keys()].join(', '))
  .option('--party <url>', 'Address of the party', { default: 'http://127.0.0.1:1999' })
  .option('--secret <secret>', 'Admin secret; better in the environment as COVIEW_ADMIN_SECRET')
  .option('--keys <file>', 'File with the room keys, which the party never sees', { default: '.coview/room-keys.json' })
  .option('--name <name>', 'room create: its name, shown to customers')
  .option('--origin <origin>', 'room create: an origin of the site; may be given several times')
  .option('--room <room>', 'pass ...: id or name of the room')
  .option('--agent <name>', 'pass create: the name that customers see')
  .option('--pass <id>', 'pass revoke: its id')
  .example('npm run admin -- room create --name Shop --origin http://localhost:4400')
  .example('npm run admin -- pass create --room Shop --agent "Ana"')
  .action(run);
cli.help();

try {
  cli.parse(process.argv, { run: false });
  await cli.runMatchedCommand();
} catch (error) {
  process.exitCode = 1;
  const sentence =
    error instanceof AdminError
      ? `${sentenceFor(error.fault, 'agent')} (${error.fault})`
      : error instanceof Error
        ? error.message
        : String(error);
  process.stderr.write(`${sentence}\n`);
}
