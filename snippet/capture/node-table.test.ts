import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_SLOT, NodeTable, type Slot } from './node-table.ts';

const fakeNode = () => ({}) as Node;

function childrenOf(table: NodeTable, parent: Slot): Slot[] {
  const children: Slot[] = [];
  for (let child = table.firstAt(parent); child !== NO_SLOT; child = table.nextAt(child)) children.push(child);
  return children;
}

test('the linked children follow any sequence of attach and detach, like an array', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat()), { maxLength: 60 }), (steps) => {
      const table = new NodeTable();
      const parent = table.add(fakeNode(), 1, 0);
      const expected: Slot[] = [];
      for (const [attach, a, b] of steps) {
        if (attach || expected.length === 0) {
          const slot = table.add(fakeNode(), 2 + a, 0);
          const at = b % (expected.length + 1);
          table.attach(slot, parent, expected[at] ?? NO_SLOT);
          expected.splice(at, 0, slot);
        } else {
          const [slot] = expected.splice(a % expected.length, 1);
          table.detach(slot as Slot);
          table.free([slot as Slot], () => {});
        }
        expect(childrenOf(table, parent)).toEqual(expected);
        expect(table.size).toBe(expected.length + 1);
      }
    }),
  );
});

test('freeing a tree forgets every node below it and reuses the slots', () => {
  const table = new NodeTable();
  const root = table.add(fakeNode(), 1, 0);
  const nodes = [fakeNode(), fakeNode(), fakeNode()];
  const [a, b, c] = nodes.map((node, index) => table.add(node, index + 2, 0)) as [Slot, Slot, Slot];
  table.attach(a, root, NO_SLOT);
  table.attach(b, a, NO_SLOT);
  table.attach(c, b, NO_SLOT);
  table.detach(a);
  const freed: Node[] = [];
  table.free([a], (node) => freed.push(node));
  expect(new Set(freed)).toEqual(new Set(nodes));
  expect(nodes.map((node) => table.slotOf(node))).toEqual([NO_SLOT, NO_SLOT, NO_SLOT]);
  expect([a, b, c]).toContain(table.add(fakeNode(), 9, 0));
});
