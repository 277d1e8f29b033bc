import * as v from 'valibot';
import type { PassInfo, RoomInfo } from '../../shared/api/resources.ts';
import { roomSettingsSchema } from '../../shared/api/room-settings.ts';
import { isLanguage } from '../../shared/protocol/languages.ts';
import { changeAll, type Migration } from '../migrations.ts';

const DAY_MINUTES = 24 * 60;

/** Rooms before they had a policy. */
interface FirstRoom {
  roomId: string;
  createdAt: number;
  name: string;
  origins: string[];
  idleMinutes: number;
  lengthMinutes: number;
  keepMinutes: number;
  allowUnsealed?: boolean;
}

/** Passes before they had a role, and sessions before they were kept by time. */
type FirstPass = Omit<PassInfo, 'role' | 'expiresAt'> & { secretHash: string };

/** Every log was kept for a while then, so recording stays on. */
export function withPolicy(room: FirstRoom | RoomInfo): RoomInfo {
  if ('policy' in room) return room;
  const { roomId, createdAt, name, origins, idleMinutes, lengthMinutes, keepMinutes } = room;
  const retentionDays = Math.max(1, Math.ceil(keepMinutes / DAY_MINUTES));
  const allowUnsealed = room.allowUnsealed ?? false;
  const policy = { idleMinutes, lengthMinutes, recording: 'on', retentionDays, allowUnsealed };
  return { roomId, createdAt, ...v.parse(roomSettingsSchema, { name, origins, policy }) };
}

/** Nothing used the languages before: English alone was what every room began with, and any tag could stand there. */
export function withLanguages(room: Omit<RoomInfo, 'languages'> & { languages: string[] }): RoomInfo {
  const languages = [...new Set(room.languages.map((tag) => tag.replace(/-.*/, '')))].filter(isLanguage);
  return { ...room, languages: languages.join() === 'en' ? [] : languages };
}

export const ROOM_MIGRATIONS: readonly Migration[] = [
  async (store) => {
    const room = await store.get<FirstRoom | RoomInfo>('config');
    if (room) store.put({ config: withPolicy(room) });
    await changeAll<FirstPass, FirstPass & Pick<PassInfo, 'role' | 'expiresAt'>>(store, 'pass/', (pass) => ({
      role: 'agent',
      expiresAt: null,
      ...pass,
    }));
    const sessions = await store.list<{ sessionId: string; createdAt: number }>({ prefix: 'session/' });
    for (const { sessionId, createdAt } of sessions.values())
      store.put({ [startedKey(createdAt, sessionId)]: sessionId });
  },
  async (store) => {
    const room = await store.get<RoomInfo>('config');
    if (room) store.put({ config: withLanguages(room) });
  },
];

export const STARTED_PREFIX = 'started/';

/** Key under which a session is found by time. */
export const startedKey = (createdAt: number, sessionId: string): string =>
  `${STARTED_PREFIX}${String(createdAt).padStart(14, '0')}-${sessionId}`;
