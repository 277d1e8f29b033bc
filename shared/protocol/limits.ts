/** The version of everything in PROTOCOL.md. A party refuses any other (rule H1). */
export const PROTOCOL_VERSION = 1;

/** Rule L1: one binary frame between an end and the party, header included. Fits one stored value with room to spare. */
export const MAX_FRAME_BYTES = 96 * 1024;

/** Rule L2: one message before it is split into frames (a snapshot of a very large page). */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/** Rule L3: one text frame. */
export const MAX_CONTROL_CHARS = 8 * 1024;

/** Rule L4: one value in the party's storage; the platform refuses more than 128 KiB. */
export const MAX_SEGMENT_BYTES = 120 * 1024;

/** Rule L5: the whole log of one session. */
export const MAX_LOG_BYTES = 512 * 1024 * 1024;

/** Rule L6: a log that has grown by this much since its newest checkpoint makes the party ask for one. */
export const CHECKPOINT_EVERY_BYTES = 2 * 1024 * 1024;

/** Rule L7: what a sender may have on the way without an acknowledgement. */
export const MAX_UNACKED_BYTES = 1024 * 1024;

/** Rule L8: volatile frames are not sent into a socket that holds more than this. */
export const MAX_BUFFERED_FOR_VOLATILE_BYTES = 64 * 1024;

/** Rule L9: what an end may send, frames and controls alike, as a bucket that refills. `silent`: has not said hello yet. */
export const RATES = {
  customer: { burstFrames: 4_000, framesPerSecond: 400, burstBytes: 64 * 1024 * 1024, bytesPerSecond: 8 * 1024 * 1024 },
  agent: { burstFrames: 1_000, framesPerSecond: 250, burstBytes: 4 * 1024 * 1024, bytesPerSecond: 256 * 1024 },
  silent: { burstFrames: 20, framesPerSecond: 2, burstBytes: 32 * 1024, bytesPerSecond: 2 * 1024 },
} as const;

/** Rule L10: participants of one session over its whole life. */
export const MAX_PARTICIPANTS = 64;

/** Rule L11: connections of one session at one time that have been welcomed. */
export const MAX_CONNECTIONS = 24;

/** Rule L13: connections that have not been welcomed yet; the oldest of them makes room. */
export const MAX_SILENT_CONNECTIONS = 24;

/** Rule L12: the body of a `join` frame; no proof or answer is nearly as long. */
export const MAX_JOIN_BYTES = 4 * 1024;

/** Rule J2: how long a join code can be used. */
export const CODE_LIFETIME_MS = 10 * 60 * 1000;
/** Rule J3: the third wrong secret burns a join code. */
export const CODE_MISSES = 3;
/** Rule A4: how long a ticket can be used. */
export const TICKET_LIFETIME_MS = 60 * 1000;
/** Rule A3: a connection that has not said a valid hello by then is closed. */
export const HELLO_WITHIN_MS = 20 * 1000;

/** Rule C4: nothing heard for this long: a ping is sent. */
export const HEARTBEAT_MS = 2_500;
/** Nothing heard for this long after a ping: the connection is dead, whatever the socket says. */
export const HEARTBEAT_DEAD_MS = 3_000;
/** Rule K8: how often the two ends tell each other what should have arrived. */
export const PULSE_MS = 5_000;
