import * as v from 'valibot';
import { LANGUAGES } from '../protocol/languages.ts';
import { originPatternSchema, originSchema } from './origin-pattern.ts';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** What agents may ask a customer for. A ceiling: the customer alone grants. */
export const ABILITIES = ['point', 'draw', 'click', 'type', 'scroll', 'navigate'] as const;
export type Ability = (typeof ABILITIES)[number];

/** The customer's browser has the last word: with a selector that it refuses, a session ends before anything is shared. */
const selector = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));
const selectors = v.optional(v.pipe(v.array(selector), v.maxLength(20)), []);

/** What no site of the room can open again. */
const privacyFloor = v.strictObject({
  mask: selectors,
  block: selectors,
  ignore: selectors,
  /** Masks whole pages. */
  private: v.optional(v.boolean(), false),
});
export type PrivacyFloor = v.InferOutput<typeof privacyFloor>;

const switchedOff = v.optional(v.boolean(), false);

const policyFields = {
  agentsMay: v.pipe(v.array(v.picklist(ABILITIES)), v.maxLength(ABILITIES.length)),
  /** `ask`: only where the customer has agreed to it as well. */
  recording: v.picklist(['off', 'ask', 'on']),
  /** How long a recording is kept. */
  retentionDays: whole(1, 365),
  privacyFloor,
  diagnostics: v.strictObject({ console: switchedOff, network: switchedOff, performance: switchedOff }),
  /** A session in which nobody does anything ends after this. */
  idleMinutes: whole(1, 24 * 60),
  /** No session is longer than this. */
  lengthMinutes: whole(1, 24 * 60),
  /** Agents and supervisors of one session at one time. */
  agentsPerSession: whole(1, 20),
  /** Whether pages without a secure context may take part, unsealed. */
  allowUnsealed: v.boolean(),
};

const policySchema = v.strictObject({
  agentsMay: v.optional(policyFields.agentsMay, ['point']),
  recording: v.optional(policyFields.recording, 'off'),
  retentionDays: v.optional(policyFields.retentionDays, 30),
  privacyFloor: v.optional(policyFields.privacyFloor, {}),
  diagnostics: v.optional(policyFields.diagnostics, {}),
  idleMinutes: v.optional(policyFields.idleMinutes, 30),
  lengthMinutes: v.optional(policyFields.lengthMinutes, 4 * 60),
  agentsPerSession: v.optional(policyFields.agentsPerSession, 5),
  allowUnsealed: v.optional(policyFields.allowUnsealed, false),
});
export type Policy = v.InferOutput<typeof policySchema>;

const brandingFields = {
  /** Shown to customers in place of the room's name. */
  name: v.nullable(name),
  colour: v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, 'Must be #rrggbb.'))),
  logo: v.nullable(v.pipe(v.string(), v.maxLength(500), v.url(), v.regex(/^https:\/\//, 'Must begin with https://.'))),
};

const brandingSchema = v.strictObject({
  name: v.optional(brandingFields.name, null),
  colour: v.optional(brandingFields.colour, null),
  logo: v.optional(brandingFields.logo, null),
});

const roomFields = {
  name,
  /** Sites whose pages may take part. */
  origins: v.pipe(v.array(originPatternSchema), v.minLength(1), v.maxLength(50)),
  /** Where an agent's browser may load pictures and fonts of a page from. */
  assetOrigins: v.pipe(v.array(originSchema), v.maxLength(50)),
  /** What the customer's widget speaks, the language for everybody else first; none: all that it can. */
  languages: v.pipe(
    v.array(v.picklist(LANGUAGES, `Must be one of ${LANGUAGES.join(', ')}.`)),
    v.check((given) => new Set(given).size === given.length, 'Must name each language once.'),
  ),
};

/** What an admin decides about a room. */
export const roomSettingsSchema = v.strictObject({
  name: roomFields.name,
  origins: roomFields.origins,
  assetOrigins: v.optional(roomFields.assetOrigins, []),
  policy: v.optional(policySchema, {}),
  branding: v.optional(brandingSchema, {}),
  languages: v.optional(roomFields.languages, []),
});
export type RoomSettings = v.InferOutput<typeof roomSettingsSchema>;
export type NewRoom = v.InferInput<typeof roomSettingsSchema>;

/** What is given replaces what was there; within `policy` and `branding` field by field. */
export const roomChangeSchema = v.strictObject({
  ...v.partial(v.strictObject(roomFields)).entries,
  policy: v.optional(v.partial(v.strictObject(policyFields))),
  branding: v.optional(v.partial(v.strictObject(brandingFields))),
});
export type RoomChange = v.InferInput<typeof roomChangeSchema>;
type CheckedChange = v.InferOutput<typeof roomChangeSchema>;

export function changedSettings(settings: RoomSettings, change: CheckedChange): RoomSettings {
  const { policy, branding } = settings;
  return v.parse(roomSettingsSchema, {
    ...settings,
    ...change,
    policy: { ...policy, ...change.policy },
    branding: { ...branding, ...change.branding },
  });
}
