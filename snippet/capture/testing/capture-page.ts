import { createDecoder } from '../../../shared/codec/decode.ts';
import type { EngineMessage } from '../../../shared/tree/message.ts';
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
}

export function capture(options: Omit<CaptureOptions, 'exclude'> & { excludeSelector?: string } = {}): CapturedPage {
  const decoder = createDecoder();
  let messages: Uint8Array[] = [];
  const { excludeSelector, ...rest } = options;
  const exclude = (element: Element) => excludeSelector !== undefined && element.matches(excludeSelector);
  const stop = startCapture(document, { ...rest, exclude }, (message) => messages.push(message));

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
  };
}
