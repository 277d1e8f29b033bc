import type { DocumentData, ElementData, Namespace, NodeId, TreeItem } from '../tree/node.ts';
import type { ByteReader } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { NAMESPACES, NODE_CODES } from './format.ts';
import type { IdRun } from './id-runs.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { StringReader } from './strings.ts';

interface Shape {
  readonly namespace: Namespace;
  readonly tag: string;
  readonly names: readonly string[];
}

/** Reads trees as `MessageWriter` writes them, without recursion: depth is the sender's choice. Ids are given later. */
export class TreeReader {
  private readonly shapes: Shape[] = [];
  private nodes = 0;

  constructor(private readonly strings: StringReader) {}

  /** Begins a message: its nodes are counted together. A snapshot begins the tables anew. */
  begin(tablesAnew: boolean): void {
    this.nodes = 0;
    if (!tablesAnew) return;
    this.strings.reset();
    this.shapes.length = 0;
  }

  /** The rest of a document whose code has been read. */
  readDocument(body: ByteReader): DocumentData {
    const quirks = body.u8() === 1;
    return { type: 'document', id: 0, quirks, children: this.readItems(body) };
  }

  /** Siblings with all below them, up to the closing `end`. */
  readItems(body: ByteReader): TreeItem[] {
    const top: TreeItem[] = [];
    const open: TreeItem[][] = [];
    let items = top;
    for (;;) {
      const code = body.varint();
      if (code === NODE_CODES.end) {
        const parent = open.pop();
        if (parent === undefined) return top;
        items = parent;
        continue;
      }
      if (++this.nodes > ENGINE_LIMITS.nodes) throw new DecodeError('too-many-nodes');
      const item = this.readItem(code, body);
      items.push(item);
      if ('children' in item) {
        if (open.length >= ENGINE_LIMITS.depth) throw new DecodeError('too-deep');
        open.push(items);
        items = item.children;
      }
    }
  }

  private readItem(code: number, body: ByteReader): TreeItem {
    switch (code) {
      case NODE_CODES.text:
        return { type: 'text', id: 0, value: this.strings.read(body, ENGINE_LIMITS.textLength) };
      case NODE_CODES.comment:
        return { type: 'comment', id: 0, value: this.strings.read(body, ENGINE_LIMITS.textLength) };
      case NODE_CODES.doctype:
        return {
          type: 'doctype',
          id: 0,
          name: this.strings.read(body, ENGINE_LIMITS.attributeLength),
          publicId: this.strings.read(body, ENGINE_LIMITS.attributeLength),
          systemId: this.strings.read(body, ENGINE_LIMITS.attributeLength),
        };
      case NODE_CODES.shadowRoot: {
        const flags = body.u8();
        if (flags > 7) throw new DecodeError('unknown-code');
        return {
          type: 'shadow-root',
          id: 0,
          mode: (flags & 1) === 0 ? 'open' : 'closed',
          delegatesFocus: (flags & 2) !== 0,
          manualSlots: (flags & 4) !== 0,
          children: [],
        };
      }
      case NODE_CODES.templateContent:
        return { type: 'template-content', id: 0, children: [] };
      case NODE_CODES.document:
        return { type: 'document', id: 0, quirks: body.u8() === 1, children: [] };
      case NODE_CODES.moved:
        return { type: 'moved', id: body.varint() };
      case NODE_CODES.blocked:
        return this.readElement(body.varint(), body, true);
      default:
        return this.readElement(code, body, false);
    }
  }

  private readElement(code: number, body: ByteReader, blocked: boolean): ElementData {
    const shape = code === NODE_CODES.newShape ? this.readShape(body) : this.shapes[code - NODE_CODES.firstShape];
    if (shape === undefined) throw new DecodeError('bad-reference');
    const attributes: [string, string][] = [];
    for (const name of shape.names) attributes.push([name, this.strings.read(body, ENGINE_LIMITS.attributeLength)]);
    return { type: 'element', id: 0, namespace: shape.namespace, tag: shape.tag, attributes, blocked, children: [] };
  }

  private readShape(body: ByteReader): Shape {
    const namespace = NAMESPACES[body.u8()];
    if (namespace === undefined) throw new DecodeError('unknown-code');
    const tag = this.strings.read(body, ENGINE_LIMITS.attributeLength);
    const count = body.varint();
    if (count > ENGINE_LIMITS.attributes || count > body.remaining) throw new DecodeError('too-long');
    const names: string[] = [];
    for (let i = 0; i < count; i++) names.push(this.strings.read(body, ENGINE_LIMITS.attributeLength));
    const shape = { namespace, tag, names };
    if (this.shapes.length < ENGINE_LIMITS.tableEntries) this.shapes.push(shape);
    return shape;
  }
}

/**
 * Numbers the nodes in the order written: by the runs, then from `firstId` on. Moved nodes have their id already.
 *
 * @returns the next free id
 */
export function assignIds(items: TreeItem[], firstId: NodeId, runs: readonly IdRun[]): NodeId {
  let next = firstId;
  let run = 0;
  let used = 0;
  const pending: TreeItem[] = items.toReversed();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (item.type === 'moved') continue;
    const current = runs[run];
    if (current === undefined) {
      item.id = next++;
    } else {
      item.id = current.firstId + used++;
      if (used >= current.count) {
        run++;
        used = 0;
      }
    }
    if ('children' in item)
      for (let i = item.children.length - 1; i >= 0; i--) pending.push(item.children[i] as TreeItem);
  }
  return next;
}
