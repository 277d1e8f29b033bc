import { expect, test } from 'vitest';
import type { AgentPointer } from '../../shared/protocol/talk.ts';
import { createPointerSender } from './pointer-sender.ts';

function setUp() {
  const frames = new Map<number, () => void>();
  const sent: AgentPointer[] = [];
  const sender = createPointerSender({
    locate: (xCssPx, yCssPx) => ({ node: 7, xFraction: 0, yFraction: 0, xCssPx, yCssPx, visible: true }),
    send: (pointer) => {
      sent.push(pointer);
    },
    requestFrame(callback) {
      frames.set(frames.size + 1, callback);
      return frames.size;
    },
    cancelFrame: (request) => {
      frames.delete(request);
    },
  });
  const nextFrame = () => {
    const callbacks = [...frames.values()];
    frames.clear();
    for (const callback of callbacks) callback();
  };
  return { sender, sent, nextFrame };
}

test('many moves within a frame are one message with the last place', () => {
  const { sender, sent, nextFrame } = setUp();
  sender.move(1, 1);
  sender.move(2, 3);
  expect(sent).toEqual([]);
  nextFrame();
  nextFrame();
  expect(sent).toEqual([{ node: 7, xFraction: 0, yFraction: 0, xCssPx: 2, yCssPx: 3, visible: true }]);
});

test('leaving hides the pointer once, and nothing follows it', () => {
  const { sender, sent, nextFrame } = setUp();
  sender.move(1, 1);
  nextFrame();
  sender.move(2, 2);
  sender.leave();
  sender.leave();
  nextFrame();
  expect(sent.map((pointer) => pointer.visible)).toEqual([true, false]);
});
