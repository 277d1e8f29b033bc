import { NO_NODE } from '../../shared/tree/node.ts';
import { ofDocument } from './natives.ts';
import type { LaterContext, Signal } from './signal.ts';

const NONE: readonly Element[] = [];

/**
 * Shadow roots that the parser makes for hosts which are mirrored already (`<template shadowrootmode>` arrives after the tag
 * before it, perhaps seconds later). Nothing tells of them, but a parser adds only to the elements that it has open.
 */
export class LateRoots implements Signal {
  /** Elements that may get a root since the last look; undefined: any may. */
  private open: readonly Element[] | undefined;

  constructor(private readonly context: LaterContext) {}

  collect(): void {
    this.look(this.open ?? this.context.elements());
    this.open = ofDocument(this.context.document, 'readyState') === 'loading' ? this.openElements() : NONE;
    this.look(this.open);
  }

  forget(): void {}

  stop(): void {
    this.open = NONE;
  }

  private look(elements: Iterable<Element>): void {
    const { context } = this;
    for (const element of elements) {
      const root = context.rootOf(element);
      if (root !== null && context.idOf(root) === NO_NODE) context.addRoot(root);
    }
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
