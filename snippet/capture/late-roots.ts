import { NO_NODE } from '../../shared/tree/node.ts';
import { ofDocument } from './natives.ts';
import type { LaterContext, Signal } from './signal.ts';

const NONE: readonly Element[] = [];

/**
 * Shadow roots that the parser makes for hosts which are mirrored already (`<template shadowrootmode>` arrives after the tag
 * before it, perhaps seconds later). Nothing tells of them, but a parser adds only to the elements that it has open.
 */
export class LateRoots implements Signal {
  /** Elements that were not looked at yet, at the start: any of them may have got a root before we loaded. */
  private unasked: Iterator<Element> | undefined;
  /** Elements that may have got a root since the last look. */
  private open: readonly Element[] = NONE;
  isDone = false;

  constructor(private readonly context: LaterContext) {}

  collect(): void {
    for (const element of this.open) this.look(element);
    this.open = ofDocument(this.context.document, 'readyState') === 'loading' ? this.openElements() : NONE;
    for (const element of this.open) this.look(element);
    if (!this.isDone && this.context.isComplete()) this.lookAtAll();
  }

  forget(): void {}

  stop(): void {
    this.isDone = true;
    this.open = NONE;
  }

  private lookAtAll(): void {
    this.unasked ??= this.context.elements()[Symbol.iterator]();
    while (!this.context.slice.isSpent()) {
      const { done, value } = this.unasked.next();
      this.isDone = done === true;
      if (this.isDone) return;
      this.look(value);
    }
  }

  private look(element: Element): void {
    const { context } = this;
    const root = context.rootOf(element);
    if (root !== null && context.idOf(root) === NO_NODE) context.addRoot(root);
  }

  /** The last element, the last in it, and so on, also within roots: a few more than the parser has open. */
  private openElements(): Element[] {
    const open: Element[] = [];
    const pending: (Element | null)[] = [ofDocument(this.context.document, 'documentElement')];
    for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
      if (element === null) continue;
      open.push(element);
      pending.push(element.lastElementChild, this.context.rootOf(element)?.lastElementChild ?? null);
    }
    return open;
  }
}
