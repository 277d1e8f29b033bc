import type { AgentPointer } from '../../shared/protocol/talk.ts';

export interface PointerSenderPorts {
  locate(xCssPx: number, yCssPx: number): AgentPointer;
  send(pointer: AgentPointer): void;
  /** `requestAnimationFrame` and `cancelAnimationFrame` of the panel: the frame's own are dead. */
  requestFrame(callback: () => void): number;
  cancelFrame(request: number): void;
}

/** Tells the customer where the agent points, at most once a frame, and once when the agent points no more. */
export interface PointerSender {
  /** In CSS pixels of the customer's viewport. */
  move(xCssPx: number, yCssPx: number): void;
  leave(): void;
}

export function createPointerSender(ports: PointerSenderPorts): PointerSender {
  let place: { xCssPx: number; yCssPx: number } | undefined;
  let request: number | undefined;
  let last: AgentPointer | undefined;

  function flush(): void {
    request = undefined;
    if (!place) return;
    last = ports.locate(place.xCssPx, place.yCssPx);
    ports.send(last);
  }

  return {
    move(xCssPx, yCssPx) {
      place = { xCssPx, yCssPx };
      request ??= ports.requestFrame(flush);
    },
    leave() {
      place = undefined;
      if (request !== undefined) ports.cancelFrame(request);
      request = undefined;
      if (last) ports.send({ ...last, visible: false });
      last = undefined;
    },
  };
}
