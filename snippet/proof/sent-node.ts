import { ENGINE_LIMITS } from '../../shared/codec/limits.ts';
import type { HashedKind, NodeHash } from '../../shared/proof/node-hash.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import { ElementPlans } from '../capture/element-plan.ts';
import {
  attributeNamesOf,
  attributeNsOf,
  attributeOf,
  localNameOf,
  namespaceOf,
  nodeTypeOf,
  ofDocument,
} from '../capture/natives.ts';
import { OPAQUE } from '../capture/node-table.ts';
import type { Serializer } from '../capture/serializer.ts';
import { type Tag, Tags } from '../capture/tags.ts';
import { BLOCK, IGNORE, type Level, MASK } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';

/** A node's place, as ids. */
export interface SentPlace {
  readonly id: NodeId;
  readonly parent: NodeId;
  readonly next: NodeId;
}

/** Reads off the page what of a node has been sent: masked, and clipped as in `serializer.ts`. */
export class SentNodes {
  private readonly tags = new Tags();
  private readonly plans: ElementPlans;

  constructor(
    private readonly privacy: Privacy,
    private readonly serializer: Serializer,
  ) {
    this.plans = new ElementPlans(privacy);
  }

  hash(hash: NodeHash, node: Node, place: SentPlace, level: Level): { readonly high: number; readonly low: number } {
    const begin = (kind: HashedKind, next = place.next) => hash.begin(kind, place.id, place.parent, next);
    switch (nodeTypeOf(node)) {
      case Node.ELEMENT_NODE: {
        const element = node as Element;
        const tag = this.tags.of(localNameOf(element), namespaceOf(element));
        begin((level & BLOCK) === 0 ? 'element' : 'blocked-element');
        const prefix = tag.namespace === 'html' ? null : element.prefix;
        const name = prefix === null ? tag.name : `${prefix}:${tag.name}`;
        hash.name(tag.namespace, name);
        this.attributes(hash, element, tag, name, level & ~OPAQUE);
        break;
      }
      case Node.TEXT_NODE:
      case Node.CDATA_SECTION_NODE:
        begin('text');
        hash.text(this.serializer.textOf(node as Text, level));
        break;
      case Node.COMMENT_NODE:
        begin('comment');
        hash.text('');
        break;
      case Node.DOCUMENT_TYPE_NODE: {
        const { name, publicId, systemId } = node as DocumentType;
        begin('doctype');
        for (const part of [name, publicId, systemId]) hash.text(part);
        break;
      }
      case Node.DOCUMENT_NODE:
        begin('document');
        hash.flag(ofDocument(node as Document, 'compatMode') === 'BackCompat');
        break;
      default:
        if ('host' in node) {
          begin('shadow-root', 0);
          hash.flag((node as ShadowRoot).delegatesFocus);
          hash.flag((node as ShadowRoot).slotAssignment === 'manual');
        } else begin('template-content', 0);
    }
    return hash.end();
  }

  private attributes(hash: NodeHash, element: Element, tag: Tag, qualifiedName: string, level: Level): void {
    const names = attributeNamesOf(element);
    if (names.length === 0) return;
    const { privacy } = this;
    const plan = this.plans.of(tag, qualifiedName, names);
    const hides = tag.care === 'field' && ((level & IGNORE) !== 0 || privacy.isCredential(element));
    const sent = (level & BLOCK) !== 0 ? plan.blocked : (level & MASK) !== 0 || hides ? plan.masked : plan.clear;
    for (let i = 0; i < sent.plain.length; i++) {
      const name = sent.shape.names[i] as string;
      // Two attributes of one name, in different namespaces, are one in the mirror.
      if (sent.shape.names.indexOf(name) !== i) continue;
      const value = (sent.exact ? attributeNsOf(element, null, name) : null) ?? attributeOf(element, name) ?? '';
      const text = sent.plain[i] === true ? value : privacy.attribute(element, tag.name, name, value, level);
      hash.attribute(name, text.length > ENGINE_LIMITS.attributeLength ? '' : text);
    }
  }
}
