import { randomToken } from '../shared/crypto/base64url.ts';

const PREFIX = 'coview-room-key:';

/** Keys of rooms, kept in this browser: the party never sees them. All passes of a room carry the same one. */
export interface RoomKeys {
  /** Undefined: this browser has made no pass of the room. */
  keyOf(roomId: string): string | undefined;
  keep(roomId: string, key: string): void;
  /** A first key for a room that has none yet. */
  begin(roomId: string): string;
}

/**
 * @param storage lasts longer than a tab on purpose: a room key that is lost cannot be made again, and what was sealed for
 * the room stays shut to later passes
 */
export function roomKeysIn(storage: Storage): RoomKeys {
  const keep = (roomId: string, key: string): void => storage.setItem(PREFIX + roomId, key);
  return {
    keyOf: (roomId) => storage.getItem(PREFIX + roomId) ?? undefined,
    keep,
    begin(roomId) {
      const key = randomToken(32);
      keep(roomId, key);
      return key;
    },
  };
}
