import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { BLOCK, MASK } from '../privacy/level.ts';
import { isField } from './field-selection.ts';
import { focusedElement } from './focused-element.ts';
import { ofDocument, parentNodeOf } from './natives.ts';
import { isShadowRoot } from './serializer.ts';
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
    const ends = selection === null || selection.type === 'None' ? undefined : this.endsOf(selection);
    if (ends === undefined) return NOTHING;
    const [anchorNode, anchorOffset, focusNode, focusOffset] = ends;
    // Chromium says what is selected in a field to be selected around the field: that is not what is seen.
    if (anchorNode === focusNode && Math.abs(anchorOffset - focusOffset) === 1) {
      const only = anchorNode.childNodes[Math.min(anchorOffset, focusOffset)];
      if (only !== undefined && isField(only as Element)) return NOTHING;
    }
    // A caret is shown where one can type.
    if (anchorNode === focusNode && anchorOffset === focusOffset && !isEditable(focusNode)) return NOTHING;
    const anchor = this.context.idOf(anchorNode);
    const focus = this.context.idOf(focusNode);
    if (anchor === NO_NODE || focus === NO_NODE) return NOTHING;
    // Offsets into private text would tell how long it is.
    const levels = this.context.levelOf(anchorNode) | this.context.levelOf(focusNode);
    if ((levels & (MASK | BLOCK)) !== 0) return NOTHING;
    return { type: 'selection', anchor, anchorOffset, focus, focusOffset };
  }

  /** Also within shadow roots, closed ones too, where the browser tells. */
  private endsOf(selection: Selection): Ends | undefined {
    const shadowRoots = [...this.context.roots()].filter(isShadowRoot);
    const range = shadowRoots.length === 0 ? undefined : selection.getComposedRanges?.({ shadowRoots })[0];
    if (range !== undefined) {
      const start = [range.startContainer, range.startOffset] as const;
      const end = [range.endContainer, range.endOffset] as const;
      return selection.direction === 'backward' ? [...end, ...start] : [...start, ...end];
    }
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    return anchorNode === null || focusNode === null ? undefined : [anchorNode, anchorOffset, focusNode, focusOffset];
  }
}

type Ends = readonly [anchorNode: Node, anchorOffset: number, focusNode: Node, focusOffset: number];

function isEditable(node: Node): boolean {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as HTMLElement) : parentNodeOf(node);
  return element !== null && (element as HTMLElement).isContentEditable === true;
}
