import type { SessionMeta } from './records.ts';

/** A session made before rooms had a policy goes on under the terms of then. */
const FIRST_TERMS: Pick<SessionMeta, 'terms' | 'agentsLimit' | 'isRecorded'> = {
  terms: {
    floor: { mask: [], block: [], ignore: [], private: false },
    assetOrigins: [],
    agentsMay: ['point'],
    branding: {},
    languages: [],
  },
  agentsLimit: 20,
  isRecorded: true,
};

/** What is stored of a session, of this version or one before. It is written with the next write of the session. */
export function upgradedMeta(stored: SessionMeta | undefined): SessionMeta | undefined {
  return stored && { ...FIRST_TERMS, ...stored, terms: { ...FIRST_TERMS.terms, ...stored.terms } };
}
