import type { Op } from '../tree/message.ts';
import type { InteractionMarks } from './interaction-marks.ts';
import type { Native } from './native.ts';
import type { NodeRegistry } from './node-registry.ts';

/** Something that the customer's browser has open at a field, which is drawn by no page: the mirror's field has no such thing. */
export interface MirrorAsk {
  field: Element;
  /** `invalid`: a bubble, which says `text`. */
  kind: 'list' | 'picker' | 'file' | 'invalid';
  /** Text of a bubble, as far as it may be known; it is the page's. */
  text: string;
}

/** What the customer's browser asks for in one document. */
export class CustomerAsks {
  private told: Extract<Op, { type: 'ask' }> | undefined;

  constructor(
    private readonly registry: NodeRegistry,
    private readonly interaction: InteractionMarks,
    private readonly native: Native,
  ) {}

  want(op: Extract<Op, { type: 'ask' }>): void {
    this.told = op;
  }

  get all(): MirrorAsk[] {
    const asks = this.interaction.open.map(
      (field): MirrorAsk => ({
        field,
        kind: this.native.localName(field) === 'select' ? 'list' : 'picker',
        text: '',
      }),
    );
    const { told } = this;
    const field = told && (this.registry.node(told.node) as Element | undefined);
    if (field === undefined || told === undefined) return asks;
    return [...asks, { field, kind: told.kind === 'file' ? 'file' : 'invalid', text: told.text }];
  }
}
