import { Replayer } from '@rrweb/replay';
import { createMirror } from '../../shared/mirror/mirror.ts';

/** A way to have a page in a frame that stands ready, up to the page's layout. */
export type Way = 'mirror' | 'write' | 'replay';

export interface MirrorBuilds {
  prepare(page: { message: string; html: string; events: string }): void;
  /** Makes what a builder has before the page arrives: a frame, and in the panel a mirror that waits. */
  ready(way: Way, count: number): void;
  /** Builds in all that stand ready. */
  build(): Promise<void>;
  /** Takes away what was made. */
  clear(): void;
}

declare global {
  interface Window {
    builds: MirrorBuilds;
  }
}

let message = new Uint8Array();
let html = '';
let events: unknown[] = [];
let builders: Builder[] = [];

interface Builder {
  build(): void | Promise<void>;
  clear(): void;
}

function frame(): HTMLIFrameElement {
  const made = document.createElement('iframe');
  made.setAttribute('sandbox', 'allow-same-origin');
  made.width = '1280';
  made.height = '900';
  document.body.append(made);
  return made;
}

function layOut(made: HTMLIFrameElement): void {
  const height = made.contentDocument?.documentElement.getBoundingClientRect().height ?? 0;
  if (height === 0) throw new Error('nothing was built');
}

function readyMirror(): Builder {
  const made = frame();
  const mirror = createMirror(made);
  return {
    build() {
      mirror.apply(message);
      layOut(made);
    },
    clear: () => made.remove(),
  };
}

function readyToWrite(): Builder {
  const made = frame();
  return {
    build() {
      const inner = made.contentDocument;
      inner?.open();
      inner?.write(html);
      inner?.close();
      layOut(made);
    },
    clear: () => made.remove(),
  };
}

/** rrweb's replayer begins to build when it is made, so its frame is made with it. */
function readyToReplay(): Builder {
  const root = document.createElement('div');
  document.body.append(root);
  let replayer: Replayer | undefined;
  return {
    async build() {
      const made = new Replayer(events as never, { root, mouseTail: false, showWarning: false });
      replayer = made;
      const rebuilt = new Promise<unknown>((done) => made.on('fullsnapshot-rebuilded', done));
      made.pause(0);
      await rebuilt;
      layOut(made.iframe);
    },
    clear() {
      replayer?.destroy();
      root.remove();
    },
  };
}

const READY: Record<Way, () => Builder> = { mirror: readyMirror, write: readyToWrite, replay: readyToReplay };

window.builds = {
  prepare(page) {
    message = Uint8Array.from(atob(page.message), (letter) => letter.charCodeAt(0));
    html = page.html;
    events = JSON.parse(page.events);
  },
  ready(way, count) {
    builders = Array.from({ length: count }, READY[way]);
  },
  async build() {
    for (const builder of builders) await builder.build();
  },
  clear() {
    for (const builder of builders) builder.clear();
  },
};
