import type { NodeId } from '../../shared/tree/node.ts';
import type { Frames, FramesContext } from './frames.ts';

/** Most pages have no frames that can be followed: what follows them is loaded with the first one. */
export class FramesOnDemand {
  private readonly waiting = new Set<Element>();
  private frames: Frames | undefined;
  private stopped = false;

  constructor(private readonly context: FramesContext) {}

  add(frame: Element): void {
    this.frames?.add(frame);
    if (this.frames !== undefined) return;
    this.waiting.add(frame);
    // Where it cannot be loaded frames stay boxes.
    import('./frames.ts').then(
      (module) => this.start(module.Frames),
      () => {},
    );
  }

  free(node: Node): void {
    this.waiting.delete(node as Element);
    this.frames?.free(node);
  }

  moved(node: Node): void {
    this.frames?.moved(node);
  }

  flush(): void {
    this.frames?.flush();
  }

  takeSnapshot(): void {
    this.frames?.takeSnapshot();
  }

  repair(request: Uint8Array): void {
    this.frames?.repair(request);
  }

  nodeById(id: NodeId): Node | undefined {
    return this.frames?.nodeById(id);
  }

  idOf(node: Node): NodeId {
    return this.frames?.idOf(node) ?? 0;
  }

  stop(): void {
    this.stopped = true;
    this.frames?.stop();
  }

  private start(FramesClass: typeof Frames): void {
    if (this.stopped || this.frames !== undefined) return;
    this.frames = new FramesClass(this.context);
    for (const frame of this.waiting) this.frames.add(frame);
    this.context.schedule();
  }
}
