import { type Context, Hono } from 'hono';
import type * as v from 'valibot';
import { randomCrockford } from '../../shared/protocol/crockford.ts';
import { parseJson } from '../../shared/protocol/parse-json.ts';
import { refusal } from '../refusal.ts';
import { passSettingsSchema, type RoomInfo, roomSettingsSchema } from '../room/room-config.ts';
import { bearerOf, equalHashes, hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';

const ROOM_PREFIX = 'room/';
const ROOM_ID_LENGTH = 12;
const MAX_BODY_CHARS = 20_000;
/** A shorter secret could be guessed: with one, the door stays shut. */
const MIN_SECRET_LENGTH = 16;

export interface AdminHost {
  store: Store;
  now(): number;
  callRoom(roomId: string, call: string, body: unknown): Promise<Response>;
  adminSecret: string | undefined;
}

/** What an admin may ask for: rooms and passes. Everything needs the admin secret. */
export function adminRoutes(host: AdminHost): Hono {
  const app = new Hono().basePath('/parties/admin/main');
  app.use('*', async (context, next) => {
    if (!(await isAdmin(context.req.header('authorization'), host.adminSecret))) return refusal('pass-invalid');
    await next();
    return undefined;
  });
  app.get('/rooms', async (context) => {
    const rooms = await host.store.list<RoomInfo>({ prefix: ROOM_PREFIX });
    return context.json([...rooms.values()]);
  });
  app.post('/rooms', async (context) => {
    const settings = await bodyOf(context, roomSettingsSchema);
    if (!settings) return refusal('request-invalid');
    const roomId = randomCrockford(ROOM_ID_LENGTH).toLowerCase();
    return saveRoom(host, { ...settings, roomId, createdAt: host.now() }, 201);
  });
  app.put('/rooms/:room', async (context) => {
    const settings = await bodyOf(context, roomSettingsSchema);
    const room = await host.store.get<RoomInfo>(ROOM_PREFIX + context.req.param('room'));
    if (!room) return refusal('room-unknown');
    return settings ? saveRoom(host, { ...room, ...settings }, 200) : refusal('request-invalid');
  });
  app.get('/rooms/:room/passes', (context) => host.callRoom(context.req.param('room'), 'passes', {}));
  app.post('/rooms/:room/passes', async (context) => {
    const settings = await bodyOf(context, passSettingsSchema);
    return settings ? host.callRoom(context.req.param('room'), 'create-pass', settings) : refusal('request-invalid');
  });
  app.delete('/rooms/:room/passes/:pass', (context) =>
    host.callRoom(context.req.param('room'), 'revoke-pass', { passId: context.req.param('pass') }),
  );
  app.notFound(() => refusal('not-found'));
  app.onError((error) => {
    console.error('admin', error);
    return refusal('request-invalid');
  });
  return app;
}

async function isAdmin(header: string | undefined, secret: string | undefined): Promise<boolean> {
  const given = bearerOf(header);
  if (given === undefined || secret === undefined || secret.length < MIN_SECRET_LENGTH) return false;
  return equalHashes(await hashOf(given), await hashOf(secret));
}

async function bodyOf<Output>(context: Context, schema: v.GenericSchema<unknown, Output>): Promise<Output | undefined> {
  const text = await context.req.text();
  return text.length <= MAX_BODY_CHARS ? parseJson(text, schema) : undefined;
}

async function saveRoom(host: AdminHost, room: RoomInfo, status: 200 | 201): Promise<Response> {
  await host.callRoom(room.roomId, 'configure', room);
  host.store.put({ [ROOM_PREFIX + room.roomId]: room });
  await host.store.sync();
  return Response.json(room, { status });
}
