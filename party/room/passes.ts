import { randomToken } from '../../shared/crypto/base64url.ts';
import { equalHashes, hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import type { PassRecord } from './room-config.ts';

interface StoredPass extends PassRecord {
  secretHash: string;
}

const PREFIX = 'pass/';

/** The passes of a room. Their secrets are stored as hashes only. */
export class Passes {
  constructor(private readonly store: Store) {}

  /** A new pass; its secret is told this once. */
  async create(agentName: string, now: number): Promise<{ passId: string; secret: string; agentName: string }> {
    const passId = randomToken(8);
    const secret = randomToken(32);
    const pass: StoredPass = { passId, agentName, createdAt: now, revokedAt: null, secretHash: await hashOf(secret) };
    this.store.put({ [PREFIX + passId]: pass });
    return { passId, secret, agentName };
  }

  /** The pass behind `passId.secret`, unless it is wrong or revoked. */
  async verify(token: string): Promise<PassRecord | undefined> {
    const [passId, secret, ...rest] = token.split('.');
    if (!passId || !secret || rest.length > 0) return undefined;
    const pass = await this.store.get<StoredPass>(PREFIX + passId);
    // The hash is made in either case: how long it takes does not tell whether a pass exists.
    const matches = equalHashes(await hashOf(secret), pass?.secretHash ?? '');
    return pass && matches && pass.revokedAt === null ? pass : undefined;
  }

  async list(): Promise<PassRecord[]> {
    const passes = await this.store.list<StoredPass>({ prefix: PREFIX });
    return [...passes.values()].map(({ passId, agentName, createdAt, revokedAt }) => ({
      passId,
      agentName,
      createdAt,
      revokedAt,
    }));
  }

  /** False when there is no such pass. */
  async revoke(passId: string, now: number): Promise<boolean> {
    const pass = await this.store.get<StoredPass>(PREFIX + passId);
    if (!pass) return false;
    this.store.put({ [PREFIX + passId]: { ...pass, revokedAt: pass.revokedAt ?? now } });
    return true;
  }
}
