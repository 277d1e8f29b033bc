import type { RecordingStanding } from '../../../shared/protocol/recording.ts';
import { Icon } from '../../../shared/views/Icon.tsx';

/** What the agent is told; nothing where nobody thinks of a recording. */
const SENTENCES: Partial<Record<RecordingStanding, string>> = {
  on: 'This session is recorded, and your customer knows it.',
  declined: 'Your customer does not want this session to be recorded.',
  stopped: 'Your customer has stopped the recording. What was recorded until then is kept.',
};

/** How the recording stands, in words. Only the customer decides about it. */
export function RecordingLine({ standing }: { standing: RecordingStanding }) {
  const sentence = SENTENCES[standing];
  return (
    <div role="status">
      {sentence !== undefined && (
        <p class="trust recording-line">
          <Icon name={standing === 'on' ? 'record' : 'stop'} sizePx={16} />
          <span>{sentence}</span>
        </p>
      )}
    </div>
  );
}
