import { MESSAGE_CODES } from '../../shared/codec/format.ts';
import { createMirror, type Mirror } from '../../shared/mirror/mirror.ts';
import type { startCapture } from '../../snippet/capture/start-capture.ts';
import { Credentials } from '../../snippet/privacy/credential.ts';
import { expectedText, firstDifference } from './first-difference.ts';
import { noteOpened } from './layer-mutations.ts';
import { lossyWire } from './lossy-wire.ts';
import { allNodes, type Mutation, type Playground } from './playground.ts';
import { type Program, programOf } from './programs.ts';
import { Random } from './random.ts';
import { nextFrame, settled, sheetsApplied } from './settle.ts';
import { startPageOf } from './start-pages.ts';
import { Trace } from './trace.ts';

export interface SeedResult {
  seed: number;
  batches: number;
  /** Where page and mirror differ first, or what was thrown; undefined when they are equal. */
  fault: string | undefined;
}

/** What a run is told from outside. */
export interface RunOptions {
  /** Address of `FUZZ_FILES`. */
  base: string;
  /** The capture as a script that defines `coviewCapture`: it has to run in the realm of its page. */
  captureScript: string;
  /** Control: so many ops are lost on purpose, which the comparison has to notice. */
  opsToDrop?: number;
  /** Adds to a fault what was done and sent before it. */
  traces?: boolean;
}

/** Mutations of one program; the page may not grow without end. */
const MOST_STEPS = 60;
const MOST_NODES = 400;
/** What loads when it likes (sheets, frames and what follows them) may be between two states when it is compared. */
const MOST_LOOKS = 30;

/** Runs one random program against a page in a frame and compares page and mirror after every batch. */
export async function runSeed(seed: number, options: RunOptions): Promise<SeedResult> {
  const random = new Random(seed);
  const program = programOf(seed);
  const page = await openFrame(options.base + startPageOf(seed));
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
    opened: [],
    closedRoots: new WeakMap(),
    written: new WeakSet(),
    base: options.base,
  };
  const credentials = new Credentials();
  const trace = options.traces === true ? new Trace() : undefined;
  let batches = 0;
  let fault: string | undefined;
  // A clock that jumps: slices of time end anywhere. How often it is asked must not change the program.
  const timing = new Random(seed + 1);
  let clockMs = 0;
  window.performance.now = () => (clockMs += timing.below(8));
  restless(window);
  // Some programs deliver each message at once, others all of a batch together.
  // What opens in the mirror may take the focus out of the page beside it: so the page is described before.
  const isLate = random.chance(0.4) || program.layers === true;
  const waiting: Uint8Array[] = [];
  /** Who hears the capture at the moment. */
  let listener = mirror;
  /** Who begins with the next snapshot. */
  let latecomer: Mirror | undefined;
  const apply = (message: Uint8Array) => {
    if (message[0] === MESSAGE_CODES.snapshot) listener = latecomer ?? listener;
    listener.apply(message);
  };
  const wire = options.opsToDrop === undefined ? apply : lossyWire(options.opsToDrop, apply);
  const deliver = () => waiting.splice(0).forEach(wire);
  const deliverAndCompare = () => {
    const expected = expectedText(play, credentials);
    deliver();
    return firstDifference(expected, listener.document, program.scrolls) ?? proves(listener);
  };
  const capturing = window.eval(`${options.captureScript}; coviewCapture`) as { startCapture: typeof startCapture };
  const stop = capturing.startCapture(
    play.document,
    { credentials, onError: (error) => (fault = describeError(error)) },
    (message) => {
      waiting.push(message);
      trace?.message(message);
      if (!isLate) deliver();
    },
  );
  /** Both ends add up what they have, each by its own hashes. */
  const proves = (of: Mirror) => {
    for (const request of of.comparisons()) stop.repair(request);
    deliver();
    const { state, resent } = of.quality;
    if (resent > 0) return `${resent} places were taken to have changed unseen`;
    return state === 'exact' ? undefined : `the digests differ: ${state}`;
  };
  try {
    deliver();
    // What follows frames loads with the first one.
    await nextFrame(window);
    await settled(play);
    for (let step = 0; step < MOST_STEPS && fault === undefined; ) {
      for (let batch = batchLength(random); batch > 0; batch--, step++) {
        mutate(play, program, trace);
        if (program.layers === true) settleLayers(play, stop.flush);
        // Records are delivered in between: what is outside of the page then is no longer observed.
        if (random.chance(0.2)) await Promise.resolve();
        if (random.chance(0.05)) stop.flush();
        // So are slices, and the page changes between them.
        if (timing.chance(0.1)) await slices(play, timing.below(4));
      }
      batches++;
      if (random.chance(0.3)) await slices(play, timing.below(6));
      trace?.note(`-- batch ${batches}`);
      await sheetsApplied(play);
      if (program.scrolls) await scrolled(window, stop.flush, deliver);
      stop.flush();
      if (random.chance(0.05)) stop.takeSnapshot();
      let difference = deliverAndCompare();
      for (let look = 1; difference !== undefined && look < MOST_LOOKS; look++) {
        await sheetsApplied(play);
        await nextFrame(window);
        stop.flush();
        difference = deliverAndCompare();
      }
      fault ??= difference;
      await settled(play);
    }
    fault ??= proveFromScratch();
  } catch (error) {
    fault = describeError(error);
  }
  stop();
  mirror.stop();
  page.remove();
  mirrorFrame.remove();
  return { seed, batches, fault: fault && trace ? `${fault}\n${trace}` : fault };

  /** A mirror that begins now hashes everything at once; the page's hashes have followed it all the way. */
  function proveFromScratch(): string | undefined {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    stop.flush();
    deliver();
    // Before the mirror is built: a dialog that opens in it takes the focus out of the page beside it.
    const expected = expectedText(play, credentials);
    latecomer = createMirror(frame);
    stop.takeSnapshot();
    deliver();
    const different = firstDifference(expected, listener.document, false) ?? proves(listener);
    listener.stop();
    frame.remove();
    return different && `from scratch, ${different}`;
  }
}

/** Programs under way at once: most of their time is waiting for frames. */
const AT_ONCE = 10;

/** Runs seeds, begun in this order; gives those that failed. */
export async function runSeeds(seeds: readonly number[], options: RunOptions): Promise<SeedResult[]> {
  const faults: SeedResult[] = [];
  const waiting = seeds.values();
  const worker = async () => {
    for (const seed of waiting) {
      const result = await runSeed(seed, options);
      if (result.fault !== undefined) faults.push(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return faults;
}

/** What rests between two rounds over the page (P7) does not: rounds meet the page in any state. */
function restless(window: Window & typeof globalThis): void {
  const { setTimeout, requestIdleCallback } = window;
  const soon = (act: () => void, delayMs = 0) => setTimeout(act, delayMs >= 1000 ? 1 : delayMs);
  Object.assign(window, {
    setTimeout: soon,
    requestIdleCallback: (act: IdleRequestCallback) => requestIdleCallback(act, { timeout: 1 }),
  });
}

/** Mostly short, so that differences are found near their cause; at times one churns. */
function batchLength(random: Random): number {
  return 1 + random.below(random.chance(0.1) ? 40 : 8);
}

function mutate(play: Playground, program: Program, trace: Trace | undefined): void {
  if (allNodes(play).length < MOST_NODES) {
    const mutation = play.random.pick(program.mutations);
    trace?.mutation(mutation);
    attempt(mutation, play);
  } else play.document.body?.replaceChildren();
}

/**
 * What opens in a shadow root that is as new as it tells nobody, so of several only what is open would be known: they are
 * looked at one by one.
 */
function settleLayers(play: Playground, flush: () => void): void {
  noteOpened(play);
  // Browsers take the focus from what can have it no longer when they next lay the page out.
  play.document.documentElement?.getBoundingClientRect();
  flush();
}

/** Offsets follow layout: here with one frame, in the mirror with the next. */
async function scrolled(window: Window, flush: () => void, deliver: () => void): Promise<void> {
  await nextFrame(window);
  await nextFrame(window);
  flush();
  deliver();
  await nextFrame(window);
}

/** What the browser refuses to do is no change, and no fault. */
function attempt(mutation: Mutation, play: Playground): void {
  try {
    mutation(play);
  } catch (error) {
    // Of whichever realm: the page's, a frame's.
    if (Object.prototype.toString.call(error) !== '[object DOMException]') throw error;
  }
}

function describeError(error: unknown): string {
  return String((error as Error).stack ?? error) + ((error as Error).cause ?? '');
}

function openFrame(address: string): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.width = '800';
  frame.height = '600';
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true });
    document.body.append(frame);
  });
}

/** The next frame, and some slices of what the capture does behind it. Frames that have loaded by then are followed. */
async function slices(play: Playground, count: number): Promise<void> {
  const { window } = play;
  await nextFrame(window);
  await settled(play);
  await nextFrame(window);
  for (let i = 0; i <= count; i++) await new Promise((resolve) => window.setTimeout(resolve, 0));
}
