export const ROOM_PARTS = ['site', 'passes', 'policy', 'sessions', 'recordings'] as const;
export type RoomPart = (typeof ROOM_PARTS)[number];

/** Where in the page one is. */
export type Place =
  | { type: 'rooms' }
  | { type: 'room'; roomId: string; part: RoomPart }
  | { type: 'audit' }
  | { type: 'admins' };

/** Reads `#/room/ID/passes`. */
export function place(hash: string): Place {
  const [, type = '', roomId = '', part = ''] = hash.split('/');
  if (type === 'audit' || type === 'admins') return { type };
  if (type !== 'room' || roomId === '') return { type: 'rooms' };
  return { type, roomId, part: ROOM_PARTS.find((known) => known === part) ?? 'site' };
}

export function hashOf(place: Place): string {
  return place.type === 'room' ? `#/room/${place.roomId}/${place.part}` : `#/${place.type}`;
}
