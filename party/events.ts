import type { Actor } from '../shared/api/resources.ts';

/** Something that the audit log and webhooks are told. */
export interface PartyEvent {
  at: number;
  actor: Actor;
  action: string;
  roomId: string | null;
  subject: string | null;
  detail: Record<string, string | number | boolean>;
}
