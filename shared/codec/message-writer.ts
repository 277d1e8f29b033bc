import type { DoctypeData, Namespace, NodeId, ShadowRootData } from '../tree/node.ts';
import { ByteWriter } from './bytes.ts';
import { FLAG_CHECKPOINT, MESSAGE_CODES, NAMESPACES, NODE_CODES } from './format.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { StringWriter } from './strings.ts';

/** A set of attribute names on a tag: named by index once both ends know it. A trie, so that looking up builds no key. */
interface Shape {
  /** Undefined while the shape is only a step towards longer ones. */
  index: number | undefined;
  readonly next: Map<string, Shape>;
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
  private shapes: Record<Namespace, Map<string, Shape>> = { html: new Map(), svg: new Map(), mathml: new Map() };
  private shapeCount = 0;
  private head: [kind: number, flags: number] = [0, 0];

  beginSnapshot(firstId: NodeId, checkpoint: boolean): void {
    this.strings.reset();
    this.shapes = { html: new Map(), svg: new Map(), mathml: new Map() };
    this.shapeCount = 0;
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

  /** Opens an element; the values of `names` follow by `string` in the same order, then children, then `end`. */
  element(namespace: Namespace, tag: string, names: readonly string[], blocked = false): void {
    if (blocked) this.body.u8(NODE_CODES.blocked);
    const shape = this.shapeOf(this.shapes[namespace], tag, names);
    if (shape?.index !== undefined) {
      this.body.varint(shape.index + NODE_CODES.firstShape);
      return;
    }
    if (shape !== undefined) shape.index = this.shapeCount++;
    this.body.u8(NODE_CODES.newShape);
    this.body.u8(NAMESPACES.indexOf(namespace));
    this.string(tag);
    this.body.varint(names.length);
    for (let i = 0; i < names.length; i++) this.string(names[i] as string);
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

  moved(id: NodeId): void {
    this.body.u8(NODE_CODES.moved);
    this.body.varint(id);
  }

  /** Closes whatever was opened last: element, document, shadow root, template content, or the items of a placement. */
  end(): void {
    this.body.u8(NODE_CODES.end);
  }

  /** The place of a shape in the trie; none once the table is full and the shape is not in it. */
  private shapeOf(tags: Map<string, Shape>, tag: string, names: readonly string[]): Shape | undefined {
    const full = this.shapeCount >= ENGINE_LIMITS.tableEntries;
    let shapes = tags;
    let shape: Shape | undefined;
    for (let i = -1; i < names.length; i++) {
      const name = i < 0 ? tag : (names[i] as string);
      shape = shapes.get(name);
      if (shape === undefined) {
        if (full) return undefined;
        shape = { index: undefined, next: new Map() };
        shapes.set(name, shape);
      }
      shapes = shape.next;
    }
    return shape;
  }
}
