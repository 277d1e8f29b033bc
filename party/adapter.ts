import type * as Party from 'partykit/server';
import { cleaned, type Door, mayConnect, mayRequest } from './doors.ts';
import { refusal } from './refusal.ts';

/** The types of the worker runtime and of the standard library describe the same objects at run time. */
const standard = (request: Party.Request): Request => request as unknown as Request;

/** Both hooks that PartyKit calls before a party sees anything. Without them everything would pass. */
export function doorOf(door: Door): Required<Pick<Party.Worker, 'onBeforeConnect' | 'onBeforeRequest'>> {
  return {
    onBeforeConnect: (request) =>
      mayConnect(door, new URL(request.url).pathname)
        ? (cleaned(standard(request)) as unknown as Party.Request)
        : (refusal('not-found') as unknown as Party.Request),
    onBeforeRequest: (request) =>
      mayRequest(door, request.method, new URL(request.url).pathname)
        ? (cleaned(standard(request)) as unknown as Party.Request)
        : (refusal('not-found') as unknown as Party.Request),
  };
}

export type Parties = Party.Room['context']['parties'];

/**
 * The way to other parties, asked for when an instance begins: PartyKit denies it to whoever asks inside an alarm, and has
 * none for an instance that an alarm woke, for as long as that lives.
 */
export function partiesOf(room: Party.Room): Parties | undefined {
  try {
    return room.context.parties;
  } catch {
    return undefined;
  }
}

/** Calls another party. `path` is one that no outside request can have. */
export function callParty(parties: Parties, party: Door, id: string, path: string, body: unknown): Promise<Response> {
  const target = parties[party];
  if (!target) throw new Error(`party ${party} is not configured`);
  return target.get(id).fetch(`/internal/${path}`, {
    method: 'POST',
    headers: { 'x-coview-internal': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }) as Promise<Response>;
}
