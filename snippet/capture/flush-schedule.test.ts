import { expect, test } from 'vitest';
import { FlushSchedule, type ScheduleWindow } from './flush-schedule.ts';

/** A window whose tasks, frames and timers run when the test says so. */
class SteppedWindow {
  hidden = false;
  readonly tasks: (() => void)[] = [];
  readonly frames = new Map<number, () => void>();
  readonly timers = new Map<number, () => void>();
  private nextHandle = 1;

  readonly asWindow = {
    MessageChannel: this.channelClass(),
    requestAnimationFrame: (step: () => void) => this.keep(this.frames, step),
    cancelAnimationFrame: (handle: number) => this.frames.delete(handle),
    setTimeout: (step: () => void) => this.keep(this.timers, step),
    clearTimeout: (handle: number) => this.timers.delete(handle),
  } as unknown as ScheduleWindow;

  runTasks(): void {
    for (const task of this.tasks.splice(0)) task();
  }

  /** One frame, with what the page does in it, up to its end. */
  runFrame(pageWork: () => void = () => undefined): void {
    const steps = [...this.frames.values()];
    this.frames.clear();
    for (const step of steps) step();
    pageWork();
    this.runTasks();
  }

  private keep(steps: Map<number, () => void>, step: () => void): number {
    steps.set(this.nextHandle, step);
    return this.nextHandle++;
  }

  private channelClass() {
    const { tasks } = this;
    return class {
      readonly port1 = { onmessage: () => undefined, close: () => undefined };
      readonly port2 = { postMessage: () => tasks.push(() => this.port1.onmessage()) };
    };
  }
}

function scheduled() {
  const window = new SteppedWindow();
  let flushes = 0;
  const schedule = new FlushSchedule(
    window.asWindow,
    () => window.hidden,
    () => {
      schedule.begun();
      flushes += 1;
    },
  );
  return { window, schedule, flushes: () => flushes };
}

test('the first change of a quiet page leaves at once, in a task of its own; those after it share the next frame', () => {
  const { window, schedule, flushes } = scheduled();
  schedule.request();
  expect(flushes()).toBe(0);
  window.runTasks();
  expect(flushes()).toBe(1);
  for (let change = 0; change < 3; change++) {
    schedule.request();
    window.runTasks();
  }
  expect(flushes()).toBe(1);
  window.runFrame();
  expect(flushes()).toBe(2);
});

test('a page that changes in every frame, and between them, is flushed once in each, after what the frame itself did', () => {
  const { window, schedule, flushes } = scheduled();
  for (let frame = 1; frame <= 10; frame++) {
    schedule.request();
    window.runFrame(() => schedule.request());
    expect(flushes()).toBe(frame);
    window.runTasks();
    expect(flushes()).toBe(frame);
  }
});

test('a page that was quiet for a frame is quiet again, and no frame is asked for any more', () => {
  const { window, schedule, flushes } = scheduled();
  schedule.request();
  window.runTasks();
  window.runFrame();
  expect(window.frames.size).toBe(0);
  schedule.request();
  window.runTasks();
  expect(flushes()).toBe(2);
});

test('a flush that somebody else asked for takes what was wanted with it', () => {
  const { window, schedule, flushes } = scheduled();
  schedule.request();
  schedule.begun();
  window.runTasks();
  window.runFrame();
  expect(flushes()).toBe(0);
});

test('a hidden page is flushed by a timer, also when it was hidden while a frame was awaited', () => {
  const { window, schedule, flushes } = scheduled();
  schedule.request();
  window.runTasks();
  window.hidden = true;
  schedule.request();
  window.runTasks();
  expect(flushes()).toBe(1);
  for (const fire of window.timers.values()) fire();
  expect(flushes()).toBe(2);
});

test('nothing is left of a schedule that was stopped', () => {
  const { window, schedule, flushes } = scheduled();
  schedule.request();
  window.runTasks();
  schedule.request();
  schedule.stop();
  expect(window.frames.size + window.timers.size).toBe(0);
  window.runTasks();
  expect(flushes()).toBe(1);
});
