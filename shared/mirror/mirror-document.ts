import type { AssetId, AssetReason } from '../tree/asset.ts';
import type { Op, Patch, Snapshot } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import type { AssetStore } from './asset-store.ts';
import type { CustomerAsks } from './customer-asks.ts';
import { DocumentAssets } from './document-assets.ts';
import { DocumentProof } from './document-proof.ts';
import { type LayoutMode, layoutModeOf, writeDocument } from './frame.ts';
import type { MediaPlaybacks } from './media-playbacks.ts';
import { MirrorError } from './mirror-error.ts';
import { MirrorState } from './mirror-state.ts';
import { ELEMENT_NODE, type Native } from './native.ts';
import { applyOps, type PageOp, showAsset } from './op-apply.ts';
import { checkOps } from './op-check.ts';
import { PatchPlan } from './patch-plan.ts';
import type { SelectionState } from './selection-state.ts';
import { TagPlans } from './tag-plan.ts';
import { TreeBuilder } from './tree-builder.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Applies decoded messages to the frame's document: each of them wholly, or not at all. */
export class MirrorDocument {
  private state: MirrorState;
  private proving: DocumentProof;
  private mode: LayoutMode = 'standards';
  private inStep = false;
  private readonly plans = new TagPlans();

  constructor(
    private readonly native: Native,
    readonly document: Document,
    private readonly assetOrigins: readonly string[],
    private readonly store: AssetStore,
  ) {
    writeDocument(document, this.mode, assetOrigins);
    this.state = this.freshState('');
    this.proving = new DocumentProof(this.state);
  }

  /** Compares what is shown with what the page says; undefined while the document is not the page's at all. */
  get proof(): DocumentProof | undefined {
    return this.inStep ? this.proving : undefined;
  }

  nodeById(id: NodeId): Node | undefined {
    return this.state.registry.node(id);
  }

  idOf(node: Node): NodeId {
    return this.state.registry.id(node);
  }

  /** The next snapshot replaces the document even when it is a checkpoint. */
  expectSnapshot(): void {
    this.inStep = false;
  }

  /**
   * @returns the ops that are not about the document, or undefined for a checkpoint that changes nothing
   * @throws MirrorError when the message does not fit; the document is as before then
   */
  applyMessage(message: Snapshot | Patch): PageOp[] | undefined {
    if (message.type === 'snapshot' && message.checkpoint && this.inStep) return undefined;
    const commit = message.type === 'snapshot' ? this.planSnapshot(message) : this.planPatch(message);
    try {
      commit();
      const pageOps = applyOps(this.state, message.ops);
      if (message.ops.some((op) => op.type === 'scroll')) this.state.scrolls.apply();
      if (message.type === 'snapshot') this.inStep = true;
      return pageOps;
    } catch (cause) {
      this.inStep = false;
      throw new MirrorError('internal', 'a checked message could not be applied', { cause });
    }
  }

  get media(): MediaPlaybacks {
    return this.state.media;
  }

  get asks(): CustomerAsks {
    return this.state.asks;
  }

  /** What of this document has the customer's focus and is selected. */
  get selection(): SelectionState {
    return this.state.selection;
  }

  /** Tries again to scroll what could not be scrolled far enough before. Makes the browser lay out the frame. */
  retryScrolls(): void {
    this.state.scrolls.retry();
  }

  /** Scrollers that show another part than on the page. */
  get scrolledElsewhere(): number {
    return this.state.scrolls.elsewhere;
  }

  get hasUnmetScrolls(): boolean {
    return this.state.scrolls.hasUnmet;
  }

  /** An asset is complete: it is shown wherever the document waits for it. */
  showAsset(asset: AssetId): void {
    showAsset(this.state, asset);
  }

  /** Why things that the page shows are placeholders here: once for each of them. */
  missingAssets(): Iterable<AssetReason> {
    return this.state.assets.missing();
  }

  /** Empties the document. */
  clear(): void {
    this.inStep = false;
    this.removeChildren();
    this.takeState(this.freshState(''));
  }

  private takeState(state: MirrorState): void {
    this.state = state;
    this.proving = new DocumentProof(state);
  }

  private freshState(baseUrl: string): MirrorState {
    const assets = new DocumentAssets(this.store);
    const policy: UrlPolicy = { baseUrl, assetOrigins: new Set(this.assetOrigins), assets };
    return new MirrorState(this.native, this.document, policy, this.plans, assets);
  }

  private planSnapshot({ document, ops }: Snapshot): () => void {
    const state = this.freshState(pageUrl(ops) ?? '');
    const builder = new TreeBuilder(state, new Set());
    builder.register(document, this.document);
    const children: Node[] = [];
    for (const item of document.children) {
      if (item.type === 'text') throw new MirrorError('impossible-structure', 'text beside the root element');
      children.push(builder.build(item, 1));
    }
    if (children.filter((child) => this.native.nodeType(child) === ELEMENT_NODE).length > 1) {
      throw new MirrorError('impossible-structure', 'a document has one root element');
    }
    const doctypes = document.children.map((child) => child.type).lastIndexOf('doctype');
    const root = document.children.findIndex((child) => child.type === 'element');
    if (doctypes > 0 && root !== -1 && root < doctypes) {
      throw new MirrorError('impossible-structure', 'a doctype after the root element');
    }
    checkOps(state, ops, () => true);
    const mode = layoutModeOf(document);
    return () => {
      if (mode !== this.mode) writeDocument(this.document, mode, this.assetOrigins);
      this.mode = mode;
      this.removeChildren();
      this.takeState(state);
      for (const child of children) this.native.appendChild(this.document, child);
    };
  }

  private planPatch(patch: Patch): () => void {
    const plan = new PatchPlan(this.state, patch);
    try {
      checkOps(this.state, patch.ops, (node) => plan.survives(node));
    } catch (error) {
      plan.undo();
      throw error;
    }
    const url = pageUrl(patch.ops);
    if (url !== undefined) this.state.policy.baseUrl = url;
    return () => plan.commit();
  }

  private removeChildren(): void {
    const { native, document } = this;
    this.state.scrolls.leavePage();
    for (let child = native.lastChild(document); child !== null; child = native.lastChild(document)) {
      native.removeChild(document, child);
    }
  }
}

function pageUrl(ops: readonly Op[]): string | undefined {
  return ops.findLast((op) => op.type === 'page')?.url;
}
