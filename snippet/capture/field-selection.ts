import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { focusedElement } from './focused-element.ts';
import { RootListener } from './root-listener.ts';
import type { Signal, SignalContext } from './signal.ts';

type FieldSelectionOp = Extract<Op, { type: 'field-selection' }>;

const NOTHING: FieldSelectionOp = { type: 'field-selection', node: NO_NODE, anchorOffset: 0, focusOffset: 0 };

/** Any value that a field in the open shows as it is. */
const OPEN_VALUE = 'x';

/**
 * Caret and selection of the text field that has the focus. Of a field whose value is masked nothing is told at all: where
 * the caret stands is how much was typed before it, and that it moves is a keystroke.
 */
export class FieldSelection implements Signal {
  private sent = NOTHING;
  private readonly roots: RootListener;

  constructor(private readonly context: SignalContext) {
    this.roots = new RootListener(context, ['selectionchange', 'select'], () => context.schedule());
  }

  collect(emit: (op: Op) => void): void {
    this.roots.listenToNew();
    const now = this.selection();
    const { sent } = this;
    if (now.node === sent.node && now.anchorOffset === sent.anchorOffset && now.focusOffset === sent.focusOffset) {
      return;
    }
    this.sent = now;
    emit(now);
  }

  forget(): void {
    this.sent = NOTHING;
  }

  stop(): void {
    this.roots.stop();
  }

  private selection(): FieldSelectionOp {
    const focused = focusedElement(this.context);
    if (focused === undefined || !isField(focused)) return NOTHING;
    const { context } = this;
    const { selectionStart, selectionEnd } = focused;
    // Numbers, dates and the like do not tell.
    if (selectionStart === null || selectionEnd === null) return NOTHING;
    if (context.privacy.fieldValue(focused, OPEN_VALUE, context.levelOf(focused)) !== OPEN_VALUE) return NOTHING;
    const node = context.idOf(focused);
    if (node === NO_NODE) return NOTHING;
    return focused.selectionDirection === 'backward'
      ? { type: 'field-selection', node, anchorOffset: selectionEnd, focusOffset: selectionStart }
      : { type: 'field-selection', node, anchorOffset: selectionStart, focusOffset: selectionEnd };
  }
}

export function isField(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element.localName === 'input' || element.localName === 'textarea';
}
