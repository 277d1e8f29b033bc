/** One change of the page, or one bare message beside it. */
export interface Change {
  number: number;
  /** Made by a task, by an animation frame, or no change at all but a message through the relay alone. */
  kind: 'task' | 'frame' | 'bare';
  /** When the frame began that showed it on the page. */
  atMs: number;
}

/** The same clock in all pages of a machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
