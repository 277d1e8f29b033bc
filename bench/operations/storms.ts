import { pageOfModule } from '../pages/page-of-module.ts';
import type { Operation, OperationGroup } from './operation.ts';

const bar = { cpu: 0.5, bytes: 1 };
const prepare = 'table.create(1000)';
const ROWS = "const rows = [...document.querySelectorAll('tr')]";

/** 10,000 of one kind of change before the next frame. */
const OPERATIONS: readonly Operation[] = [
  {
    name: '10,000 attribute changes',
    prepare,
    run: `${ROWS}; for (let i = 0; i < 10000; i++) rows[i % 1000].setAttribute('data-n', i)`,
    bar,
  },
  {
    name: '10,000 text changes',
    prepare,
    run: `${ROWS}; for (let i = 0; i < 10000; i++) rows[i % 1000].firstChild.firstChild.data = i`,
    bar,
  },
  {
    name: '10,000 moves',
    prepare,
    run: `${ROWS}; for (let i = 0; i < 10000; i++) rows[0].parentNode.insertBefore(rows[(i * 7919) % 1000], rows[(i * 104729 + 1) % 1000])`,
    bar,
  },
  {
    name: '10,000 inserted and removed',
    prepare,
    run: `${ROWS}; for (let i = 0; i < 10000; i++) {
      const made = document.createElement('tr');
      made.innerHTML = '<td>gone</td>';
      rows[i % 1000].before(made);
      made.remove();
    }`,
    bar,
  },
];

export const STORMS: OperationGroup = {
  name: 'storms',
  title: 'Storms',
  html: () => pageOfModule('plain-table.ts'),
  operations: OPERATIONS,
};
