/**
 * How private a place is: bits, since they add up. A node's level is its parent's plus what the node itself says.
 */
export type Level = number;

export const CLEAR: Level = 0;
export const MASK: Level = 1;
/** The node is sent as an empty box; nothing below it is looked at. */
export const BLOCK: Level = 2;
export const IGNORE: Level = 4;
/** With `MASK`: the room's admin wants it so, and no site opens it. */
export const KEPT: Level = 8;
