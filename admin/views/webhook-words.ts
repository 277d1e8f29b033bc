import type { Attempt, DeliveryInfo, WebhookEvent } from '../../shared/api/webhook-resources.ts';
import { moment } from './dates.ts';

const EVENTS: Record<DeliveryInfo['event'], string> = {
  'session.started': 'A session was started',
  'session.joined': 'A customer was let in',
  'session.ended': 'A session ended',
  'recording.ready': 'A recording is ready',
  'webhook.test': 'A try',
};

const FAULTS: Record<NonNullable<Attempt['fault']>, string> = {
  unreachable: 'Could not be reached',
  timeout: 'Did not answer in time',
  'address-refused': 'The address is not public',
  'queue-full': 'Not tried: too many others waited',
};

/** What happened, for people. */
export const eventWords = (event: DeliveryInfo['event']): string => EVENTS[event];

/** Which events a webhook is told. */
export const eventsLine = (events: readonly WebhookEvent[], of: number): string =>
  events.length === of ? 'Everything' : events.join(', ');

/** What came of an attempt, and when it was. */
export function attemptLine({ at, httpStatus, fault }: Attempt): string {
  const outcome = fault === null ? `Answered ${httpStatus}` : FAULTS[fault];
  return `${outcome}, ${moment(at)}`;
}
