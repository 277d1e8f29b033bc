import { Replayer } from '@rrweb/replay';
import { createMirror } from '../../shared/mirror/mirror.ts';

/** Several ways to have a page in a frame, each up to its layout. What they made is taken away again. */
export interface MirrorBuilds {
  prepare(page: { message: string; html: string; events: string }): void;
  mirror(): void;
  write(): void;
  replay(): Promise<void>;
}

declare global {
  interface Window {
    builds: MirrorBuilds;
  }
}

let message = new Uint8Array();
let html = '';
let events: unknown[] = [];

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

window.builds = {
  prepare(page) {
    message = Uint8Array.from(atob(page.message), (letter) => letter.charCodeAt(0));
    html = page.html;
    events = JSON.parse(page.events);
  },
  mirror() {
    const made = frame();
    createMirror(made).apply(message);
    layOut(made);
    made.remove();
  },
  write() {
    const made = frame();
    const inner = made.contentDocument;
    inner?.open();
    inner?.write(html);
    inner?.close();
    layOut(made);
    made.remove();
  },
  async replay() {
    const root = document.createElement('div');
    document.body.append(root);
    const replayer = new Replayer(events as never, { root, mouseTail: false, showWarning: false });
    const rebuilt = new Promise<unknown>((done) => replayer.on('fullsnapshot-rebuilded', done));
    replayer.pause(0);
    await rebuilt;
    layOut(replayer.iframe);
    replayer.destroy();
    root.remove();
  },
};
