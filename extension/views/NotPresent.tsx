import { useState } from 'preact/hooks';
import { Notice } from '../../shared/views/Notice.tsx';
import { useNow } from './parts/use-now.ts';

/** Hidden pages may run their timers once a minute only. */
const ANSWERS_WITHIN_MS = 90_000;

/**
 * Says that nothing shows any more that what is seen is of now: the customer's page says every few seconds that it hears this
 * panel, and a party that plays a recording cannot.
 *
 * @param heardAt when it last did, ms since epoch; undefined: never
 */
export function NotPresent({ heardAt }: { heardAt: number | undefined }) {
  const [shownAt] = useState(() => Date.now());
  if (useNow() - (heardAt ?? shownAt) < ANSWERS_WITHIN_MS) return null;
  return (
    <Notice role="status" icon="clock" tone="warning">
      Your customer’s page has not answered for a while. What you see may be old.
    </Notice>
  );
}
