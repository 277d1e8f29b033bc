export const ROOM_PARTS = ['site', 'passes', 'policy', 'sessions', 'recordings'] as const;
export type RoomPart = (typeof ROOM_PARTS)[number];

/** Where in the page one is. */
export type Place =
  | { type: 'rooms' }
  | { type: 'room'; roomId: string; part: RoomPart }
  | { type: 'webhooks' }
  | { type: 'webhook'; webhookId: string }
  | { type: 'audit' }
  | { type: 'admins' };

/** Reads `#/room/ID/passes` and the like. */
export function place(hash: string): Place {
  const [, type = '', id = '', part = ''] = hash.split('/');
  if (type === 'audit' || type === 'admins' || type === 'webhooks') return { type };
  if (type === 'webhook' && id !== '') return { type, webhookId: id };
  if (type !== 'room' || id === '') return { type: 'rooms' };
  return { type, roomId: id, part: ROOM_PARTS.find((known) => known === part) ?? 'site' };
}

export function hashOf(place: Place): string {
  if (place.type === 'webhook') return `#/webhook/${place.webhookId}`;
  return place.type === 'room' ? `#/room/${place.roomId}/${place.part}` : `#/${place.type}`;
}
