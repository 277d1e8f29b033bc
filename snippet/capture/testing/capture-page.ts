import { createDecoder } from '../../../shared/codec/decode.ts';
import type { EngineMessage } from '../../../shared/tree/message.ts';
import { Credentials } from '../../privacy/credential.ts';
import { type CaptureOptions, startCapture } from '../start-capture.ts';

/** A capture running in a test page, with what it emitted. */
export interface CapturedPage {
  /** What was emitted since the last call, decoded. */
  take(): EngineMessage[];
  /** The same as one text in which a canary can be looked for: decoded, and the bytes as they are. */
  takeText(): string;
  flush(): void;
  takeSnapshot(): void;
  stop(): void;
  /** What it knows of secret fields. */
  credentials: Credentials;
}

export function capture(
  options: Omit<CaptureOptions, 'exclude'> & { excludeSelector?: string; failing?: boolean } = {},
): CapturedPage {
  const decoder = createDecoder();
  let messages: Uint8Array[] = [];
  const { excludeSelector, failing, credentials = new Credentials(), ...rest } = options;
  const exclude = (element: Element) => excludeSelector !== undefined && element.matches(excludeSelector);
  const stop = startCapture(document, { ...rest, credentials, exclude }, (message) => {
    if (failing === true) throw new Error('asked to fail');
    messages.push(message);
  });
  // On a busy machine the first slice of time may end before the page does.
  if (failing !== true) stop.flush();

  function take(): EngineMessage[] {
    const decoded = messages.map((message) => decoder.decode(message));
    messages = [];
    return decoded;
  }

  return {
    take,
    takeText() {
      const bytes = messages.map((message) => new TextDecoder('latin1').decode(message)).join('\n');
      return `${JSON.stringify(take())}\n${bytes}`;
    },
    flush: stop.flush,
    takeSnapshot: stop.takeSnapshot,
    stop,
    credentials,
  };
}
