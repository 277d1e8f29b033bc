import type { AgentPointer } from '../../shared/protocol/talk.ts';
import type { Stop } from '../api/coview.ts';
import { element, svgElement } from './element.ts';

/** A pointer that has not moved for this long is hidden. */
const IDLE_AFTER_MS = 6_000;

/** The agents' pointers on the customer's page. */
export interface AgentPointers {
  node: HTMLElement;
  move(agentId: string, name: string, pointer: AgentPointer): void;
  clear(): void;
  stop: Stop;
}

interface Shown {
  node: HTMLElement;
  label: HTMLElement;
  pointer: AgentPointer;
  idle: ReturnType<typeof setTimeout>;
}

export function agentPointers(document: Document, nodeById: (id: number) => Node | undefined): AgentPointers {
  const layer = element(document, 'div', { class: 'pointers', attributes: { 'aria-hidden': 'true' } });
  const shown = new Map<string, Shown>();
  const view = document.defaultView;
  let frame: number | null = null;

  const placeAll = () => {
    frame = null;
    for (const { node, pointer } of shown.values()) {
      const { xCssPx, yCssPx } = pointOf(pointer, nodeById);
      node.style.setProperty('translate', `${xCssPx}px ${yCssPx}px`);
    }
  };
  const placeSoon = () => {
    if (frame === null && view && shown.size > 0) frame = view.requestAnimationFrame(placeAll);
  };
  const listening = { capture: true, passive: true } as const;
  view?.addEventListener('scroll', placeSoon, listening);
  view?.addEventListener('resize', placeSoon, listening);

  const hide = (one: Shown) => one.node.classList.add('hidden');
  const forget = () => {
    for (const one of shown.values()) clearTimeout(one.idle);
    shown.clear();
    layer.replaceChildren();
    if (frame !== null) view?.cancelAnimationFrame(frame);
    frame = null;
  };

  return {
    node: layer,
    move(agentId, name, pointer) {
      const before = shown.get(agentId);
      if (!pointer.visible) {
        if (before) hide(before);
        return;
      }
      const one = before ?? newPointer(document, pointer);
      if (!before) {
        shown.set(agentId, one);
        layer.append(one.node);
      }
      one.pointer = pointer;
      if (one.label.textContent !== name) one.label.textContent = name;
      one.node.classList.remove('hidden');
      clearTimeout(one.idle);
      one.idle = setTimeout(() => hide(one), IDLE_AFTER_MS);
      placeSoon();
    },
    clear: forget,
    stop() {
      view?.removeEventListener('scroll', placeSoon, listening);
      view?.removeEventListener('resize', placeSoon, listening);
      forget();
      layer.remove();
    },
  };
}

function newPointer(document: Document, pointer: AgentPointer): Shown {
  const label = element(document, 'span');
  const arrow = svgElement(document, 'svg', {
    attributes: { viewBox: '0 0 22 22' },
    children: [svgElement(document, 'path', { attributes: { d: 'M1.5 1.5 L8.2 19 L11 11 L19 8.2 Z' } })],
  });
  const node = element(document, 'div', { class: 'pointer hidden', children: [arrow, label] });
  return { node, label, pointer, idle: setTimeout(() => undefined, 0) };
}

/** Where the pointer stands in the top viewport: at its node, wherever that is now; else where the agent saw it. */
function pointOf(
  pointer: AgentPointer,
  nodeById: (id: number) => Node | undefined,
): { xCssPx: number; yCssPx: number } {
  const node = pointer.node === 0 ? undefined : nodeById(pointer.node);
  const seen = { xCssPx: pointer.xCssPx, yCssPx: pointer.yCssPx };
  if (!node?.isConnected || node.nodeType !== 1) return seen;
  const found = node as Element;
  const box = found.getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return seen;
  let xCssPx = box.left + box.width * pointer.xFraction;
  let yCssPx = box.top + box.height * pointer.yFraction;
  for (let frame = frameOf(found); frame; frame = frameOf(frame)) {
    const frameBox = frame.getBoundingClientRect();
    xCssPx += frameBox.left + frame.clientLeft;
    yCssPx += frameBox.top + frame.clientTop;
  }
  return { xCssPx, yCssPx };
}

/** The frame element that shows the node's document, when it is one of this origin. */
function frameOf(node: Element): Element | null {
  return node.ownerDocument.defaultView?.frameElement ?? null;
}
