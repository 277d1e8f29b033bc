import type { RoomInfo } from '../../shared/api/resources.ts';
import type { SessionMeta } from '../session/records.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** An unrecorded log is kept for as long as an end that lost its connection may come back to hear how it ended. */
const UNRECORDED_MS = 5 * MINUTE_MS;

/** By which name customers know the room. */
export const shownNameOf = ({ name, branding }: RoomInfo): string => branding.name ?? name;

/**
 * What a session of this room is when it begins. It keeps these terms to its end. `ask` records nothing as long as no
 * customer can be asked.
 */
export function firstMeta(
  { roomId, origins, assetOrigins, policy, branding, languages }: RoomInfo,
  own: Pick<SessionMeta, 'sessionId' | 'ticketKey' | 'createdAt' | 'codeExpiresAt'>,
): SessionMeta {
  const isRecorded = policy.recording === 'on';
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
    },
    agentsLimit: policy.agentsPerSession,
    idleLimitMs: policy.idleMinutes * MINUTE_MS,
    lengthLimitMs: policy.lengthMinutes * MINUTE_MS,
    isRecorded,
    keepMs: isRecorded ? policy.retentionDays * DAY_MS : UNRECORDED_MS,
    code: 'open',
    misses: 0,
    nextParticipant: 1,
    lastActivityAt: own.createdAt,
    ended: null,
  };
}
