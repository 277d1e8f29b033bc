import * as v from 'valibot';
import type { ProblemCode } from './problem.ts';
import {
  auditEntrySchema,
  auditVerdictSchema,
  issuedPassSchema,
  issuedTokenSchema,
  newPassSchema,
  newTokenSchema,
  pageOf,
  pageQuerySchema,
  passSchema,
  recordingSchema,
  roomSchema,
  sessionSchema,
  setupSchema,
  statusSchema,
  tokenSchema,
  wrappedKeySchema,
} from './resources.ts';
import { roomChangeSchema, roomSettingsSchema } from './room-settings.ts';
import { deliverySchema, issuedWebhookSchema, newWebhookSchema, webhookSchema } from './webhook-resources.ts';

export const API_BASE = '/api/v1';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `API_BASE`, with `:name` for a part that is an id. */
  path: string;
  summary: string;
  /** Needs no admin token. */
  open?: true;
  query?: v.GenericSchema;
  body?: v.GenericSchema;
  status: 200 | 201 | 204;
  /** Left out: an answer without a body. */
  answer?: v.GenericSchema;
  /** What it may refuse for, besides what every route may. */
  problems?: readonly ProblemCode[];
}

const sessionQuery = v.strictObject({
  ...pageQuerySchema.entries,
  state: v.optional(v.picklist(['live', 'all']), 'live'),
});

/** The whole API: the party answers by this table, the OpenAPI document is made from it, and clients are typed by it. */
export const ROUTES = {
  status: {
    method: 'GET',
    path: '/status',
    summary: 'How this party stands',
    open: true,
    status: 200,
    answer: statusSchema,
  },
  setUp: {
    method: 'POST',
    path: '/setup',
    summary: 'The first admin token, for the setup secret that the party has printed',
    open: true,
    body: setupSchema,
    status: 201,
    answer: issuedTokenSchema,
    problems: ['setup-done', 'setup-secret-wrong'],
  },
  listTokens: {
    method: 'GET',
    path: '/admin-tokens',
    summary: 'Admin tokens',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(tokenSchema),
  },
  createToken: {
    method: 'POST',
    path: '/admin-tokens',
    summary: 'A new admin token, shown this once',
    body: newTokenSchema,
    status: 201,
    answer: issuedTokenSchema,
  },
  deleteToken: {
    method: 'DELETE',
    path: '/admin-tokens/:token',
    summary: 'Makes an admin token worthless',
    status: 204,
    problems: ['not-found', 'last-token'],
  },
  listRooms: {
    method: 'GET',
    path: '/rooms',
    summary: 'Rooms',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(roomSchema),
  },
  createRoom: {
    method: 'POST',
    path: '/rooms',
    summary: 'A new room',
    body: roomSettingsSchema,
    status: 201,
    answer: roomSchema,
  },
  getRoom: {
    method: 'GET',
    path: '/rooms/:room',
    summary: 'One room',
    status: 200,
    answer: roomSchema,
    problems: ['not-found'],
  },
  changeRoom: {
    method: 'PATCH',
    path: '/rooms/:room',
    summary: 'Changes what is given. Sessions that are running keep the settings they began with',
    body: roomChangeSchema,
    status: 200,
    answer: roomSchema,
    problems: ['not-found'],
  },
  deleteRoom: {
    method: 'DELETE',
    path: '/rooms/:room',
    summary: 'Ends its sessions, deletes its recordings, passes and the room itself',
    status: 204,
    problems: ['not-found', 'partly-done'],
  },
  listPasses: {
    method: 'GET',
    path: '/rooms/:room/passes',
    summary: 'Passes of a room',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(passSchema),
    problems: ['not-found'],
  },
  createPass: {
    method: 'POST',
    path: '/rooms/:room/passes',
    summary: 'A new pass, whose secret is shown this once',
    body: newPassSchema,
    status: 201,
    answer: issuedPassSchema,
    problems: ['not-found'],
  },
  revokePass: {
    method: 'DELETE',
    path: '/rooms/:room/passes/:pass',
    summary: 'Revokes a pass at once, also in sessions that go on',
    status: 204,
    problems: ['not-found', 'partly-done'],
  },
  listSessions: {
    method: 'GET',
    path: '/rooms/:room/sessions',
    summary: 'Sessions of a room, the newest first',
    query: sessionQuery,
    status: 200,
    answer: pageOf(sessionSchema),
    problems: ['not-found'],
  },
  endSession: {
    method: 'POST',
    path: '/rooms/:room/sessions/:session/end',
    summary: 'Ends a session for everyone in it',
    status: 204,
    problems: ['not-found'],
  },
  listRecordings: {
    method: 'GET',
    path: '/rooms/:room/recordings',
    summary: 'Recordings of a room, the newest first',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(recordingSchema),
    problems: ['not-found'],
  },
  deleteRecording: {
    method: 'DELETE',
    path: '/rooms/:room/recordings/:session',
    summary: 'Deletes a recording',
    status: 204,
    problems: ['not-found', 'session-live'],
  },
  getRecordingKey: {
    method: 'GET',
    path: '/rooms/:room/recordings/:session/key',
    summary: 'The key of a recording, wrapped with the room key that the party never sees',
    status: 200,
    answer: wrappedKeySchema,
    problems: ['not-found'],
  },
  replaceRecordingKey: {
    method: 'PUT',
    path: '/rooms/:room/recordings/:session/key',
    summary: 'Puts the key of a recording, wrapped with another room key, in the place of what was kept',
    body: wrappedKeySchema,
    status: 204,
    problems: ['not-found'],
  },
  listWebhooks: {
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhooks',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(webhookSchema),
  },
  createWebhook: {
    method: 'POST',
    path: '/webhooks',
    summary: 'A new webhook, whose secret is shown this once',
    body: newWebhookSchema,
    status: 201,
    answer: issuedWebhookSchema,
    problems: ['not-found', 'too-many-webhooks'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/webhooks/:webhook',
    summary: 'Deletes a webhook, its deliveries and what waits for it',
    status: 204,
    problems: ['not-found'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/webhooks/:webhook/deliveries',
    summary: 'Deliveries of a webhook with every attempt, the newest first',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(deliverySchema),
    problems: ['not-found'],
  },
  testWebhook: {
    method: 'POST',
    path: '/webhooks/:webhook/test',
    summary: 'Sends a webhook something to try it; the list of deliveries tells what came of it',
    status: 201,
    answer: deliverySchema,
    problems: ['not-found'],
  },
  listAudit: {
    method: 'GET',
    path: '/audit',
    summary: 'The audit log, the newest entry first',
    query: pageQuerySchema,
    status: 200,
    answer: pageOf(auditEntrySchema),
  },
  verifyAudit: {
    method: 'GET',
    path: '/audit/verdict',
    summary: 'Whether the chain of the audit log is whole',
    status: 200,
    answer: auditVerdictSchema,
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof ROUTES;
export type RouteName = keyof Routes;

/** The audit log as JSON lines, the oldest entry first: the only answer that is no JSON document. */
export const AUDIT_EXPORT_PATH = '/audit/export';
export const OPENAPI_PATH = '/openapi.json';

type PartsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PartsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type ParamsOf<R extends Route> = Record<PartsOf<R['path']>, string>;
type Given<Field, Way extends 'in' | 'out'> = Field extends v.GenericSchema
  ? Way extends 'in'
    ? v.InferInput<Field>
    : v.InferOutput<Field>
  : undefined;

/** What a caller gives, and what the party has after checking it. */
export type BodyOf<R extends Route, Way extends 'in' | 'out'> = R extends { body: infer Body }
  ? Given<Body, Way>
  : undefined;
export type QueryOf<R extends Route, Way extends 'in' | 'out'> = R extends { query: infer Query }
  ? Given<Query, Way>
  : undefined;
export type AnswerOf<R extends Route> = R extends { answer: infer Answer } ? Given<Answer, 'out'> : undefined;
