import { startCapture } from '../start-capture.ts';

/** A capture whose work the test watches from outside. Each function here is to be called by a task of its own. */
export interface SlicePage {
  begin(): void;
  /** The mirror has everything: asked in a task in which the capture does nothing. */
  readonly messages: number;
  stop(): void;
}

export function slicePage(): SlicePage {
  let stop: ReturnType<typeof startCapture> | undefined;
  const page = {
    messages: 0,
    begin() {
      stop = startCapture(document, {}, () => {
        page.messages++;
      });
    },
    stop: () => stop?.(),
  };
  return page;
}
