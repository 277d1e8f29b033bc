import * as v from 'valibot';

/** Schemes and hosts only: `https://shop.example`, with a port where it is not the usual one. */
const origin = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text),
);

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const minutes = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** What an admin decides about a room. */
export const roomSettingsSchema = v.strictObject({
  name,
  origins: v.pipe(v.array(origin), v.minLength(1), v.maxLength(50)),
  /** A session in which nobody does anything ends after this. */
  idleMinutes: v.optional(minutes(24 * 60), 30),
  /** No session is longer than this. */
  lengthMinutes: v.optional(minutes(24 * 60), 4 * 60),
  /** How long the log of an ended session is kept. */
  keepMinutes: v.optional(minutes(60 * 24 * 90), 24 * 60),
  /** Whether pages on plain http, where browsers give no cryptography, may take part: unsealed, and marked as that. */
  allowUnsealed: v.optional(v.boolean(), false),
});

export type RoomSettings = v.InferOutput<typeof roomSettingsSchema>;

export const passSettingsSchema = v.strictObject({ agentName: name });

export type PassSettings = v.InferOutput<typeof passSettingsSchema>;

/** Rooms and passes as an admin sees them. */
export interface RoomInfo extends RoomSettings {
  roomId: string;
  createdAt: number;
}

export interface PassRecord {
  passId: string;
  agentName: string;
  createdAt: number;
  revokedAt: number | null;
}
