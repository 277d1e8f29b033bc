import type * as Party from 'partykit/server';
import { callParty, doorOf, type Parties, partiesOf } from '../adapter.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import { partyStore } from '../party-store.ts';
import { refusal } from '../refusal.ts';
import type { SessionMeta, SessionSocket, SocketState } from './records.ts';
import { Session, type SessionNews } from './session.ts';

const door = doorOf('session');

/** A session as a PartyKit server. Everything it decides is decided in `Session`. */
export default class SessionServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  readonly options = { hibernate: true };
  private readonly session: Session;

  constructor(party: Party.Room) {
    const parties = partiesOf(party);
    this.session = new Session({
      store: partyStore(party.storage),
      sockets: () => [...party.getConnections<SocketState>()].map(socketOf),
      now: () => Date.now(),
      tellRoom: (what) => this.tellRoom(parties, what),
    });
  }

  onStart(): Promise<void> {
    return this.session.load();
  }

  onConnect(connection: Party.Connection<SocketState>, { request }: Party.ConnectionContext): Promise<void> {
    return this.session.onConnect(socketOf(connection), request.headers.get('origin'));
  }

  onMessage(message: string | ArrayBuffer | ArrayBufferView, connection: Party.Connection<SocketState>): Promise<void> {
    const socket = socketOf(connection);
    if (typeof message === 'string') return this.session.onText(socket, message);
    const frame = ArrayBuffer.isView(message)
      ? new Uint8Array(message.buffer, message.byteOffset, message.byteLength)
      : new Uint8Array(message);
    return this.session.onFrame(socket, frame);
  }

  onClose(connection: Party.Connection<SocketState>): void {
    this.session.onClose(socketOf(connection));
  }

  onError(connection: Party.Connection<SocketState>): void {
    this.session.onClose(socketOf(connection));
  }

  onAlarm(): Promise<void> {
    return this.session.onAlarm();
  }

  /** Calls of the room: the door lets no other in. */
  async onRequest(request: Party.Request): Promise<Response> {
    if (request.headers.get(INTERNAL_HEADER) === null) return refusal('not-found');
    const call = new URL(request.url).pathname.split('/').at(-1);
    if (call === 'code') return Response.json(this.session.codeStatus());
    if (call === 'create')
      return Response.json({ created: await this.session.create(await request.json<SessionMeta>()) });
    if (call === 'key') return Response.json({ key: await this.session.recording.key() });
    if (call === 'keep-key') {
      const { key } = await request.json<{ key: string }>();
      return Response.json({ kept: await this.session.recording.keepKey(key) });
    }
    if (call === 'replace-key') {
      const { key } = await request.json<{ key: string }>();
      return Response.json(await this.session.recording.replaceKey(key));
    }
    if (call === 'facts') return Response.json(this.session.facts());
    if (call === 'delete-log') return Response.json(await this.session.deleteLog());
    if (call === 'end') {
      await this.session.endByAdmin();
      return Response.json({});
    }
    if (call !== 'revoke') return refusal('not-found');
    await this.session.revokePass((await request.json<{ passId: string }>()).passId);
    return Response.json({ revoked: true });
  }

  /** Ends that are connected keep an instance awake; one that an alarm woke cannot call, and the room finds out by asking. */
  private async tellRoom(parties: Parties | undefined, what: SessionNews): Promise<void> {
    const { identity } = this.session;
    if (!identity || !parties) return;
    try {
      await callParty(parties, 'room', identity.roomId, what, { type: what, sessionId: identity.sessionId });
    } catch (error) {
      console.warn('room not told', error);
    }
  }
}

function socketOf(connection: Party.Connection<SocketState>): SessionSocket {
  return {
    id: connection.id,
    get state() {
      return connection.state;
    },
    setState: (state) => void connection.setState(state),
    send: (data) => connection.send(data),
    close: (code, reason) => connection.close(code, reason),
  };
}
