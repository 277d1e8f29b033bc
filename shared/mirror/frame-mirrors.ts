import { createDecoder, type Decoder } from '../codec/decode.ts';
import type { FrameMessage, PointerMessage } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import type { AssetStore } from './asset-store.ts';
import { prepareInnerFrame } from './frame.ts';
import { frameOrigin } from './frame-origin.ts';
import { MirrorDocument } from './mirror-document.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import { createNative, type Realm } from './native.ts';
import { type Ask, RepairDesk } from './repair-desk.ts';
import { FRAME_MARK } from './twin-names.ts';

interface FrameMirror {
  readonly element: HTMLIFrameElement;
  readonly replica: MirrorDocument;
  readonly decoder: Decoder;
  readonly within: FrameMirrors;
  readonly desk: RepairDesk;
}

/** The documents inside the frames of a mirrored document: mirrors within the mirror. */
export class FrameMirrors {
  private readonly mirrors = new Map<NodeId, FrameMirror>();

  constructor(
    private readonly assetOrigins: readonly string[],
    private readonly store: AssetStore,
    private readonly ask: Ask,
    private readonly depth = 0,
  ) {}

  /**
   * @param around the document in which the frame stands
   * @returns where the customer points, in pixels of the document around, when the message is about that
   * @throws MirrorError when the message does not fit; the document in the frame is as before then
   */
  apply(message: FrameMessage, around: MirrorDocument): PointerMessage | undefined {
    const element = frameIn(around, message.frame);
    if (message.message.length === 0) {
      this.close(message.frame);
      return undefined;
    }
    let mirror = this.mirrors.get(message.frame) ?? this.open(message.frame, element);
    const inner = mirror.decoder.decode(message.message);
    if (inner.type === 'pointer') return inFrameAround(inner, element);
    if (inner.type === 'asset') throw new MirrorError('impossible-structure', 'an asset belongs to no frame');
    if (inner.type === 'frame') {
      const pointer = mirror.within.apply(inner, mirror.replica);
      return pointer && inFrameAround(pointer, element);
    }
    if (inner.type === 'digest' || inner.type === 'hashes') {
      mirror.desk.receive(inner);
      return undefined;
    }
    if (element.contentDocument !== mirror.replica.document) {
      // Moving a frame makes the browser throw its document away, on the page as here: what follows there is a snapshot.
      if (inner.type === 'patch') throw new MirrorError('frame-lost', 'the document of a frame is gone');
      mirror.desk.stop();
      mirror = { ...this.open(message.frame, element), decoder: mirror.decoder };
      this.mirrors.set(message.frame, mirror);
    }
    const applied = mirror.replica.applyMessage(inner);
    if (inner.type === 'snapshot' && applied !== undefined) mirror.desk.rebuilt();
    mirror.within.sweep(mirror.replica);
    return undefined;
  }

  /** Lets go of the mirrors whose frames are gone from the document around. */
  sweep(around: MirrorDocument): void {
    for (const [id, { element }] of this.mirrors) if (around.nodeById(id) !== element) this.forget(id);
  }

  /** Every document is wrong until its next snapshot. */
  expectSnapshot(): void {
    for (const { replica, within } of this.mirrors.values()) {
      replica.expectSnapshot();
      within.expectSnapshot();
    }
  }

  /** The mirrored documents, at every depth. */
  *replicas(): Iterable<MirrorDocument> {
    for (const { replica, within } of this.mirrors.values()) {
      yield replica;
      yield* within.replicas();
    }
  }

  /** How each of them stands to the page. */
  *desks(): Iterable<RepairDesk> {
    for (const { desk, within } of this.mirrors.values()) {
      yield desk;
      yield* within.desks();
    }
  }

  stop(): void {
    for (const desk of this.desks()) desk.stop();
  }

  private open(id: NodeId, element: HTMLIFrameElement): FrameMirror {
    if (this.depth >= MIRROR_LIMITS.frameDepth) throw new MirrorError('limit', 'frames too deep within frames');
    const document = prepareInnerFrame(element);
    const replica = new MirrorDocument(
      createNative(document.defaultView as Realm),
      document,
      this.assetOrigins,
      this.store,
    );
    const within = new FrameMirrors(this.assetOrigins, this.store, this.ask, this.depth + 1);
    const desk = new RepairDesk(replica, this.ask);
    const mirror = { element, replica, within, desk, decoder: createDecoder() };
    this.mirrors.set(id, mirror);
    return mirror;
  }

  private close(id: NodeId): void {
    const mirror = this.mirrors.get(id);
    if (mirror === undefined) return;
    mirror.replica.clear();
    mirror.element.removeAttribute(FRAME_MARK);
    this.forget(id);
  }

  private forget(id: NodeId): void {
    const mirror = this.mirrors.get(id);
    mirror?.desk.stop();
    mirror?.within.stop();
    this.mirrors.delete(id);
  }
}

/** The element of a frame that was built as one: beyond the limit they are boxes. */
function frameIn(around: MirrorDocument, id: NodeId): HTMLIFrameElement {
  const node = around.nodeById(id);
  if (node === undefined || !('contentDocument' in node) || node.nodeName !== 'IFRAME') {
    throw new MirrorError('unknown-reference', `node ${id} is no frame`);
  }
  return node as HTMLIFrameElement;
}

function inFrameAround(pointer: PointerMessage, frame: HTMLIFrameElement): PointerMessage {
  const { xCssPx, yCssPx } = frameOrigin(frame);
  return { ...pointer, xCssPx: pointer.xCssPx + xCssPx, yCssPx: pointer.yCssPx + yCssPx };
}
