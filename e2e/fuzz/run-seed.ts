import { createMirror } from '../../shared/mirror/mirror.ts';
import type { startCapture } from '../../snippet/capture/start-capture.ts';
import { firstDifference } from './first-difference.ts';
import { allNodes, type Mutation, type Playground } from './playground.ts';
import { Random } from './random.ts';
import { FIELD_MUTATIONS, SHEET_MUTATIONS } from './state-mutations.ts';
import { CONTENT_MUTATIONS, TREE_MUTATIONS } from './tree-mutations.ts';

export interface SeedResult {
  seed: number;
  batches: number;
  /** Where page and mirror differ first, or what was thrown; undefined when they are equal. */
  fault: string | undefined;
}

const START = `<!doctype html><html lang="en"><head><title>Fuzz</title><style>.one { color: red } .two { font-weight: bold }</style></head>
<body><div id="a" class="one">text <b>bold</b></div><ul><li>1</li><li>2</li><li>3</li></ul>
<form><input value="x"><textarea>area</textarea><select><option>1</option><option selected>2</option></select></form></body></html>`;

/** Trees twice: they are what is hard. */
const MUTATIONS = [...TREE_MUTATIONS, ...TREE_MUTATIONS, ...CONTENT_MUTATIONS, ...FIELD_MUTATIONS, ...SHEET_MUTATIONS];

/** Mutations of one program; the page may not grow without end. */
const MOST_STEPS = 60;
const MOST_NODES = 400;

/**
 * Runs one random program against a page in a frame and compares page and mirror after every batch.
 *
 * @param captureScript the capture as a script that defines `coviewCapture`: it has to run in the realm of its page
 * @param dropMessages control: this many messages are lost on purpose, which the comparison has to notice
 */
export async function runSeed(seed: number, captureScript: string, dropMessages = 0): Promise<SeedResult> {
  const random = new Random(seed);
  const page = await openFrame(START);
  const mirrorFrame = document.createElement('iframe');
  document.body.append(mirrorFrame);
  const mirror = createMirror(mirrorFrame);
  const window = page.contentWindow as Window & typeof globalThis;
  const play: Playground = {
    document: window.document,
    window,
    random,
    removed: [],
    sheets: [],
    closedRoots: new WeakMap(),
  };
  const secrets = new WeakSet<Element>();
  let lost = 0;
  let batches = 0;
  let fault: string | undefined;
  const stop = (window.eval(`${captureScript}; coviewCapture`) as { startCapture: typeof startCapture }).startCapture(
    play.document,
    { onError: (error) => (fault = describeError(error)) },
    (message) => {
      if (batches > 0 && lost < dropMessages) lost++;
      else mirror.apply(message);
    },
  );
  try {
    for (let step = 0; step < MOST_STEPS && fault === undefined; ) {
      for (let batch = 1 + random.below(8); batch > 0; batch--, step++) {
        if (allNodes(play).length < MOST_NODES) attempt(random.pick(MUTATIONS), play);
        else play.document.body.replaceChildren();
        // Records are delivered in between: what is outside of the page then is no longer observed.
        if (random.chance(0.2)) await Promise.resolve();
      }
      batches++;
      if (random.chance(0.3)) await nextFrame(window);
      stop.flush();
      if (random.chance(0.05)) stop.takeSnapshot();
      fault ??= firstDifference(play, mirror.document, secrets);
    }
  } catch (error) {
    fault = describeError(error);
  }
  stop();
  mirror.stop();
  page.remove();
  mirrorFrame.remove();
  return { seed, batches, fault };
}

/** Programs under way at once: most of their time is waiting for frames. */
const AT_ONCE = 6;

/** Runs a range of seeds; stops early after a few faults. */
export async function runSeeds(first: number, count: number, captureScript: string): Promise<SeedResult[]> {
  const faults: SeedResult[] = [];
  let next = first;
  const worker = async () => {
    while (next < first + count && faults.length < 5) {
      const result = await runSeed(next++, captureScript);
      if (result.fault !== undefined) faults.push(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return faults;
}

/** What the browser refuses to do is no change, and no fault. */
function attempt(mutation: Mutation, play: Playground): void {
  try {
    mutation(play);
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof play.window.DOMException)) throw error;
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.stack} ${error.cause ?? ''}` : String(error);
}

function openFrame(html: string): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.srcdoc = html;
  frame.width = '800';
  frame.height = '600';
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true });
    document.body.append(frame);
  });
}

function nextFrame(window: Window): Promise<void> {
  return new Promise((resolve) => window.requestAnimationFrame(() => resolve()));
}
