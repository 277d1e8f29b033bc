import type { RoomTerms } from '../../shared/protocol/control.ts';
import { wholeLog } from './recording.ts';
import type { SessionMeta } from './records.ts';

/** A session made before rooms had a policy goes on under the terms of then. */
const FIRST_TERMS: Pick<SessionMeta, 'agentsLimit'> & { terms: Omit<SessionMeta['terms'], 'recording'> } = {
  terms: {
    floor: { mask: [], block: [], ignore: [], private: false },
    assetOrigins: [],
    agentsMay: ['point'],
    branding: {},
    languages: [],
  },
  agentsLimit: 20,
};

type New = 'recorded' | 'recordingSaid' | 'trimmed' | 'agentsLimit';

/** As it was before customers could be asked: what is recorded is recorded from the beginning. */
type StoredMeta = Omit<SessionMeta, New | 'terms'> &
  Partial<Pick<SessionMeta, New>> & { terms?: Partial<RoomTerms>; isRecorded?: boolean };

/** What is stored of a session, of this version or one before. It is written with the next write of the session. */
export function upgradedMeta(stored: StoredMeta | undefined): SessionMeta | undefined {
  if (!stored) return undefined;
  const { isRecorded = true, ...kept } = stored;
  return {
    recorded: isRecorded ? wholeLog() : null,
    recordingSaid: [],
    trimmed: false,
    ...FIRST_TERMS,
    ...kept,
    terms: { recording: isRecorded ? 'on' : 'off', ...FIRST_TERMS.terms, ...kept.terms },
  };
}
