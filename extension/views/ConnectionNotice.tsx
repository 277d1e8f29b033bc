import type { LinkState } from '../../shared/link/link.ts';
import { Notice } from '../../shared/views/Notice.tsx';
import { span } from './parts/durations.ts';
import { useNow } from './parts/use-now.ts';

/** Says that the connection to the party is gone, as long as it is. */
export function ConnectionNotice({ connection }: { connection: LinkState }) {
  return connection.type === 'reconnecting' ? <Reconnecting sinceAt={connection.sinceAt} /> : null;
}

function Reconnecting({ sinceAt }: { sinceAt: number }) {
  const goneMs = Math.max(0, useNow() - sinceAt);
  return (
    <Notice role="status" icon="offline" tone="warning">
      Connection lost. Trying to come back{goneMs >= 5_000 && <span class="since"> for {span(goneMs)}</span>}…
    </Notice>
  );
}
