import { AgentJoin, type AgentStep } from '../../shared/crypto/agent-join.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { fingerprintOf } from '../../shared/crypto/fingerprint.ts';
import { sessionKeyFrom } from '../../shared/crypto/key-schedule.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import type { Seal } from '../../shared/crypto/seal.ts';
import { SessionSeal } from '../../shared/crypto/session-seal.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import { deafSeal } from './deaf-seal.ts';
import type { Agreed, Meeting } from './meeting.ts';

/** What the agent is told about it. */
export type Trust =
  | { type: 'none-yet' }
  /** `fingerprint`: words that the customer sees too. */
  | { type: 'sealed'; fingerprint: string }
  | { type: 'open' };

/** The agent's cryptography in one session: proves the code, and closes and opens what is said. */
export class AgentSealing {
  private readonly join: AgentJoin | undefined;
  private seal: SessionSeal | undefined;

  /** @param missesLeft wrong codes that are still forgiven */
  constructor(meeting: Meeting, missesLeft: number) {
    const { code, roomId, sessionId, allowUnsealed } = meeting;
    if (!code) return;
    const place = { protocol: PROTOCOL_VERSION, roomId, sessionId, locator: code.locator };
    this.join = new AgentJoin(code.secret, place, missesLeft, allowUnsealed);
  }

  /** For a new link: it begins at the newest snapshot, as a start of its own. */
  begin({ generation, agreed, stage }: Pick<Meeting, 'generation' | 'agreed' | 'stage'>): Seal {
    if (stage.type === 'asking-in') return deafSeal;
    const seal = new SessionSeal('agent', { generation, lanes: [] });
    if (agreed) seal.unlock(keyOf(agreed));
    this.seal = seal;
    return seal;
  }

  /** @param customer participant number */
  hear(customer: string, message: Uint8Array): AgentStep | undefined {
    return this.join?.hear(customer, message);
  }

  /** The customer knows the code: from now on there is a key. */
  async agree({ key, tag, sealed }: Extract<AgentStep, { type: 'proved' }>): Promise<Agreed> {
    const shown = toBase64url(tag);
    const agreed: Agreed = sealed
      ? { type: 'sealed', key: toBase64url(await sessionKeyFrom(key)), tag: shown }
      : { type: 'open', tag: shown };
    this.seal?.unlock(keyOf(agreed));
    return agreed;
  }
}

export async function trustIn(agreed: Agreed | null): Promise<Trust> {
  const key = agreed && keyOf(agreed);
  if (key) return { type: 'sealed', fingerprint: await fingerprintOf(key) };
  return { type: agreed ? 'open' : 'none-yet' };
}

function keyOf(agreed: Agreed): Octets | null {
  if (agreed.type === 'open') return null;
  const key = fromBase64url(agreed.key);
  if (!key) throw new Error('the kept key is damaged');
  return key as Octets;
}
