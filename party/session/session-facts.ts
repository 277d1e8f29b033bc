import type { Participant } from '../../shared/protocol/control.ts';
import type { SessionFacts } from '../room/session-calls.ts';
import type { SessionMeta } from './records.ts';

/** @param sizeBytes of what is recorded */
export function factsOf(meta: SessionMeta, participants: Participant[], sizeBytes: number): SessionFacts {
  const present = participants.filter(({ online, admitted }) => online && admitted);
  return {
    state: meta.ended ? 'ended' : meta.code === 'open' ? 'waiting' : 'live',
    endedAt: meta.ended?.at ?? null,
    reason: meta.ended?.reason ?? null,
    agents: present.flatMap(({ role, name }) => (role === 'agent' ? [name ?? ''] : [])),
    customerOnline: present.some(({ role }) => role === 'customer'),
    sizeBytes,
    keptUntil: meta.ended && sizeBytes > 0 ? meta.ended.at + meta.keepMs : null,
    recordingSaid: meta.recordingSaid,
  };
}
