import { describeMirror, describePage } from '../../../shared/mirror/describe-document.ts';
import { createMirror, type Mirror, type MirrorVisiblePart } from '../../../shared/mirror/mirror.ts';
import { type CaptureOptions, startCapture } from '../start-capture.ts';

/** A capture in the customer's page. */
export interface CustomerEnd {
  /** What was emitted since the last call. */
  take(): number[][];
  describe(): string;
  takeSnapshot(): void;
  stop(): void;
}

export function customerEnd(options: Pick<CaptureOptions, 'privacy'> = {}): CustomerEnd {
  let messages: number[][] = [];
  let order: readonly Element[] = [];
  const stop = startCapture(document, options, (message) => messages.push([...message]));

  /** Each test step opens one thing at most, so what is new came last. */
  function topLayer(): readonly Element[] {
    const open = [...document.querySelectorAll(':modal, :popover-open, :fullscreen')];
    const before = window.opened ?? order;
    order = [
      ...before.filter((element) => open.includes(element)),
      ...open.filter((element) => !before.includes(element)),
    ];
    return order;
  }

  return {
    take() {
      stop.flush();
      const taken = messages;
      messages = [];
      return taken;
    },
    describe: () =>
      describePage(document, { topLayer, attributeOf: (_element, name, value) => (name === 'srcdoc' ? null : value) }),
    takeSnapshot: stop.takeSnapshot,
    stop,
  };
}

declare global {
  interface Window {
    /** Elements in the order in which a test opened them, when it opens several in one step. */
    opened?: Element[];
  }
}

/** A mirror that fills the agent's page. */
export interface AgentEnd {
  apply(messages: readonly (readonly number[])[]): void;
  describe(): string;
  style(selector: string, property: string): string;
  readonly mirror: Mirror;
  readonly visiblePart: MirrorVisiblePart | undefined;
}

export function startAgentEnd(): AgentEnd {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'border: 0; display: block';
  document.body.append(frame);
  let visiblePart: MirrorVisiblePart | undefined;
  const mirror = createMirror(frame, {
    onVisiblePart(part) {
      visiblePart = part;
    },
  });
  return {
    get visiblePart() {
      return visiblePart;
    },
    mirror,
    apply(messages) {
      for (const message of messages) mirror.apply(new Uint8Array(message));
    },
    describe: () => describeMirror(mirror.document),
    style(selector, property) {
      const element = mirror.document.querySelector(selector);
      if (element === null) throw new Error(`nothing in the mirror is ${selector}`);
      return getComputedStyle(element).getPropertyValue(property);
    },
  };
}
