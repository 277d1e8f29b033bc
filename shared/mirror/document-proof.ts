import type { DigestMessage, HashedNode, HashesMessage } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import type { RepairRequest, Resend } from '../tree/repair.ts';
import { MirrorHashes } from './mirror-hashes.ts';
import type { MirrorState } from './mirror-state.ts';
import { DOCTYPE_NODE, DOCUMENT_NODE, ELEMENT_NODE, FRAGMENT_NODE } from './native.ts';
import { pageAttributesOf } from './page-attributes.ts';

/** More differing nodes than this are not sent one by one. */
const MOST_RESENT = 400;

/** How a document that differs from the page becomes like it again. */
export interface Difference {
  /** What the page does not have, without what is below it: the mirror takes it out by itself. */
  readonly surplus: readonly NodeId[];
  /** What the page is to send. */
  readonly request: RepairRequest | undefined;
}

/**
 * Compares one mirrored document with what the page says of it, and finds the smallest parts that are to be sent again, in
 * two round trips: sums of groups of nodes, then the hashes of the groups that differ.
 */
export class DocumentProof {
  private readonly hashes: MirrorHashes;
  private hidden: ReadonlySet<NodeId> = new Set();

  constructor(private readonly state: MirrorState) {
    this.hashes = new MirrorHashes(state);
  }

  /** Whether the mirror is what the page says it should be. */
  equals(digest: DigestMessage): boolean {
    this.hidden = new Set(digest.hidden);
    const own = this.hashes.digest(this.hidden);
    return own.nodes === digest.nodes && own.high === digest.high && own.low === digest.low;
  }

  /** First round trip: what the page needs to find the groups that differ. */
  comparison(): RepairRequest {
    return { type: 'compare', document: this.documentId, ...this.hashes.groups(this.hidden) };
  }

  /**
   * Second round trip.
   *
   * @param thorough whether every node that differs is built anew, since setting its attributes has not helped
   */
  differenceFrom(page: HashesMessage, thorough: boolean): Difference {
    const own = this.hashes.within(new Set(page.groups), new Set(page.hidden));
    const onPage = new Set(page.nodes.map(({ id }) => id));
    const resends: Resend[] = [];
    for (const node of page.nodes) {
      const mine = own.get(node.id);
      if (mine?.high !== node.high || mine.low !== node.low) resends.push(this.resendOf(node, thorough));
    }
    const extra = new Set([...own.keys()].filter((id) => !onPage.has(id)));
    const surplus: NodeId[] = [];
    for (const id of extra) {
      const node = this.state.registry.node(id) as Node;
      const { parent } = this.hashes.placeOf(node);
      if (extra.has(parent)) continue;
      // A root goes with its host only.
      if (this.state.native.nodeType(node) === FRAGMENT_NODE) resends.push({ type: 'replace', node: parent });
      else surplus.push(id);
    }
    if (resends.length === 0) return { surplus, request: undefined };
    if (resends.length > MOST_RESENT || resends.some(({ node }) => this.isDocumentPart(node))) {
      return { surplus: [], request: { type: 'snapshot' } };
    }
    return { surplus, request: { type: 'resend', document: this.documentId, nodes: resends } };
  }

  private get documentId(): NodeId {
    return this.state.registry.id(this.state.document);
  }

  /** Only a snapshot brings a document or its doctype. */
  private isDocumentPart(id: NodeId): boolean {
    const node = this.state.registry.node(id);
    if (node === undefined) return false;
    const type = this.state.native.nodeType(node);
    return type === DOCUMENT_NODE || type === DOCTYPE_NODE;
  }

  /** In the same place, an element that is no field can differ in its attributes only, or in what only a new one has. */
  private resendOf(page: HashedNode, thorough: boolean): Resend {
    const { native, registry } = this.state;
    const node = registry.node(page.id);
    if (node === undefined) return { type: 'missing', node: page.id };
    const { parent, next } = this.hashes.placeOf(node);
    const inPlace = parent === page.parent && next === page.next;
    if (thorough || !inPlace || native.nodeType(node) !== ELEMENT_NODE || this.hashes.isField(node as Element)) {
      return { type: 'replace', node: page.id };
    }
    return { type: 'attributes', node: page.id, names: [...pageAttributesOf(native, node as Element).keys()] };
  }
}
