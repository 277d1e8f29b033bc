import { type Signal, signal } from '@preact/signals';
import type { MirrorVisiblePart } from '../../shared/mirror/mirror.ts';
import type { CustomerMarks } from './customer-marks.ts';
import { NOTHING_PROVEN, type ShownQuality } from './shown-quality.ts';

export interface PageAddress {
  url: string;
  title: string;
}

export interface Viewport {
  widthCssPx: number;
  heightCssPx: number;
  devicePixelRatio: number;
}

/** Where the customer points, in CSS pixels of the page's viewport. */
export interface CustomerPointer {
  xCssPx: number;
  yCssPx: number;
  pressed: boolean;
}

/** What the agent is told about the customer's page beside its picture. Undefined until the page has said it. */
export interface PageFacts {
  address: Signal<PageAddress | undefined>;
  viewport: Signal<Viewport | undefined>;
  /** Undefined also while the pointer is outside the page. */
  pointer: Signal<CustomerPointer | undefined>;
  marks: Signal<CustomerMarks>;
  /** Undefined: the customer sees the whole window. */
  visiblePart: Signal<MirrorVisiblePart | undefined>;
  quality: Signal<ShownQuality>;
}

export function createPageFacts(): PageFacts {
  return {
    address: signal<PageAddress | undefined>(undefined),
    viewport: signal<Viewport | undefined>(undefined),
    pointer: signal<CustomerPointer | undefined>(undefined),
    marks: signal<CustomerMarks>({ focus: undefined, selection: [], asks: [], media: [] }),
    visiblePart: signal<MirrorVisiblePart | undefined>(undefined),
    quality: signal<ShownQuality>(NOTHING_PROVEN),
  };
}
