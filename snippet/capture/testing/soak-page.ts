import { createMirror } from '../../../shared/mirror/mirror.ts';
import { startCapture } from '../start-capture.ts';

/** A page that makes nodes and lets them go, round by round, followed by a capture and perhaps mirrored within itself. */
export interface SoakPage {
  /** Makes about `NODES_A_ROUND` nodes with state of their own, and removes them. */
  round(): Promise<void>;
  /** Nodes that each end knows of: ids from 1 on that mean one. */
  known(): { capture: number; mirror: number };
  faults: string[];
  /** For the control: the last thing that was removed. */
  held: Element[];
  holds: boolean;
}

const NODES_A_ROUND = 10_000;

/** With what is in it: 25 nodes. */
const ROW = `<div class="row"><p title="title">text<b>bold</b><i>italic</i></p><ul>${'<li>item</li>'.repeat(4)}</ul>
<input value="start"><span><em>some</em><a href="/there">text</a></span></div>`;

export function soakPage(mirrored: boolean): SoakPage {
  const frame = document.createElement('iframe');
  const faults: string[] = [];
  document.body.append(frame);
  const mirror = mirrored
    ? createMirror(frame, {
        onRepairNeeded: (_, error) => {
          faults.push(error === undefined ? 'differs' : error.message);
        },
      })
    : undefined;
  const stop = startCapture(document, { exclude: (element) => element === frame }, (message) => mirror?.apply(message));
  const idle = () => new Promise<void>((resolve) => setTimeout(() => requestAnimationFrame(() => resolve())));

  const page: SoakPage = {
    faults,
    held: [],
    holds: false,
    async round() {
      const section = document.createElement('section');
      section.innerHTML = ROW.repeat(NODES_A_ROUND / 25);
      document.body.append(section);
      addState(section);
      await idle();
      stop.flush();
      for (const input of section.querySelectorAll('input')) input.value = 'typed';
      for (const row of section.children) row.setAttribute('title', 'changed');
      stop.flush();
      await idle();
      document.adoptedStyleSheets = [];
      section.remove();
      if (page.holds) page.held.push(section);
      stop.flush();
      await idle();
    },
    known() {
      let capture = 0;
      let inMirror = 0;
      for (let id = 1; id < stop.nextNodeId(); id++) {
        if (stop.nodeById(id) !== undefined) capture++;
        if (mirror?.nodeById(id) !== undefined) inMirror++;
      }
      return { capture, mirror: inMirror };
    },
  };
  return page;
}

/** What is kept beside the tree: rules, shadow roots, scroll offsets, open dialogs, canvases, frames. */
function addState(section: Element): void {
  const edited = document.createElement('style');
  section.append(edited);
  edited.sheet?.insertRule('.row { overflow: auto; height: 9px }');
  const adopted = new CSSStyleSheet();
  adopted.replaceSync('.never { color: red }'.repeat(2000));
  document.adoptedStyleSheets = [adopted];
  for (let i = 0; i < 10; i++) {
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = '<p>in the shadow</p>';
    const dialog = document.createElement('dialog');
    const canvas = document.createElement('canvas');
    section.append(host, dialog, canvas);
    dialog.show();
  }
  section.append(document.createElement('iframe'));
  for (const row of [...section.children].slice(0, 50)) row.scrollTop = 5;
}

/** Nodes that stay, for what each of them costs. */
export function fillPage(rows: number): void {
  document.body.innerHTML = ROW.repeat(rows);
}

/** Begins to follow the page, and keeps nothing of what it emits. */
export function followPage(): { stop: () => void } {
  const stop = startCapture(document, {}, () => {});
  stop.flush();
  return { stop };
}
