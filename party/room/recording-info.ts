import type { RecordingInfo } from '../../shared/api/resources.ts';
import type { SessionFacts } from './session-calls.ts';

/** What an admin is told of a recording, beside whose it is. */
export function recordingOf(
  { sizeBytes, recordingSaid }: SessionFacts,
  endedAt: number,
  keptUntil: number,
): Pick<RecordingInfo, 'endedAt' | 'agreedBy' | 'stoppedAt' | 'sizeBytes' | 'keptUntil'> {
  const agreedBy = recordingSaid.some(({ standing }) => standing === 'on') ? 'customer' : 'room';
  const stoppedAt = recordingSaid.find(({ standing }) => standing === 'stopped')?.at ?? null;
  return { endedAt, agreedBy, stoppedAt, sizeBytes, keptUntil };
}
