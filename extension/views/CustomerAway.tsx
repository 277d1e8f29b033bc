import { useState } from 'preact/hooks';
import { Notice } from '../../shared/views/Notice.tsx';
import { useNow } from './parts/use-now.ts';

/** A page that loads is back before this. */
const LOADED_WITHIN_MS = 15_000;

/** Says that the customer's page is gone for now; after a while, what may have become of it. */
export function CustomerAway() {
  const [sinceAt] = useState(() => Date.now());
  const long = useNow() - sinceAt > LOADED_WITHIN_MS;
  return (
    <Notice role="status" icon="offline" tone="warning">
      {long
        ? 'Your customer’s page has been away for a while. It comes back by itself if they return to it. On another site of yours they need a new code.'
        : 'Your customer’s page is loading or has lost its connection. It comes back by itself.'}
    </Notice>
  );
}
