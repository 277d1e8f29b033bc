import { FocusAndSelection } from './focus-and-selection.ts';
import { CustomerPointer } from './pointer.ts';
import type { LaterSignals } from './signal.ts';

/** Signals that a first picture does not need. The snippet loads them apart, so that its core stays small. */
export const laterSignals: LaterSignals = (context) => [new FocusAndSelection(context), new CustomerPointer(context)];
