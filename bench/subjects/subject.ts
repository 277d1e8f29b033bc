/** Recorders of documents: ours and its peers. */
export const RECORDERS = ['coview', 'rrweb', 'clarity', 'openreplay'] as const;

/**
 * What the platform costs anyone who looks: a bare MutationObserver (its "snapshot" is the browser's own `outerHTML`), and
 * one that also ships the `outerHTML` of whatever is added, without ids, so that nobody could apply it.
 */
export const FLOORS = ['observer', 'added-html'] as const;

/** Shown beside ours; bars are shares of rrweb's. Clarity leaves changes out when there are many: not to record is cheap. */
export const PEERS = ['rrweb', 'clarity', 'openreplay'] as const;

export type RecorderName = (typeof RECORDERS)[number];
/** `none` is the page alone: what it uses is taken off everyone's figures. */
export type SubjectName = RecorderName | (typeof FLOORS)[number] | 'none';

export interface Subject {
  readonly name: SubjectName;
  /** Script that defines `window.subject`: see `PageSubject`. */
  readonly script: string;
}

/** What was emitted: each message as text, or as base64 of bytes, before compression. */
export interface Emitted {
  encoding: 'text' | 'base64';
  messages: string[];
}

/** What a subject offers inside the page. */
export interface PageSubject {
  /** Begins to record, with all of the page; messages are kept. */
  start(): void | Promise<void>;
  /** Takes a full snapshot, synchronously. Left out by recorders that cannot. */
  snapshot?(): void;
  /** Resolves when all that the page has done until now has become messages. Left out when two frames are enough. */
  settled?(): Promise<void>;
  /** Takes what was emitted since the last call. */
  take(): Emitted | Promise<Emitted>;
}

/** Keeps text messages until they are taken. */
export class TextMessages {
  private kept: string[] = [];

  add(message: string): void {
    this.kept.push(message);
  }

  take(): Emitted {
    const messages = this.kept;
    this.kept = [];
    return { encoding: 'text', messages };
  }
}

/** Base64 of bytes, in a page. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
