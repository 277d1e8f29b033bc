import type { AuditEntry } from '../../shared/api/resources.ts';

const WORDS: Record<string, string> = {
  'setup.done': 'set up the party',
  'admin-token.created': 'made an admin token',
  'admin-token.deleted': 'deleted an admin token',
  'room.created': 'made a room',
  'room.changed': 'changed a room',
  'room.deleted': 'deleted a room',
  'pass.created': 'made a pass',
  'pass.revoked': 'revoked a pass',
  'webhook.created': 'made a webhook',
  'webhook.tested': 'tried a webhook',
  'webhook.deleted': 'deleted a webhook',
  'session.started': 'started a session',
  'session.joined': 'was let in',
  'session.entered': 'entered a session',
  'session.ended': 'saw a session end',
  'session.ended-by-admin': 'ended a session',
  'recording.agreed': 'agreed to a recording',
  'recording.declined': 'did not agree to a recording',
  'recording.stopped': 'stopped the recording',
  'recording.ready': 'kept a recording',
  'recording.opened': 'opened a recording',
  'recording.rewrapped': 'gave a recording another key',
  'recording.deleted': 'deleted a recording',
};

/** What was done, for people; the log's own word where there is no better one. */
export const wordsFor = ({ action }: AuditEntry): string => WORDS[action] ?? action;

/** Who did it. */
export function actorName({ actor: { type, name } }: AuditEntry): string {
  if (name !== null) return name;
  return { admin: 'Deployment secret', agent: 'An agent', customer: 'A customer', party: 'The party' }[type];
}

/** What else the log says, in a line. */
export const detailLine = ({ detail }: AuditEntry): string =>
  Object.entries(detail)
    .map(([field, value]) => `${field}: ${value}`)
    .join(', ');
