import type { Actor, TokenInfo } from '../../shared/api/resources.ts';
import { randomId, randomToken } from '../../shared/crypto/base64url.ts';
import { equalHashes, hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';

interface StoredToken extends TokenInfo {
  hash: string;
}

const PREFIX = 'admin-token/';
const SETUP_KEY = 'setup-secret';
/** A shorter secret of the deployment could be guessed: with one, that door stays shut. */
const MIN_SECRET_LENGTH = 16;

/** Who administers the installation. Tokens are stored as hashes only. */
export class AdminTokens {
  constructor(
    private readonly store: Store,
    /** From the deployment's environment: administers without setting anything up, for those who deploy by script. */
    private readonly deploySecret: string | undefined,
  ) {}

  get hasDeploySecret(): boolean {
    return (this.deploySecret?.length ?? 0) >= MIN_SECRET_LENGTH;
  }

  async isSetUp(): Promise<boolean> {
    return this.hasDeploySecret || (await this.store.list({ prefix: PREFIX, limit: 1 })).size > 0;
  }

  /**
   * The one-time setup secret, while nobody administers. It is stored as it is, so that each start can print the same one:
   * who can read the storage needs none, and it is gone once it was used.
   */
  async setupSecret(): Promise<string | undefined> {
    if (await this.isSetUp()) return undefined;
    const known = await this.store.get<string>(SETUP_KEY);
    if (known !== undefined) return known;
    const secret = `setup-${randomToken(18)}`;
    this.store.put({ [SETUP_KEY]: secret });
    await this.store.sync();
    return secret;
  }

  async isSetupSecret(given: string): Promise<boolean> {
    const secret = await this.setupSecret();
    return secret !== undefined && equalHashes(await hashOf(given), await hashOf(secret));
  }

  /** A new token, told this once. The setup secret is worth nothing from the first on. */
  async create(name: string, expiresAt: number | null, now: number): Promise<TokenInfo & { token: string }> {
    const tokenId = randomId(8);
    const token = `admin-${tokenId}.${randomToken(32)}`;
    const stored: StoredToken = { tokenId, name, createdAt: now, expiresAt, hash: await hashOf(token) };
    this.store.put({ [PREFIX + tokenId]: stored });
    this.store.delete([SETUP_KEY]);
    return { ...shown(stored), token };
  }

  async list(page: PageRequest): Promise<StoredPage<TokenInfo>> {
    const { items, next } = await pageFrom<StoredToken>(this.store, PREFIX, page);
    return { items: items.map(shown), next };
  }

  /** `last`: without it nobody could administer any more. */
  async delete(tokenId: string, now: number): Promise<'deleted' | 'not-found' | 'last'> {
    const tokens = [...(await this.store.list<StoredToken>({ prefix: PREFIX })).values()];
    if (!tokens.some((token) => token.tokenId === tokenId)) return 'not-found';
    const others = tokens.filter((token) => token.tokenId !== tokenId && isValid(token, now));
    if (others.length === 0 && !this.hasDeploySecret) return 'last';
    this.store.delete([PREFIX + tokenId]);
    return 'deleted';
  }

  /** Whose token it is; undefined for any other text. */
  async actorOf(given: string, now: number): Promise<Actor | undefined> {
    const hash = await hashOf(given);
    if (this.hasDeploySecret && equalHashes(hash, await hashOf(this.deploySecret ?? ''))) {
      return { type: 'admin', id: 'deploy-secret', name: null };
    }
    const tokenId = /^admin-([\w-]{11})[.]/.exec(given)?.[1] ?? '';
    const token = await this.store.get<StoredToken>(PREFIX + tokenId);
    const matches = equalHashes(hash, token?.hash ?? '');
    return token && matches && isValid(token, now) ? { type: 'admin', id: tokenId, name: token.name } : undefined;
  }
}

const isValid = ({ expiresAt }: StoredToken, now: number): boolean => expiresAt === null || now < expiresAt;

const shown = ({ hash: _hash, ...token }: StoredToken): TokenInfo => token;
