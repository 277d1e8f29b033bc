/**
 * What may at most be downloaded, gzipped, in bytes. The first is what every visitor of a site pays; the others load
 * only when someone asks for help. A budget is raised by argument, not to make a check pass.
 */
export const SIZE_BUDGETS = {
  /** The script tag. */
  'coview.js': 3 * 1024,
  /** Capture, privacy and session together with every chunk they load at once. */
  'core.js': 20 * 1024,
  /** The customer's widget, loaded when it is first shown. */
  'widget.js': 12 * 1024,
  /** All cryptography of the customer's side, loaded when a code is typed. */
  'sealing.js': 20 * 1024,
  /** The link to the party and the meeting of the two ends on it, loaded with it: what it has more than a link is out of the core. */
  'wire.js': 6.5 * 1024,
} as const;
