import * as v from 'valibot';
import { CLOSE_CODES, type CloseReason } from '../protocol/close.ts';
import { roomSettingsSchema } from './room-settings.ts';

/** Ms since epoch. */
const at = v.pipe(v.number(), v.integer(), v.minValue(0), v.metadata({ description: 'Milliseconds since epoch' }));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

/** A room with its id. */
export const roomSchema = v.strictObject({ roomId: id, createdAt: at, ...roomSettingsSchema.entries });
export type RoomInfo = v.InferOutput<typeof roomSchema>;

/** `supervisor`: watches sessions and reads recordings; asks for nothing and ends nothing. */
export const PASS_ROLES = ['agent', 'supervisor'] as const;
export type PassRole = (typeof PASS_ROLES)[number];

export const newPassSchema = v.strictObject({
  agentName: name,
  role: v.optional(v.picklist(PASS_ROLES), 'agent'),
  /** After this it is worth nothing; null: it does not expire. */
  expiresAt: v.optional(v.nullable(at), null),
});
export type NewPass = v.InferInput<typeof newPassSchema>;

export const passSchema = v.strictObject({
  passId: id,
  agentName: v.string(),
  role: v.picklist(PASS_ROLES),
  createdAt: at,
  expiresAt: v.nullable(at),
  revokedAt: v.nullable(at),
  /** Beginning of the hash of its secret: tells passes apart and gives nothing away. */
  fingerprint: v.string(),
});
export type PassInfo = v.InferOutput<typeof passSchema>;

/** The party's own half of a pass, told this once; the room key is added by whoever hands the pass out. */
export const issuedPassSchema = v.strictObject({ ...passSchema.entries, secret: v.string() });
export type IssuedPass = v.InferOutput<typeof issuedPassSchema>;

const closeReason = v.picklist(Object.keys(CLOSE_CODES) as CloseReason[]);

export const sessionSchema = v.strictObject({
  sessionId: id,
  roomId: id,
  /** `waiting`: nobody has used the code yet. */
  state: v.picklist(['waiting', 'live', 'ended']),
  createdAt: at,
  endedAt: v.nullable(at),
  reason: v.nullable(closeReason),
  agents: v.array(v.string()),
  customerOnline: v.boolean(),
});
export type SessionInfo = v.InferOutput<typeof sessionSchema>;

export const recordingSchema = v.strictObject({
  sessionId: id,
  roomId: id,
  createdAt: at,
  endedAt: at,
  /** `room`: its policy records every session, as its customer was told. `customer`: who was asked and agreed. */
  agreedBy: v.picklist(['room', 'customer']),
  /** When the customer stopped it; null: it goes to the end of the session. */
  stoppedAt: v.nullable(at),
  sizeBytes: count,
  /** When it is deleted by itself. */
  keptUntil: at,
});
export type RecordingInfo = v.InferOutput<typeof recordingSchema>;

/** A session key as `shared/crypto/recording-key.ts` wraps it: 69 bytes. */
export const wrappedKeySchema = v.strictObject({ key: v.pipe(v.string(), v.regex(/^[\w-]{92}$/)) });
export type WrappedKey = v.InferOutput<typeof wrappedKeySchema>;

export const newTokenSchema = v.strictObject({
  name,
  expiresAt: v.optional(v.nullable(at), null),
});

export const tokenSchema = v.strictObject({
  tokenId: id,
  name: v.string(),
  createdAt: at,
  expiresAt: v.nullable(at),
});
export type TokenInfo = v.InferOutput<typeof tokenSchema>;

/** An admin token, told this once. */
export const issuedTokenSchema = v.strictObject({ ...tokenSchema.entries, token: v.string() });

export const setupSchema = v.strictObject({ secret: v.pipe(v.string(), v.maxLength(100)), name });

/** How the installation stands, for whoever opens the admin page. */
export const statusSchema = v.strictObject({
  /** `setup-wanted`: nobody administers it yet; the party has printed a setup secret. */
  state: v.picklist(['setup-wanted', 'ready']),
  version: v.literal(1),
});

export const actorSchema = v.strictObject({
  type: v.picklist(['admin', 'agent', 'customer', 'party']),
  id: v.string(),
  name: v.nullable(v.string()),
});
export type Actor = v.InferOutput<typeof actorSchema>;

export const auditEntrySchema = v.strictObject({
  /** From 1, without holes. */
  index: count,
  at,
  actor: actorSchema,
  action: v.string(),
  roomId: v.nullable(v.string()),
  /** What it was done to. */
  subject: v.nullable(v.string()),
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  /** Hash of the entry before. */
  previous: v.string(),
  hash: v.string(),
});
export type AuditEntry = v.InferOutput<typeof auditEntrySchema>;

export const auditVerdictSchema = v.strictObject({
  whole: v.boolean(),
  entries: count,
  /** Hash of the newest entry: kept elsewhere, it shows a log that was written anew. */
  head: v.string(),
  /** Index of the first entry that is missing or changed. */
  brokenAt: v.nullable(count),
});
export type AuditVerdict = v.InferOutput<typeof auditVerdictSchema>;

/** A page of a list. `next`: what to give as `cursor` for the page after it. */
export const pageOf = <Item extends v.GenericSchema>(item: Item) =>
  v.strictObject({ items: v.array(item), next: v.nullable(v.string()) });

export interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

/** Numbers in a query arrive as text. */
export const pageQuerySchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w./-]{1,100}$/))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/, 'Must be from 1 to 100.')), '50'),
});
export type PageQuery = v.InferOutput<typeof pageQuerySchema>;
