import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { MASK } from '../privacy/level.ts';
import { focusedElement } from './focused-element.ts';
import { ofDocument } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

type SelectionOp = Extract<Op, { type: 'selection' }>;

const NOTHING: SelectionOp = { type: 'selection', anchor: NO_NODE, anchorOffset: 0, focus: NO_NODE, focusOffset: 0 };

/** Which element has the focus, and what text is selected. */
export class FocusAndSelection implements Signal {
  private focused: NodeId = NO_NODE;
  private selection = NOTHING;
  private readonly listening = new AbortController();

  constructor(private readonly context: SignalContext) {
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const type of ['focusin', 'focusout', 'selectionchange']) {
      ofDocument(context.document, 'addEventListener')(type, () => context.schedule(), options);
    }
  }

  collect(emit: (op: Op) => void): void {
    const focused = this.focusedNode();
    if (focused !== this.focused) emit({ type: 'focus', node: focused });
    this.focused = focused;
    const now = this.selectionOf(ofDocument(this.context.document, 'getSelection')());
    const before = this.selection;
    this.selection = now;
    if (
      now.anchor !== before.anchor ||
      now.anchorOffset !== before.anchorOffset ||
      now.focus !== before.focus ||
      now.focusOffset !== before.focusOffset
    ) {
      emit(now);
    }
  }

  forget(): void {
    this.focused = NO_NODE;
    this.selection = NOTHING;
  }

  stop(): void {
    this.listening.abort();
  }

  private focusedNode(): NodeId {
    const element = focusedElement(this.context);
    return element === undefined ? NO_NODE : this.context.idOf(element);
  }

  private selectionOf(selection: Selection | null): SelectionOp {
    if (selection?.anchorNode == null || selection.focusNode == null || selection.isCollapsed) return NOTHING;
    const anchor = this.context.idOf(selection.anchorNode);
    const focus = this.context.idOf(selection.focusNode);
    if (anchor === NO_NODE || focus === NO_NODE) return NOTHING;
    // Offsets into private text would tell how long it is.
    const levels = this.context.levelOf(selection.anchorNode) | this.context.levelOf(selection.focusNode);
    if ((levels & MASK) !== 0) return NOTHING;
    return {
      type: 'selection',
      anchor,
      anchorOffset: selection.anchorOffset,
      focus,
      focusOffset: selection.focusOffset,
    };
  }
}
