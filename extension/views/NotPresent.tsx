import { useState } from 'preact/hooks';
import { PULSE_MS } from '../../shared/protocol/limits.ts';
import { Notice } from '../../shared/views/Notice.tsx';
import type { Heard } from '../session/heard.ts';
import { useNow } from './parts/use-now.ts';

/** Hidden pages may run their timers once a minute only. */
const ANSWERS_WITHIN_MS = 90_000;

/** One that speaks that seldom is hidden: its silence says nothing yet. */
const HIDDEN_GAP_MS = 45_000;

/** At the beginning each end has to hear the other before it can say so. */
const FIRST_WORD_MS = 3 * PULSE_MS;

/** By how much a page that nothing holds may be late. */
const LATE_MS = 4_000;

/**
 * Says that nothing shows any more that what is seen is of now: the customer's page says every few seconds that it hears this
 * panel, and a party that plays a recording cannot. Nor can a page while `alert()`, `confirm()`, `prompt()`, `print()` or the
 * browser's question before it is left is open: all of it stands still until the customer has answered, and can say nothing.
 *
 * @param heard when it last did; undefined: never
 */
export function NotPresent({ heard }: { heard: Heard | undefined }) {
  const [shownAt] = useState(() => Date.now());
  const silentMs = useNow() - (heard?.at ?? shownAt);
  if (silentMs >= ANSWERS_WITHIN_MS) {
    return (
      <Notice role="status" icon="clock" tone="warning">
        Your customer’s page has not answered for a while. What you see may be old.
      </Notice>
    );
  }
  if (silentMs < (heard ? PULSE_MS + LATE_MS : FIRST_WORD_MS) || (heard?.gapMs ?? 0) >= HIDDEN_GAP_MS) return null;
  return (
    <Notice role="status" icon="clock" tone="calm">
      Your customer’s page does not answer at the moment. Perhaps it shows a message or question of the browser, or the
      print window, that they have to answer first.
    </Notice>
  );
}
