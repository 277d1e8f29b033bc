/** Hidden pages get no animation frames: there a flush comes after this time. */
const HIDDEN_FLUSH_MS = 100;

/** What of a window the schedule uses. */
export type ScheduleWindow = Pick<
  Window & typeof globalThis,
  'MessageChannel' | 'requestAnimationFrame' | 'cancelAnimationFrame' | 'setTimeout' | 'clearTimeout'
>;

/**
 * When changes leave: the first of a quiet page at once, those that follow together after the next frame, so never more than
 * one flush a frame. A flush is a task of its own: the page's frame does not wait for it, and finds what the page has done in
 * the whole frame, with the layout made already.
 */
export class FlushSchedule {
  private isWanted = false;
  /** The frame for which more changes wait; 0 when the page is quiet. */
  private frame = 0;
  private timer = 0;
  private readonly ports: MessageChannel;

  constructor(
    private readonly window: ScheduleWindow,
    private readonly isHidden: () => boolean,
    private readonly flush: () => void,
  ) {
    this.ports = new window.MessageChannel();
    this.ports.port1.onmessage = this.onTask;
  }

  request(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    if (this.isHidden()) this.timer = this.window.setTimeout(this.onTask, HIDDEN_FLUSH_MS);
    else if (this.frame === 0) this.post();
  }

  /** A flush had no time for all of it: the next comes as soon as the page has had its turn. */
  goOn(): void {
    this.isWanted = true;
    this.timer = this.window.setTimeout(this.onTask, 0);
  }

  /** A flush begins, whoever asked for it: what was wanted until now is in it. */
  begun(): void {
    this.isWanted = false;
    this.window.clearTimeout(this.timer);
  }

  stop(): void {
    this.begun();
    this.ports.port1.close();
    this.window.cancelAnimationFrame(this.frame);
  }

  private post(): void {
    this.ports.port2.postMessage(0);
  }

  private readonly onTask = (): void => {
    if (!this.isWanted) return;
    this.frame ||= this.window.requestAnimationFrame(this.onFrame);
    this.flush();
  };

  private readonly onFrame = (): void => {
    this.frame = 0;
    if (this.isWanted) this.post();
  };
}
