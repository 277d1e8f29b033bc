import { NO_NODE } from '../../shared/tree/node.ts';
import { ElementScan } from './element-scan.ts';
import { ofDocument } from './natives.ts';
import type { LaterContext, Signal } from './signal.ts';

const NONE: readonly Element[] = [];

/**
 * Shadow roots that the parser makes for hosts which are mirrored already (`<template shadowrootmode>` arrives after the tag
 * before it, perhaps seconds later). Nothing tells of them, but a parser adds only to the elements that it has open.
 */
export class LateRoots implements Signal {
  /** At the start: any element may have got a root before we loaded. */
  private readonly scan: ElementScan;
  /** Elements that may have got a root since the last look. */
  private open: readonly Element[] = NONE;

  constructor(private readonly context: LaterContext) {
    this.scan = new ElementScan(context);
  }

  get isDone(): boolean {
    return this.scan.isDone;
  }

  collect(): void {
    for (const element of this.open) this.look(element);
    this.open = ofDocument(this.context.document, 'readyState') === 'loading' ? this.openElements() : NONE;
    for (const element of this.open) this.look(element);
    this.scan.goOn((element) => this.look(element));
  }

  forget(): void {}

  stop(): void {
    this.open = NONE;
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
