import type { HttpFault } from '../../shared/protocol/http-fault.ts';
import type { PassRecord, RoomInfo, RoomSettings } from '../room/room-config.ts';

/** What an admin gives for a new room: limits may be left to the party. */
export type NewRoom = Pick<RoomSettings, 'name' | 'origins'> & Partial<RoomSettings>;

/** The party's own half of a pass; the room key is added by whoever hands the pass out. */
export interface NewPass {
  passId: string;
  secret: string;
  agentName: string;
}

export class AdminError extends Error {
  constructor(readonly fault: HttpFault) {
    super(fault);
  }
}

/** The admin API of a party, for tools. Every call throws an `AdminError` when it is refused. */
export interface AdminClient {
  createRoom(room: NewRoom): Promise<RoomInfo>;
  /** Replaces the settings of a room. Sessions that are running keep theirs. */
  changeRoom(roomId: string, room: NewRoom): Promise<RoomInfo>;
  listRooms(): Promise<RoomInfo[]>;
  createPass(roomId: string, agentName: string): Promise<NewPass>;
  listPasses(roomId: string): Promise<PassRecord[]>;
  revokePass(roomId: string, passId: string): Promise<void>;
}

export function adminClient(partyUrl: string, adminSecret: string): AdminClient {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${partyUrl}/parties/admin/main/${path}`, {
      method,
      headers: { authorization: `Bearer ${adminSecret}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    if (!response) throw new AdminError('party-unreachable');
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new AdminError((answer as { error?: HttpFault } | undefined)?.error ?? 'party-unreachable');
    return answer as Answer;
  };
  return {
    createRoom: (room) => call('POST', 'rooms', room),
    changeRoom: (roomId, room) => call('PUT', `rooms/${roomId}`, room),
    listRooms: () => call('GET', 'rooms'),
    createPass: (roomId, agentName) => call('POST', `rooms/${roomId}/passes`, { agentName }),
    listPasses: (roomId) => call('GET', `rooms/${roomId}/passes`),
    revokePass: async (roomId, passId) => void (await call('DELETE', `rooms/${roomId}/passes/${passId}`)),
  };
}
