import { type Signal, signal } from '@preact/signals';
import { type ApiClient, ApiError, apiClient } from '../shared/api/api-client.ts';
import { hashOf, type Place, place } from './place.ts';
import { type RoomKeys, roomKeysIn } from './room-keys.ts';

/** How far somebody has come in. */
export type Entrance =
  | { type: 'loading' }
  /** `setup`: nobody administers the party yet. */
  | { type: 'signed-out'; setup: boolean }
  | { type: 'unreachable'; sentence: string }
  /** The first admin has a token now, and will see it only here. */
  | { type: 'keep-token'; token: string }
  | { type: 'signed-in' };

/** Everything the views show and ask for. */
export interface PageModel {
  readonly partyUrl: string;
  readonly entrance: Signal<Entrance>;
  readonly place: Signal<Place>;
  /** What was done last; gone after a moment. */
  readonly said: Signal<string>;
  readonly api: ApiClient;
  readonly roomKeys: RoomKeys;
  load(): Promise<void>;
  /** Undefined when it worked, otherwise why not. */
  signIn(token: string): Promise<string | undefined>;
  setUp(secret: string, name: string): Promise<string | undefined>;
  /** The first admin has kept the token. */
  tokenKept(): void;
  signOut(): void;
  go(place: Place): void;
  say(sentence: string): void;
}

/**
 * The token lives as long as its tab: nothing of it is in an address, in a cookie, or in what other tabs and later visits
 * can read.
 */
const TOKEN_KEY = 'coview-admin-token';
const SAID_FOR_MS = 6_000;

/** @param window whose address is the party's */
export function createPageModel(window: Window): PageModel {
  const partyUrl = window.location.origin;
  const token = signal(window.sessionStorage.getItem(TOKEN_KEY) ?? '');
  const entrance = signal<Entrance>({ type: 'loading' });
  const here = signal<Place>(place(window.location.hash));
  const said = signal('');
  let unsaying: number | undefined;
  window.addEventListener('hashchange', () => {
    here.value = place(window.location.hash);
  });

  /** Throws where the token is worth nothing. */
  async function check(given: string): Promise<void> {
    await apiClient(partyUrl, given).call('listRooms', { query: { limit: '1' } });
    token.value = given;
    window.sessionStorage.setItem(TOKEN_KEY, given);
  }

  function signOut(): void {
    token.value = '';
    window.sessionStorage.removeItem(TOKEN_KEY);
    entrance.value = { type: 'signed-out', setup: false };
  }

  return {
    partyUrl,
    entrance,
    place: here,
    said,
    get api() {
      return apiClient(partyUrl, token.value);
    },
    roomKeys: roomKeysIn(window.localStorage),
    async load() {
      entrance.value = { type: 'loading' };
      try {
        const { state } = await apiClient(partyUrl, '').call('status');
        if (token.value === '') {
          entrance.value = { type: 'signed-out', setup: state === 'setup-wanted' };
          return;
        }
        await check(token.value);
        entrance.value = { type: 'signed-in' };
      } catch (error) {
        if (error instanceof ApiError && error.code === 'unauthorized') signOut();
        else entrance.value = { type: 'unreachable', sentence: sentenceOf(error) };
      }
    },
    async signIn(given) {
      try {
        await check(given.trim());
        entrance.value = { type: 'signed-in' };
        return undefined;
      } catch (error) {
        const wrong = error instanceof ApiError && error.code === 'unauthorized';
        return wrong ? 'That is not an admin token of this party, or it has expired.' : sentenceOf(error);
      }
    },
    async setUp(secret, name) {
      try {
        const made = await apiClient(partyUrl, '').call('setUp', { body: { secret: secret.trim(), name } });
        await check(made.token);
        entrance.value = { type: 'keep-token', token: made.token };
        return undefined;
      } catch (error) {
        return sentenceOf(error);
      }
    },
    tokenKept() {
      entrance.value = { type: 'signed-in' };
    },
    signOut,
    go(next) {
      window.location.hash = hashOf(next);
    },
    say(sentence) {
      window.clearTimeout(unsaying);
      said.value = sentence;
      unsaying = window.setTimeout(() => {
        said.value = '';
      }, SAID_FOR_MS);
    },
  };
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
