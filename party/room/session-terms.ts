import type { RoomInfo } from '../../shared/api/resources.ts';
import type { RecordingStanding } from '../../shared/protocol/recording.ts';
import { UNRECORDED_MS, wholeLog } from '../session/recording.ts';
import type { SessionMeta } from '../session/records.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const FIRST_STANDING = { off: 'off', ask: 'asking', on: 'on' } as const satisfies Record<string, RecordingStanding>;

/** By which name customers know the room. */
export const shownNameOf = ({ name, branding }: RoomInfo): string => branding.name ?? name;

/** What a session of this room is when it begins. It keeps these terms to its end, but for what its customer says of the recording. */
export function firstMeta(
  { roomId, origins, assetOrigins, policy, branding, languages }: RoomInfo,
  own: Pick<SessionMeta, 'sessionId' | 'ticketKey' | 'createdAt' | 'codeExpiresAt'>,
): SessionMeta {
  return {
    ...own,
    roomId,
    origins,
    terms: {
      floor: policy.privacyFloor,
      assetOrigins,
      agentsMay: policy.agentsMay,
      branding: { colour: branding.colour ?? undefined, logo: branding.logo ?? undefined },
      languages,
      recording: FIRST_STANDING[policy.recording],
    },
    agentsLimit: policy.agentsPerSession,
    idleLimitMs: policy.idleMinutes * MINUTE_MS,
    lengthLimitMs: policy.lengthMinutes * MINUTE_MS,
    recorded: policy.recording === 'on' ? wholeLog() : null,
    recordingSaid: [],
    trimmed: false,
    keepMs: policy.recording === 'off' ? UNRECORDED_MS : policy.retentionDays * DAY_MS,
    code: 'open',
    misses: 0,
    nextParticipant: 1,
    lastActivityAt: own.createdAt,
    ended: null,
  };
}
