import type { DoctypeData, Namespace, NodeId, ShadowRootData } from '../tree/node.ts';
import { ByteWriter } from './bytes.ts';
import { FLAG_CHECKPOINT, MESSAGE_CODES, NAMESPACES, NODE_CODES } from './format.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { StringWriter } from './strings.ts';

/**
 * A tag with the names of its attributes, in order. The same object is named by index once both ends know it, so whoever
 * writes keeps one object for one shape.
 */
export interface ElementShape {
  readonly namespace: Namespace;
  /** Qualified name, as in `ElementData`. */
  readonly tag: string;
  readonly names: readonly string[];
}

/**
 * Writes engine messages straight from a walk over the page, without a tree of objects between.
 *
 * Tables live from one snapshot to the next. A message is `begin...`, its parts in the order of the format
 * (`format.ts`), then `finish`.
 */
export class MessageWriter {
  readonly body = new ByteWriter();
  private readonly strings = new StringWriter();
  private readonly shapes = new Map<ElementShape, number>();
  private head: [kind: number, flags: number] = [0, 0];
  private lastNode: NodeId = 0;

  beginSnapshot(firstId: NodeId, checkpoint: boolean): void {
    this.strings.reset();
    this.shapes.clear();
    this.begin(MESSAGE_CODES.snapshot, checkpoint ? FLAG_CHECKPOINT : 0);
    this.body.varint(firstId);
  }

  beginPatch(firstId: NodeId): void {
    this.begin(MESSAGE_CODES.patch, 0);
    this.body.varint(firstId);
  }

  begin(kind: number, flags: number): void {
    this.body.reset();
    this.head = [kind, flags];
    this.lastNode = 0;
  }

  /** The message as bytes of its own. */
  finish(): Uint8Array {
    const out = new ByteWriter();
    out.u8(this.head[0]);
    out.u8(this.head[1]);
    out.varint(this.body.length);
    out.raw(this.body.view());
    this.strings.finish(out);
    return out.view().slice();
  }

  string(value: string): void {
    this.strings.write(this.body, value);
  }

  /** Opens an element; the values of its attributes follow by `string` in the order of names, then children, then `end`. */
  element(shape: ElementShape, blocked: boolean): void {
    const { body } = this;
    if (blocked) body.u8(NODE_CODES.blocked);
    const index = this.shapes.get(shape);
    if (index !== undefined) {
      body.varint(index + NODE_CODES.firstShape);
      return;
    }
    if (this.shapes.size < ENGINE_LIMITS.tableEntries) this.shapes.set(shape, this.shapes.size);
    body.u8(NODE_CODES.newShape);
    body.u8(NAMESPACES.indexOf(shape.namespace));
    this.string(shape.tag);
    body.varint(shape.names.length);
    for (const name of shape.names) this.string(name);
  }

  text(value: string): void {
    this.body.u8(NODE_CODES.text);
    this.string(value);
  }

  comment(value: string): void {
    this.body.u8(NODE_CODES.comment);
    this.string(value);
  }

  doctype(doctype: Omit<DoctypeData, 'type' | 'id'>): void {
    this.body.u8(NODE_CODES.doctype);
    this.string(doctype.name);
    this.string(doctype.publicId);
    this.string(doctype.systemId);
  }

  document(quirks: boolean): void {
    this.body.u8(NODE_CODES.document);
    this.body.u8(quirks ? 1 : 0);
  }

  shadowRoot(root: Omit<ShadowRootData, 'type' | 'id' | 'children'>): void {
    this.body.u8(NODE_CODES.shadowRoot);
    this.body.u8((root.mode === 'closed' ? 1 : 0) | (root.delegatesFocus ? 2 : 0) | (root.manualSlots ? 4 : 0));
  }

  templateContent(): void {
    this.body.u8(NODE_CODES.templateContent);
  }

  /** The node that an op is about. */
  opNode(id: NodeId): void {
    this.body.zigzag(id - this.lastNode);
    this.lastNode = id;
  }

  moved(id: NodeId): void {
    this.body.u8(NODE_CODES.moved);
    this.body.varint(id);
  }

  /** Closes whatever was opened last: element, document, shadow root, template content, or the items of a placement. */
  end(): void {
    this.body.u8(NODE_CODES.end);
  }
}
