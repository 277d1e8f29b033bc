import { type ApiClient, allOf, apiClient } from '../../shared/api/api-client.ts';
import type { RoomInfo } from '../../shared/api/resources.ts';

/** What every command may be given. */
export interface CliOptions {
  party: string;
  token?: string;
  keys: string;
  json?: boolean;
  room?: string;
  name?: string;
  origin?: string | string[];
  assetOrigin?: string | string[];
  agent?: string;
  role?: string;
  days?: string | number;
  file?: string;
  url?: string;
  event?: string | string[];
  language?: string | string[];
  all?: boolean;
}

/** The command was given wrongly: exit code 2. */
export class UsageError extends Error {}

export interface CliContext {
  api: ApiClient;
  options: CliOptions;
  partyUrl: string;
  /** The first word after the command, or an error that says which is missing. */
  argument(name: string): string;
  needed(option: keyof CliOptions): string;
  list(option: 'origin' | 'assetOrigin' | 'event' | 'language'): string[] | undefined;
  /** Prints what was done: `data` with `--json`, otherwise the lines. */
  say(data: unknown, lines: string[]): void;
  /** Prints it as it is. */
  write(text: string): void;
  room(): Promise<RoomInfo>;
}

export function cliContext(options: CliOptions, words: string[], write: (text: string) => void): CliContext {
  const partyUrl = options.party.replace(/\/+$/, '');
  const token = options.token ?? process.env['COVIEW_ADMIN_TOKEN'] ?? process.env['COVIEW_ADMIN_SECRET'] ?? '';
  const api = apiClient(partyUrl, token);
  const context: CliContext = {
    api,
    options,
    partyUrl,
    argument(name) {
      const [word] = words;
      if (!word) throw new UsageError(`Which ${name}? Give it after the command.`);
      return word;
    },
    needed(option) {
      const value = options[option];
      if (value === undefined || value === '') throw new UsageError(`Give --${option}.`);
      return String(value);
    },
    list(option) {
      const value = options[option];
      return value === undefined ? undefined : [value].flat().map(String);
    },
    say(data, lines) {
      for (const line of options.json ? [JSON.stringify(data, null, 2)] : lines) write(`${line}\n`);
    },
    write,
    /** A room is named by its id or, when only one has it, by its name. */
    async room() {
      const wanted = context.needed('room');
      const rooms = await allOf((cursor) => api.call('listRooms', { query: { limit: '100', cursor } }));
      const found = rooms.filter(({ roomId, name }) => roomId === wanted || name === wanted);
      const [room] = found;
      if (!room) throw new UsageError(`There is no room "${wanted}". See: npx coview rooms list`);
      if (found.length > 1) throw new UsageError(`Several rooms are called "${wanted}": give the id.`);
      return room;
    },
  };
  return context;
}

export const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
