import type { IdRunWriter } from '../../shared/codec/id-runs.ts';
import { ENGINE_LIMITS } from '../../shared/codec/limits.ts';
import type { MessageWriter } from '../../shared/codec/message-writer.ts';
import { BLOCK, CLEAR, IGNORE, type Level, MASK } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { type AttributePlan, type ElementPlan, ElementPlans } from './element-plan.ts';
import type { IdCounter } from './id-counter.ts';
import {
  attributeNamesOf,
  attributeNsOf,
  attributeOf,
  boxOf,
  contentOf,
  dataOf,
  firstChildOf,
  hasAttributes,
  localNameOf,
  namespaceOf,
  nextSiblingOf,
  nodeTypeOf,
  ofDocument,
  parentNodeOf,
} from './natives.ts';
import { CSS_TEXT, FIELD_TEXT, NO_SLOT, type NodeTable, OPAQUE, type Slot } from './node-table.ts';
import type { ShadowRoots } from './shadow-roots.ts';
import { type Tag, Tags } from './tags.ts';
import type { TimeSlice } from './time-slice.ts';

const NO_NAMES: readonly string[] = [];

/** What other parts of the capture learn while nodes are written. */
export interface SerializerEvents {
  /** An element with state beside its attributes and children is now mirrored. */
  onSpecial(element: Element, care: 'field' | 'sheet-owner' | 'frame' | 'watched'): void;
  /** A shadow root, or the content of a template, is now mirrored: it has to be observed by itself. */
  onRoot(root: ShadowRoot | DocumentFragment): void;
  /** A node turned up at a new place although nobody reported that it left the old one: it has to be detached now. */
  onUnexpected(slot: Slot): void;
  /** A detached node cannot keep its id, since its privacy differs at the new place: it has to be freed now. */
  onReplaced(slot: Slot): void;
  /** A node that the mirror has is put at another place there. */
  onMoved(node: Node): void;
  /** The slice of time ended: this child of a mirrored node, and all behind it, are not written yet. */
  onCut(parent: Node, child: Node): void;
}

/** Writes nodes of the page, masked, into a message, and enters them in the table. */
export class Serializer {
  readonly tags = new Tags();
  private readonly plans: ElementPlans;

  constructor(
    private readonly table: NodeTable,
    private readonly writer: MessageWriter,
    private readonly ids: IdCounter,
    private readonly privacy: Privacy,
    /** Elements that do not exist for the mirror: our own widget. */
    private readonly excludes: (element: Element) => boolean,
    private readonly shadowRoots: ShadowRoots,
    private readonly slice: TimeSlice,
    private readonly events: SerializerEvents,
  ) {
    this.plans = new ElementPlans(privacy);
  }

  /** Nodes that have no place in the mirror: processing instructions, our own widget. */
  skips(node: Node): boolean {
    const type = nodeTypeOf(node);
    if (type === Node.ELEMENT_NODE) return this.excludes(node as Element);
    return type === Node.PROCESSING_INSTRUCTION_NODE;
  }

  /** Writes the document of which nothing is known yet, as far as the slice of time goes. */
  writeDocument(document: Document): void {
    this.writer.document(ofDocument(document, 'compatMode') === 'BackCompat');
    const slot = this.table.add(document, this.ids.take(), this.privacy.base);
    this.writeChildren(document, slot, this.privacy.base, 1);
    this.writer.end();
  }

  /**
   * Writes a node that the mirror does not have, with everything below it, and links it before `next`. Where the slice of
   * time ends, what is below it is left to later ones.
   *
   * Nodes below it that the mirror has, and that are detached, are named instead of written again.
   *
   * @param depth of the node below the document
   */
  writeNew(node: Node, parent: Slot, next: Slot, inherited: Level, depth: number): void {
    switch (nodeTypeOf(node)) {
      case Node.ELEMENT_NODE:
        this.writeElement(node as Element, parent, next, inherited, depth);
        return;
      case Node.TEXT_NODE:
      case Node.CDATA_SECTION_NODE:
        this.link(node, parent, next, inherited);
        this.writer.text(this.textOf(node as Text, inherited));
        return;
      case Node.COMMENT_NODE:
        this.link(node, parent, next, inherited);
        this.writer.comment('');
        return;
      case Node.DOCUMENT_TYPE_NODE: {
        const { name, publicId, systemId } = node as DocumentType;
        this.link(node, parent, next, inherited);
        this.writer.doctype({ name, publicId, systemId });
      }
    }
  }

  /** Writes the state of a tree that is in the table, in the table's order: no new ids, no look-ups. */
  writeKnown(slot: Slot, runs: IdRunWriter): void {
    const node = this.table.nodeAt(slot) as Node;
    const level = this.table.levelAt(slot);
    runs.add(this.table.idAt(slot));
    switch (nodeTypeOf(node)) {
      case Node.ELEMENT_NODE: {
        const plan = this.planOf(node as Element);
        this.writeHead(node as Element, plan, level);
        break;
      }
      case Node.TEXT_NODE:
      case Node.CDATA_SECTION_NODE:
        this.writer.text(this.textOf(node as Text, level));
        return;
      case Node.COMMENT_NODE:
        this.writer.comment('');
        return;
      case Node.DOCUMENT_TYPE_NODE:
        this.writer.doctype(node as DocumentType);
        return;
      case Node.DOCUMENT_NODE:
        this.writer.document(ofDocument(node as Document, 'compatMode') === 'BackCompat');
        break;
      default:
        this.writeRootHead(node as ShadowRoot | DocumentFragment);
    }
    for (let child = this.table.firstAt(slot); child !== NO_SLOT; child = this.table.nextAt(child)) {
      this.writeKnown(child, runs);
    }
    this.writer.end();
  }

  /** Text as it may leave. The text of a field's default value is a value. */
  textOf(node: Text, level: Level): string {
    const value = clip(dataOf(node));
    if (level === CLEAR) return value;
    if ((level & CSS_TEXT) !== 0) return this.privacy.css(value, level);
    if ((level & FIELD_TEXT) !== 0) return this.privacy.fieldValue(parentNodeOf(node) as Element, value, level);
    return this.privacy.text(value, level);
  }

  /** Level that children of an element inherit. */
  childLevel(tag: Tag, level: Level): Level {
    if (tag.care === 'sheet-owner') return level | CSS_TEXT;
    return tag.name === 'textarea' ? level | FIELD_TEXT : level;
  }

  /** Level that children of a mirrored node inherit; undefined: none of them is mirrored. */
  levelBelow(parent: Node, slot: Slot): Level | undefined {
    const level = this.table.levelAt(slot);
    if ((level & OPAQUE) !== 0) return undefined;
    if (nodeTypeOf(parent) !== Node.ELEMENT_NODE) return level;
    return this.childLevel(this.tagOf(parent as Element), level);
  }

  /** The value of one attribute as it may leave; undefined: it does not. */
  attributeOf(element: Element, name: string, level: Level): string | null | undefined {
    const { care, name: tag } = this.tagOf(element);
    const masked = (level & BLOCK) !== 0 || (care === 'field' && this.hides(element, level));
    if (!this.privacy.sendsAttribute(tag, name, masked ? level | MASK : level)) return undefined;
    const value = attributeNsOf(element, null, name);
    return value === null ? null : clipAttribute(this.privacy.attribute(element, tag, name, value, level));
  }

  private writeElement(element: Element, parent: Slot, next: Slot, inherited: Level, depth: number): void {
    const plan = this.planOf(element);
    const level = plan.mayMark ? this.privacy.levelOf(element, inherited) : inherited;
    const { tag } = plan;
    const blocked = (level & BLOCK) !== 0;
    const childless = tag.care === 'no-children' || tag.care === 'frame';
    const opaque = blocked || childless || depth >= ENGINE_LIMITS.depth - 1;
    const slot = this.link(element, parent, next, opaque ? level | OPAQUE : level);
    this.writeHead(element, plan, level);
    if (tag.care === 'frame' && !blocked) this.events.onSpecial(element, tag.care);
    if (!opaque) {
      if (tag.care === 'field' || tag.care === 'sheet-owner' || tag.care === 'watched')
        this.events.onSpecial(element, tag.care);
      if (tag.care === 'template') this.writeRoot(contentOf(element as HTMLTemplateElement), slot, level, depth);
      if (tag.mayHost) {
        const root = this.shadowRoots.of(element);
        if (root !== null) this.writeRoot(root, slot, level, depth);
      }
      this.writeChildren(element, slot, this.childLevel(tag, level), depth + 1);
    }
    this.writer.end();
  }

  /** Writes a shadow root or the content of a template as the first child of its host. */
  writeRoot(root: ShadowRoot | DocumentFragment, host: Slot, level: Level, depth: number): void {
    const slot = this.link(root, host, this.table.firstAt(host), level);
    this.writeRootHead(root);
    this.events.onRoot(root);
    this.writeChildren(root, slot, level, depth + 2);
    this.writer.end();
  }

  private writeChildren(parent: Node, slot: Slot, level: Level, depth: number): void {
    for (let child = firstChildOf(parent); child !== null; child = nextSiblingOf(child)) {
      if (this.slice.isSpent()) {
        this.events.onCut(parent, child);
        return;
      }
      this.writeChild(child, slot, NO_SLOT, level, depth);
    }
  }

  /** Writes a child where it now is: by its id when the mirror has it and may keep it, else as new. */
  writeChild(child: Node, parent: Slot, next: Slot, inherited: Level, depth: number): void {
    if (this.skips(child)) return;
    const known = this.table.slotOf(child);
    if (known !== NO_SLOT) {
      if (this.table.parentAt(known) !== NO_SLOT) this.events.onUnexpected(known);
      if (this.keepsLevel(child, known, inherited)) {
        this.writer.moved(this.table.idAt(known));
        this.events.onMoved(child);
        this.table.attach(known, parent, next);
        return;
      }
      this.events.onReplaced(known);
    }
    this.writeNew(child, parent, next, inherited, depth);
  }

  /** Whether a moved node has, at its new place, the level with which the mirror has it. */
  private keepsLevel(node: Node, slot: Slot, inherited: Level): boolean {
    const had = this.table.levelAt(slot) & ~OPAQUE;
    if (nodeTypeOf(node) !== Node.ELEMENT_NODE) return had === inherited;
    return !this.privacy.dependsOnPlace && had === this.privacy.levelOf(node as Element, inherited);
  }

  isField(element: Element): boolean {
    return this.tagOf(element).care === 'field';
  }

  /** Whether what a field holds must not show: attributes that say it stay here. */
  private hides(field: Element, level: Level): boolean {
    return (level & IGNORE) !== 0 || this.privacy.isCredential(field);
  }

  private tagOf(element: Element): Tag {
    return this.tags.of(localNameOf(element), namespaceOf(element));
  }

  private planOf(element: Element): ElementPlan {
    const localName = localNameOf(element);
    const tag = this.tagOf(element);
    const prefix = tag.namespace === 'html' ? null : element.prefix;
    const names = hasAttributes(element) ? attributeNamesOf(element) : NO_NAMES;
    return this.plans.of(tag, prefix === null ? localName : `${prefix}:${localName}`, names);
  }

  private writeHead(element: Element, plan: ElementPlan, level: Level): void {
    const blocked = (level & BLOCK) !== 0;
    const masked = (level & MASK) !== 0 || (plan.tag.care === 'field' && this.hides(element, level));
    const attributes: AttributePlan = blocked ? plan.blocked : masked ? plan.masked : plan.clear;
    this.writer.element(attributes.shape, blocked);
    const { names } = attributes.shape;
    for (let i = 0; i < attributes.plain.length; i++) {
      const name = names[i] as string;
      // An HTML element may have a name in several cases; its own look-up knows the lower one alone.
      const value = (attributes.exact ? attributeNsOf(element, null, name) : null) ?? attributeOf(element, name) ?? '';
      this.writer.string(
        clipAttribute(
          attributes.plain[i] === true ? value : this.privacy.attribute(element, plan.tag.name, name, value, level),
        ),
      );
    }
    if (!blocked) return;
    const box = boxOf(element);
    this.writer.string(`${Math.round(box.width)} ${Math.round(box.height)}`);
  }

  private writeRootHead(root: ShadowRoot | DocumentFragment): void {
    if (!isShadowRoot(root)) {
      this.writer.templateContent();
      return;
    }
    this.writer.shadowRoot({
      mode: root.mode,
      delegatesFocus: root.delegatesFocus,
      manualSlots: root.slotAssignment === 'manual',
    });
  }

  private link(node: Node, parent: Slot, next: Slot, level: Level): Slot {
    const slot = this.table.add(node, this.ids.take(), level);
    this.table.attach(slot, parent, next);
    return slot;
  }
}

/** Not by `instanceof`: the document may be of another realm than this code. */
export function isShadowRoot(root: Node): root is ShadowRoot {
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in root;
}

function clip(text: string): string {
  return text.length > ENGINE_LIMITS.textLength ? text.slice(0, ENGINE_LIMITS.textLength) : text;
}

function clipAttribute(value: string): string {
  return value.length > ENGINE_LIMITS.attributeLength ? '' : value;
}
