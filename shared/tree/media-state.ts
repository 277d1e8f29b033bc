/** A hundred hours: longer than anybody watches with somebody else. */
export const LONGEST_MEDIA_SECONDS = 360_000;

/** Browsers play at up to this speed. */
export const MOST_MEDIA_RATE = 16;
