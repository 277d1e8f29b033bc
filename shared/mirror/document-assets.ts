import type { AssetId, AssetReason, AssetState } from '../tree/asset.ts';
import type { Op } from '../tree/message.ts';
import { type AssetStore, fits, type StoredAsset } from './asset-store.ts';
import { Drawings } from './drawing.ts';

export type ImageOp = Extract<Op, { type: 'image' }>;

/** What can be shown in the place of something that the page refers to. */
export type ShownAsset =
  | { type: 'asset'; asset: StoredAsset }
  /** Not yet, or never for the reason given. */
  | { type: 'placeholder'; reason: AssetReason | undefined };

/** What one document of the mirror refers to: which elements and style sheets show which assets. */
export class DocumentAssets {
  readonly drawings = new Drawings();
  private readonly images = new Map<Element, ImageOp>();
  /** What an element showed before, and never shows again: kept until the next picture stands in its place. */
  private readonly outdated = new Map<Element, Set<AssetId>>();
  private readonly addresses = new Map<string, AssetState>();
  /** Elements whose attributes name addresses. */
  private readonly styled = new Map<Element, Set<string>>();

  constructor(private readonly store: AssetStore) {}

  get addressCount(): number {
    return this.addresses.size;
  }

  /** What the page says of an element's picture; undefined: nothing. */
  imageOf(element: Element): ImageOp | undefined {
    return this.images.get(element);
  }

  /** @param isMoving a frame of a video or the like: what was shown before it does not come back */
  setImage(element: Element, op: ImageOp, isMoving: boolean): void {
    const before = this.images.get(element)?.asset ?? '';
    this.images.set(element, op);
    if (op.asset !== '') this.store.want(op.asset);
    if (!isMoving) return;
    const outdated = this.outdated.get(element) ?? new Set();
    this.outdated.set(element, outdated);
    if (before !== '' && before !== op.asset) outdated.add(before);
    if (op.asset === '') this.dropOutdated(element);
  }

  /** The newest picture of an element is shown: those before it make room. */
  dropOutdated(element: Element): void {
    const outdated = this.outdated.get(element);
    if (outdated === undefined) return;
    for (const asset of outdated) {
      const { elements, addresses } = this.usersOf(asset);
      if (elements.length + addresses.length === 0) this.store.drop(asset);
    }
    outdated.clear();
  }

  setAddress(address: string, { asset, reason }: AssetState): void {
    this.addresses.set(address, { asset, reason });
    if (asset !== '') this.store.want(asset);
  }

  forget(element: Element): void {
    const last = this.images.get(element)?.asset ?? '';
    this.images.delete(element);
    if (last !== '') this.outdated.get(element)?.add(last);
    this.dropOutdated(element);
    this.outdated.delete(element);
    this.styled.delete(element);
  }

  /** The live address for one that stands in CSS. */
  urlFor(address: string, use: 'picture' | 'font'): string | undefined {
    const state = this.addresses.get(address);
    if (state === undefined || state.asset === '') return undefined;
    const shown = this.shown(state, use);
    return shown.type === 'asset' ? shown.asset.url : undefined;
  }

  shown({ asset, reason }: AssetState, use: 'picture' | 'font' = 'picture'): ShownAsset {
    if (asset === '') return { type: 'placeholder', reason: reason === '' ? undefined : reason };
    const stored = this.store.get(asset);
    if (stored === undefined) return { type: 'placeholder', reason: this.store.reasonOf(asset) };
    return fits(stored, use) ? { type: 'asset', asset: stored } : { type: 'placeholder', reason: 'type-not-allowed' };
  }

  /** An attribute of this element names these addresses. */
  noteStyled(element: Element, addresses: readonly string[]): void {
    const known = this.styled.get(element);
    this.styled.set(element, new Set([...(known ?? []), ...addresses]));
  }

  /** Elements with one of these addresses in an attribute, now or before. */
  styledBy(addresses: ReadonlySet<string>): Element[] {
    return [...this.styled].flatMap(([element, known]) =>
      [...known].some((each) => addresses.has(each)) ? [element] : [],
    );
  }

  /** Everything that waited for an asset. */
  usersOf(asset: AssetId): { elements: Element[]; addresses: string[] } {
    const elements = [...this.images].flatMap(([element, op]) => (op.asset === asset ? [element] : []));
    const addresses = [...this.addresses].flatMap(([address, state]) => (state.asset === asset ? [address] : []));
    return { elements, addresses };
  }

  /** How many pictures and addresses are placeholders, by reason. */
  *missing(): Iterable<AssetReason> {
    for (const state of [...this.images.values(), ...this.addresses.values()]) {
      const shown = this.shown(state);
      // A font that is an address here fits where it is used.
      if (
        shown.type === 'placeholder' &&
        shown.reason !== undefined &&
        (state.asset === '' || this.store.get(state.asset) === undefined)
      )
        yield shown.reason;
    }
  }
}
