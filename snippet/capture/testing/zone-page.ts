import { followDocument } from '../follow-document.ts';
import { createLaterSignals } from '../later-signals.ts';
import { startCapture } from '../start-capture.ts';

interface Task {
  readonly type: string;
  readonly source: string;
}

interface ZoneDelegate {
  invoke(...given: unknown[]): unknown;
  invokeTask(...given: unknown[]): unknown;
}

interface ZoneSpec {
  readonly name: string;
  onInvoke(parent: ZoneDelegate, current: unknown, target: unknown, ...given: unknown[]): unknown;
  onInvokeTask(parent: ZoneDelegate, current: unknown, target: unknown, task: Task, ...given: unknown[]): unknown;
}

interface PageZone {
  run(act: () => void): void;
  fork(spec: ZoneSpec): PageZone;
}

declare const Zone: { readonly root: PageZone };

/** `unprotected`: for the control. */
export type Begun = 'outside' | 'inside' | 'unprotected';

/** An application in a zone of its own, as Angular's are, with a capture beside it. */
export interface ZonePage {
  /** Calls and tasks that ran in the application's zone: after each of them Angular looks for changes. */
  readonly entered: string[];
  messages: number;
  /** How often the capture has looked at the size of the window, which it does in every flush. */
  looks: number;
  /** A task of the application. Not counted. */
  inside(act: () => void): void;
}

export function zonePage(begun: Begun): ZonePage {
  let isCounted = false;
  const count = (what: string) => {
    if (isCounted) page.entered.push(what);
  };
  const zone = Zone.root.fork({
    name: 'application',
    onInvoke(parent, _current, target, ...given) {
      count('call');
      return parent.invoke(target, ...given);
    },
    onInvokeTask(parent, _current, target, task, ...given) {
      count(`${task.type} ${task.source}`);
      return parent.invokeTask(target, task, ...given);
    },
  });
  const page: ZonePage = {
    entered: [],
    messages: 0,
    looks: 0,
    inside(act) {
      isCounted = false;
      zone.run(act);
      isCounted = true;
    },
  };
  const { innerHeight } = window;
  Object.defineProperty(window, 'innerHeight', {
    get() {
      page.looks++;
      return innerHeight;
    },
  });
  const emitted = () => {
    page.messages++;
  };
  if (begun === 'outside') startCapture(document, {}, emitted);
  if (begun === 'inside') page.inside(() => startCapture(document, {}, emitted));
  if (begun === 'unprotected') page.inside(() => followDocument(document, {}, createLaterSignals(), emitted));
  isCounted = true;
  return page;
}
