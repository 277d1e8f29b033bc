import type { IssuedPass, NewPass, PassInfo } from '../../shared/api/resources.ts';
import { randomId, randomToken } from '../../shared/crypto/base64url.ts';
import { equalHashes, hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';

interface StoredPass extends Omit<PassInfo, 'fingerprint'> {
  secretHash: string;
}

const PREFIX = 'pass/';
const FINGERPRINT_LENGTH = 12;

/** The passes of a room. Their secrets are stored as hashes only. */
export class Passes {
  constructor(private readonly store: Store) {}

  /** A new pass; its secret is told this once. */
  async create({ agentName, role = 'agent', expiresAt = null }: NewPass, now: number): Promise<IssuedPass> {
    const secret = randomToken(32);
    const pass: StoredPass = {
      passId: randomId(8),
      agentName,
      role,
      createdAt: now,
      expiresAt,
      revokedAt: null,
      secretHash: await hashOf(secret),
    };
    this.store.put({ [PREFIX + pass.passId]: pass });
    return { ...shown(pass), secret };
  }

  /** The pass behind `passId.secret`, unless it is wrong, revoked or past its time. */
  async verify(token: string, now: number): Promise<PassInfo | undefined> {
    const [passId, secret, ...rest] = token.split('.');
    if (!passId || !secret || rest.length > 0) return undefined;
    const pass = await this.store.get<StoredPass>(PREFIX + passId);
    // The hash is made in either case: how long it takes does not tell whether a pass exists.
    const matches = equalHashes(await hashOf(secret), pass?.secretHash ?? '');
    if (!pass || !matches || pass.revokedAt !== null) return undefined;
    return pass.expiresAt === null || now < pass.expiresAt ? shown(pass) : undefined;
  }

  async list(page: PageRequest): Promise<StoredPage<PassInfo>> {
    const { items, next } = await pageFrom<StoredPass>(this.store, PREFIX, page);
    return { items: items.map(shown), next };
  }

  /** Undefined when there is no such pass. */
  async revoke(passId: string, now: number): Promise<PassInfo | undefined> {
    const pass = await this.store.get<StoredPass>(PREFIX + passId);
    if (!pass) return undefined;
    const revoked = { ...pass, revokedAt: pass.revokedAt ?? now };
    this.store.put({ [PREFIX + passId]: revoked });
    return shown(revoked);
  }
}

function shown({ secretHash, ...pass }: StoredPass): PassInfo {
  return { ...pass, fingerprint: secretHash.slice(0, FINGERPRINT_LENGTH) };
}
