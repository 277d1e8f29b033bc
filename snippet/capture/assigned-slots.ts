import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { isShadowRoot } from './serializer.ts';
import type { Signal, SignalContext } from './signal.ts';

interface Sent {
  readonly slot: NodeId;
  readonly nodes: string;
}

/** What slots show where a script assigns it (`slot.assign`). */
export class AssignedSlots implements Signal {
  private sent = new WeakMap<Element, Sent>();

  constructor(private readonly context: SignalContext) {}

  collect(emit: (op: Op) => void): void {
    for (const root of this.context.roots()) {
      if (isShadowRoot(root) && root.slotAssignment === 'manual') {
        for (const slot of root.querySelectorAll('slot')) this.compare(slot, emit);
      }
    }
  }

  forget(): void {
    this.sent = new WeakMap();
  }

  stop(): void {
    this.forget();
  }

  private compare(element: HTMLSlotElement, emit: (op: Op) => void): void {
    const slot = this.context.idOf(element);
    if (slot === NO_NODE) return;
    const nodes = element.assignedNodes().flatMap((node) => this.context.idOf(node) || []);
    const before = this.sent.get(element);
    const now = { slot, nodes: nodes.join() };
    if (now.nodes === (before?.slot === slot ? before.nodes : '')) return;
    this.sent.set(element, now);
    emit({ type: 'assigned', slot, nodes });
  }
}
