import { allOf } from '../../shared/api/api-client.ts';
import { EMPTY_CHAIN, followChain } from '../../shared/api/audit-chain.ts';
import type { AuditEntry } from '../../shared/api/resources.ts';
import type { RoomChange } from '../../shared/api/room-settings.ts';
import type { Language } from '../../shared/protocol/languages.ts';
import { formatPass } from '../../shared/protocol/pass.ts';
import { type CliContext, day, moment, UsageError } from './cli-context.ts';
import type { Command } from './command.ts';
import { fileText, parsed } from './given-file.ts';
import { keyForPass } from './key-for-pass.ts';
import { rotateKey } from './rotate-key.ts';
import { WEBHOOK_COMMANDS } from './webhook-commands.ts';

const ALL = { limit: '100' } as const;

export const COMMANDS: Record<string, Command> = {
  setup: {
    summary: 'Makes the first admin token, for the setup secret that the party has printed',
    usage: 'SECRET [--name NAME]',
    async run({ api, argument, options, say }) {
      const body = { secret: argument('setup secret'), name: String(options.name ?? 'First admin') };
      const made = await api.call('setUp', { body });
      say(made, ['Admin token, shown this once. Keep it as COVIEW_ADMIN_TOKEN:', made.token]);
    },
  },
  'rooms create': {
    summary: 'Makes a room and prints the tag for its site',
    usage: '--name NAME --origin ORIGIN ... [--asset-origin ORIGIN ...] [--language LANGUAGE ...]',
    async run({ api, needed, list, say, partyUrl }) {
      const name = needed('name');
      const origins = list('origin') ?? [needed('origin')];
      const assetOrigins = list('assetOrigin') ?? [];
      const room = await api.call('createRoom', {
        body: { name, origins, assetOrigins, languages: languagesOf(list) },
      });
      const tag = `<script src="${partyUrl}/coview.js" data-room="${room.roomId}" async></script>`;
      say({ ...room, tag }, [
        `Room ${room.name}: ${room.roomId}`,
        `Tag for the pages of ${origins.join(', ')}:`,
        `  ${tag}`,
      ]);
    },
  },
  'rooms list': {
    summary: 'Lists rooms',
    async run({ api, say }) {
      const rooms = await allOf((cursor) => api.call('listRooms', { query: { ...ALL, cursor } }));
      const none = 'No rooms yet: npx coview rooms create --name NAME --origin https://shop.example';
      const lines = rooms.map(
        (room) => `${room.roomId}  ${day(room.createdAt)}  ${room.name}  ${room.origins.join(' ')}`,
      );
      say(rooms, rooms.length === 0 ? [none] : lines);
    },
  },
  'rooms show': {
    summary: 'Shows a room with its policy',
    usage: '--room ROOM',
    async run({ room, say }) {
      const found = await room();
      say(found, [JSON.stringify(found, null, 2)]);
    },
  },
  'rooms change': {
    summary: 'Changes its languages, and what the file gives: {"policy": {"recording": "on"}}',
    usage: '--room ROOM [--language LANGUAGE ...] [--file CHANGE.json]',
    async run({ api, room, list, options, needed, say }) {
      const { roomId } = await room();
      const languages = options.language === undefined ? {} : { languages: languagesOf(list) };
      const file = options.language === undefined || options.file !== undefined ? needed('file') : null;
      const given = file === null ? {} : (parsed(await fileText(file), file) as RoomChange);
      const change: RoomChange = { ...given, ...languages };
      const changed = await api.call('changeRoom', { params: { room: roomId }, body: change });
      say(changed, [`Changed ${changed.name}. Sessions that are running keep the settings they began with.`]);
    },
  },
  'rooms rotate-key': {
    summary: 'Gives a room another key after an agent has left: revokes its passes, wraps its recordings anew',
    usage: '--room ROOM',
    async run(context) {
      const { roomId, name } = await context.room();
      const done = await rotateKey(context, roomId);
      context.say({ roomId, ...done }, [
        `${name} has another key. Its passes are revoked, ${done.rewrapped} recordings are wrapped anew.`,
        ...(done.unopened > 0 ? [`${done.unopened} recordings open with neither key and were left as they are.`] : []),
        'Give each agent a new pass: npx coview passes create',
      ]);
    },
  },
  'rooms delete': {
    summary: 'Ends the sessions of a room and deletes everything it has',
    usage: '--room ROOM',
    async run({ api, room, say }) {
      const { roomId, name } = await room();
      await api.call('deleteRoom', { params: { room: roomId } });
      say({ roomId }, [`Deleted ${name}.`]);
    },
  },
  'passes create': {
    summary: 'Makes a pass and prints it, this once',
    usage: '--room ROOM --agent NAME [--role supervisor] [--days DAYS] [--file PASS_OF_THE_ROOM]',
    async run(context) {
      const { api, room, needed, options, partyUrl, say } = context;
      const { roomId } = await room();
      const days = options.days === undefined ? undefined : Number(options.days);
      if (days !== undefined && !(days > 0)) throw new UsageError('--days is a number of days.');
      const expiresAt = days === undefined ? null : Math.round(Date.now() + days * 86_400_000);
      const { role = 'agent' } = options;
      if (role !== 'agent' && role !== 'supervisor') throw new UsageError('--role is agent or supervisor.');
      const body = { agentName: needed('agent'), role, expiresAt } as const;
      const roomKey = await keyForPass(context, roomId);
      const { passId, secret } = await api.call('createPass', { params: { room: roomId }, body });
      const pass = formatPass({ partyUrl, roomId, passId, secret, roomKey });
      say({ passId, pass }, [pass]);
    },
  },
  'passes list': {
    summary: 'Lists the passes of a room',
    usage: '--room ROOM',
    async run({ api, room, say }) {
      const { roomId } = await room();
      const query = (cursor: string | undefined) => ({ params: { room: roomId }, query: { ...ALL, cursor } });
      const passes = await allOf((cursor) => api.call('listPasses', query(cursor)));
      const stateOf = (revokedAt: number | null, expiresAt: number | null): string => {
        if (revokedAt !== null) return `revoked ${day(revokedAt)}`;
        if (expiresAt === null) return 'valid';
        return `${expiresAt <= Date.now() ? 'expired' : 'valid until'} ${day(expiresAt)}`;
      };
      const lines = passes.map(({ passId, fingerprint, createdAt, agentName, role, revokedAt, expiresAt }) =>
        [passId, fingerprint, day(createdAt), role, agentName, stateOf(revokedAt, expiresAt)].join('  '),
      );
      say(passes, lines);
    },
  },
  'passes revoke': {
    summary: 'Revokes a pass at once, also in sessions that go on',
    usage: 'PASS --room ROOM',
    async run({ api, room, argument, say }) {
      const { roomId } = await room();
      const pass = argument('pass');
      await api.call('revokePass', { params: { room: roomId, pass } });
      say({ passId: pass }, ['Revoked. Sessions of this pass have ended.']);
    },
  },
  'sessions list': {
    summary: 'Lists the sessions of a room that go on',
    usage: '--room ROOM [--all]',
    async run({ api, room, options, say }) {
      const { roomId } = await room();
      const state = options.all ? 'all' : 'live';
      const sessions = await allOf((cursor) =>
        api.call('listSessions', { params: { room: roomId }, query: { ...ALL, cursor, state } }),
      );
      const lines = sessions.map((one) =>
        [one.sessionId, moment(one.createdAt), one.state, one.reason ?? one.agents.join(', ')].join('  '),
      );
      say(sessions, lines);
    },
  },
  'sessions end': {
    summary: 'Ends a session for everyone in it',
    usage: 'SESSION --room ROOM',
    async run({ api, room, argument, say }) {
      const { roomId } = await room();
      const session = argument('session');
      await api.call('endSession', { params: { room: roomId, session } });
      say({ sessionId: session }, ['Ended.']);
    },
  },
  'recordings list': {
    summary: 'Lists the recordings of a room',
    usage: '--room ROOM',
    async run({ api, room, say }) {
      const { roomId } = await room();
      const query = (cursor: string | undefined) => ({ params: { room: roomId }, query: { ...ALL, cursor } });
      const recordings = await allOf((cursor) => api.call('listRecordings', query(cursor)));
      const lines = recordings.map((one) =>
        [one.sessionId, moment(one.createdAt), `${one.sizeBytes} B`, `until ${day(one.keptUntil)}`].join('  '),
      );
      say(recordings, lines);
    },
  },
  'recordings delete': {
    summary: 'Deletes a recording',
    usage: 'SESSION --room ROOM',
    async run({ api, room, argument, say }) {
      const { roomId } = await room();
      const session = argument('session');
      await api.call('deleteRecording', { params: { room: roomId, session } });
      say({ sessionId: session }, ['Deleted.']);
    },
  },
  'audit list': {
    summary: 'The newest entries of the audit log',
    async run({ api, say }) {
      const { items } = await api.call('listAudit', { query: ALL });
      const lines = items.map((entry) =>
        [entry.index, moment(entry.at), entry.actor.name ?? entry.actor.id, entry.action, entry.subject ?? ''].join(
          '  ',
        ),
      );
      say(items, lines);
    },
  },
  'audit export': {
    summary: 'The whole audit log as JSON lines',
    async run({ api, write }) {
      write(await api.exportAudit());
    },
  },
  'audit verify': {
    summary: 'Whether the log is whole: the one in the party, or an exported file',
    usage: '[--file EXPORT.jsonl]',
    async run({ api, needed, say, options }) {
      const verdict = options.file === undefined ? await api.call('verifyAudit') : await verifyFile(needed('file'));
      if (!verdict.whole) throw new Error(`The audit log is broken at entry ${verdict.brokenAt}.`);
      say(verdict, [`Whole: ${verdict.entries} entries. Newest hash: ${verdict.head}`]);
    },
  },
  ...WEBHOOK_COMMANDS,
  'tokens create': {
    summary: 'Makes another admin token and prints it, this once',
    usage: '--name NAME',
    async run({ api, needed, say }) {
      const made = await api.call('createToken', { body: { name: needed('name') } });
      say(made, [made.token]);
    },
  },
  'tokens list': {
    summary: 'Lists admin tokens',
    async run({ api, say }) {
      const { items } = await api.call('listTokens', { query: ALL });
      say(
        items,
        items.map(({ tokenId, createdAt, name }) => `${tokenId}  ${day(createdAt)}  ${name}`),
      );
    },
  },
  'tokens delete': {
    summary: 'Makes an admin token worthless',
    usage: 'TOKEN_ID',
    async run({ api, argument, say }) {
      const token = argument('token');
      await api.call('deleteToken', { params: { token } });
      say({ tokenId: token }, ['Deleted.']);
    },
  },
};

/** As they were typed: the party says which ones there are. */
const languagesOf = (list: CliContext['list']) => (list('language') ?? []) as Language[];

async function verifyFile(file: string) {
  const lines = (await fileText(file)).split('\n').filter(Boolean);
  const followed = await followChain(
    lines.map((line) => parsed(line, file) as AuditEntry),
    EMPTY_CHAIN,
  );
  if (!followed.ok) return { whole: false, entries: lines.length, head: '', brokenAt: followed.brokenAt };
  return { whole: true, entries: lines.length, head: followed.head.hash, brokenAt: null };
}
