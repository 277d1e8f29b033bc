import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { isAllowedOrigin } from '../../shared/api/origin-pattern.ts';
import { type PassInfo, type RoomInfo, wrappedKeySchema } from '../../shared/api/resources.ts';
import type { HttpFault } from '../../shared/protocol/http-fault.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import { parseJson } from '../../shared/protocol/parse-json.ts';
import { refusal } from '../refusal.ts';
import { bearerOf } from '../secrets.ts';
import type { Room } from './room.ts';
import { shownNameOf } from './session-terms.ts';

const MAX_BODY_CHARS = 2_000;

const joinSchema = v.object({
  protocol: v.number(),
  locator: v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{2}$/)),
});

/** Passes travel in a header that the caller sets, never in a cookie: any page may call, none can borrow a login. */
const OPEN_CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-max-age': '600',
};

type Refused = Exclude<HttpFault, 'party-unreachable'>;
type Answer = { ok: true; answer: unknown } | { ok: false; fault: Refused };

/** What agents and customers may ask of a room. */
export function roomRoutes(room: Room): Hono {
  const app = new Hono().basePath('/parties/room/:room');
  app.options('*', (context) => context.body(null, 204, OPEN_CORS));
  app.post('/join', (context) => join(context, room));
  app.get('/pass', (context) =>
    withPass(context, room, async (pass, config) => ({
      ok: true,
      answer: { roomName: shownNameOf(config), agentName: pass.agentName, origins: config.origins },
    })),
  );
  app.post('/sessions', (context) =>
    withPass(
      context,
      room,
      async (pass, config) =>
        pass.role === 'agent' ? room.createSession(pass, config) : { ok: false, fault: 'pass-invalid' },
      201,
    ),
  );
  app.post('/sessions/:session/ticket', (context) =>
    withPass(context, room, (pass, config) => room.ticketFor(pass, context.req.param('session'), config)),
  );
  app.put('/sessions/:session/key', (context) =>
    withPass(context, room, async () => {
      const body = parseJson((await context.req.text()).slice(0, MAX_BODY_CHARS), wrappedKeySchema);
      if (!body) return { ok: false, fault: 'request-invalid' };
      return room.keepKey(context.req.param('session'), body.key);
    }),
  );
  app.get('/sessions/:session/key', (context) =>
    withPass(context, room, (pass) => room.keyOf(pass, context.req.param('session'))),
  );
  app.notFound(() => refusal('not-found'));
  app.onError((error) => {
    console.error('room', error);
    return refusal('request-invalid', OPEN_CORS);
  });
  return app;
}

async function withPass(
  context: Context,
  room: Room,
  act: (pass: PassInfo, config: RoomInfo) => Promise<Answer>,
  status: 200 | 201 = 200,
): Promise<Response> {
  if (!room.info) return refusal('room-unknown', OPEN_CORS);
  const token = bearerOf(context.req.header('authorization'));
  const pass = token === undefined ? undefined : await room.passes.verify(token, room.now);
  await room.settleEnds();
  if (!pass) return refusal('pass-invalid', OPEN_CORS);
  return answered(await act(pass, room.info), status, OPEN_CORS);
}

async function join(context: Context, room: Room): Promise<Response> {
  const origin = context.req.header('origin');
  // Read whatever comes of it: an answer before the body is read resets the connection.
  const text = await context.req.text();
  // Pages may read the refusal (it says nothing), so that a person can be told why.
  const cors: Record<string, string> = { 'access-control-allow-origin': origin ?? 'null', vary: 'origin' };
  if (!room.info) return refusal('room-unknown', cors);
  if (!origin || !isAllowedOrigin(room.info.origins, origin)) return refusal('origin-refused', cors);
  const body = text.length <= MAX_BODY_CHARS ? parseJson(text, joinSchema) : undefined;
  if (!body) return refusal('request-invalid', cors);
  if (body.protocol !== PROTOCOL_VERSION) return refusal('protocol-unsupported', cors);
  const address = context.req.header('cf-connecting-ip');
  return answered(await room.join(body.locator, address, room.info), 200, cors);
}

function answered(result: Answer, status: 200 | 201, headers: Record<string, string>): Response {
  if (!result.ok) return refusal(result.fault, headers);
  return Response.json(result.answer, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
