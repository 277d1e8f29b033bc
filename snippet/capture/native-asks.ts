import { type AskKind, LONGEST_ASK_TEXT } from '../../shared/tree/ask.ts';
import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { BLOCK, IGNORE } from '../privacy/level.ts';
import { focusedElement } from './focused-element.ts';
import { attributeOf } from './natives.ts';
import { RootListener } from './root-listener.ts';
import type { Signal, SignalContext } from './signal.ts';

type AskOp = Extract<Op, { type: 'ask' }>;
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const NOTHING: AskOp = { type: 'ask', node: NO_NODE, kind: '', text: '' };

/** Any value that a field in the open shows as it is. */
const OPEN_VALUE = 'x';

/** Chromium takes a bubble away after this, or later for a long text. */
const SHORTEST_BUBBLE_MS = 5000;
const BUBBLE_MS_A_CHARACTER = 50;

/**
 * The picker of files, and the bubble that says why a form is not sent. No browser tells a page that it shows one, so this
 * draws the browser's own conclusions: a file field was clicked by the customer and nobody has prevented it; a form was sent,
 * or checked by a script, and the browser has taken the focus to the first field that is wrong.
 */
export class NativeAsks implements Signal {
  private click: { event: Event; field: Element } | undefined;
  private isSending = false;
  private readonly faults: { event: Event; field: Element }[] = [];
  private focusAfterFault: EventTarget | undefined;
  private shown: { field: Field; kind: AskKind } | undefined;
  private bubbleTimer = 0;
  private sent = NOTHING;
  private readonly roots: RootListener;

  constructor(private readonly context: SignalContext) {
    const events = 'click invalid focusin focusout input change cancel pointerdown keydown'.split(' ');
    this.roots = new RootListener(context, events, this.onEvent);
  }

  collect(emit: (op: Op) => void): void {
    this.roots.listenToNew();
    this.conclude();
    const now = this.told();
    if (now.node === this.sent.node && now.kind === this.sent.kind && now.text === this.sent.text) return;
    this.sent = now;
    emit(now);
  }

  forget(): void {
    this.sent = NOTHING;
  }

  stop(): void {
    this.roots.stop();
    clearTimeout(this.bubbleTimer);
  }

  private readonly onEvent = (event: Event): void => {
    const target = event.composedPath()[0] as Element;
    switch (event.type) {
      case 'click':
        if (isFileField(target) && this.isByCustomer()) this.click = { event, field: target };
        this.isSending ||= sends(target);
        break;
      case 'invalid':
        this.faults.push({ event, field: target });
        break;
      case 'focusin':
        if (this.faults.length > 0) this.focusAfterFault = target;
        break;
      case 'pointerdown':
      case 'keydown':
        // A picker of files takes all input of its page: it has gone.
        if (this.shown?.kind === 'file' && event.isTrusted) this.shown = undefined;
        break;
      case 'change':
      case 'cancel':
        if (target === this.shown?.field) this.shown = undefined;
        break;
      default:
        // Where a window of the system opens, the page loses the focus; a bubble goes with it.
        if (target === this.shown?.field && this.shown.kind === 'invalid') this.shown = undefined;
    }
    this.context.schedule();
  };

  /** What the events since the last flush have come to. */
  private conclude(): void {
    if (this.click?.event.defaultPrevented === false) this.show(this.click.field, 'file');
    const fault = this.faults.find(({ event }) => !event.defaultPrevented)?.field;
    if (fault && fault === focusedElement(this.context) && (this.isSending || fault === this.focusAfterFault)) {
      this.show(fault, 'invalid');
    }
    this.click = undefined;
    this.isSending = false;
    this.faults.length = 0;
    this.focusAfterFault = undefined;
  }

  private show(element: Element, kind: AskKind): void {
    if (!isField(element)) return;
    const field = element as Field;
    this.shown = { field, kind };
    clearTimeout(this.bubbleTimer);
    if (kind !== 'invalid') return;
    const shownMs = Math.max(SHORTEST_BUBBLE_MS, field.validationMessage.length * BUBBLE_MS_A_CHARACTER);
    const shown = this.shown;
    this.bubbleTimer = window.setTimeout(() => {
      if (this.shown === shown) this.shown = undefined;
      this.context.schedule();
    }, shownMs);
  }

  private told(): AskOp {
    const { context, shown } = this;
    if (shown === undefined) return NOTHING;
    const { field, kind } = shown;
    const node = context.idOf(field);
    const level = context.levelOf(field);
    if (node === NO_NODE || (level & (BLOCK | IGNORE)) !== 0) return NOTHING;
    if (kind === 'file') return { type: 'ask', node, kind, text: '' };
    // A browser's bubble may quote the value; and whether a secret is right tells of it (S16).
    if (context.privacy.fieldValue(field, OPEN_VALUE, level) !== OPEN_VALUE || field.validationMessage === '') {
      return NOTHING;
    }
    const text = context.privacy.text(field.validationMessage, level).slice(0, LONGEST_ASK_TEXT);
    return { type: 'ask', node, kind, text };
  }

  /** Without a deed of the customer just before, browsers open no picker. */
  private isByCustomer(): boolean {
    return this.context.window.navigator.userActivation?.isActive ?? true;
  }
}

function isField(element: Element): boolean {
  return ['input', 'select', 'textarea'].includes(element.localName);
}

function isFileField(element: Element): boolean {
  return element.localName === 'input' && attributeOf(element, 'type')?.toLowerCase() === 'file';
}

/** Whether a click here sends a form that the browser checks before. */
function sends(target: Element): boolean {
  const button = target.closest?.('button, input') as HTMLButtonElement | HTMLInputElement | null;
  if (!button || (button.type !== 'submit' && button.type !== 'image')) return false;
  return button.form !== null && !button.formNoValidate && !button.form.noValidate;
}
