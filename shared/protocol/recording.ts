/**
 * How the recording of a session stands. `off`: its room records nothing. `asking`: its customer may agree, and has not said
 * anything so far. `on`: what is sent is kept. `declined` and `stopped` are the customer's word, and the last one.
 */
export const RECORDING_STANDINGS = ['off', 'asking', 'on', 'declined', 'stopped'] as const;
export type RecordingStanding = (typeof RECORDING_STANDINGS)[number];

/** What a customer's word can lead to. */
export type DecidedStanding = Exclude<RecordingStanding, 'asking'>;

const AFTER_NO = {
  off: 'off',
  asking: 'declined',
  on: 'stopped',
  declined: 'declined',
  stopped: 'stopped',
} as const satisfies Record<RecordingStanding, DecidedStanding>;

/**
 * How it stands after the customer's word (rule A13); undefined where a yes is refused: a room that does not record, or a
 * customer who said no before.
 */
export function standingAfter(standing: RecordingStanding, wanted: boolean): DecidedStanding | undefined {
  if (!wanted) return AFTER_NO[standing];
  return standing === 'asking' || standing === 'on' ? 'on' : undefined;
}
