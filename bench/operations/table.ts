import { pageOfModule } from '../pages/page-of-module.ts';
import type { Operation, OperationBar, OperationGroup } from './operation.ts';

/** 10,000 rows take a while each time. */
const HEAVY = { runs: { warmUp: 1, measured: 2 }, isHeavy: true };
/** What fills the page: its content is all there is to send. */
const filling = { bar: { cpu: 0.2, bytes: 0.15 } };
const small = { bar: { cpu: 1, bytes: 1 } };

/** The js-framework-benchmark. @param swap React moves every row between the two, the DOM alone only these */
const operations = (swap: OperationBar): readonly Operation[] => [
  { name: 'create 1,000 rows', prepare: 'table.clear()', run: 'table.create(1000)', ...filling },
  { name: 'replace 1,000 rows', prepare: 'table.create(1000)', run: 'table.create(1000)', ...filling },
  { name: 'append 1,000 to 1,000', prepare: 'table.create(1000)', run: 'table.append(1000)', ...filling },
  { name: 'create 10,000 rows', prepare: 'table.clear()', run: 'table.create(10000)', ...HEAVY, ...filling },
  { name: 'append 10,000 to 1,000', prepare: 'table.create(1000)', run: 'table.append(10000)', ...HEAVY, ...filling },
  { name: 'update every 10th of 1,000', prepare: 'table.create(1000)', run: 'table.updateEveryTenth()', ...small },
  { name: 'select a row', prepare: 'table.create(1000); table.select(3)', run: 'table.select(7)', ...small },
  { name: 'swap two rows', prepare: 'table.create(1000)', run: 'table.swap()', bar: swap },
  { name: 'remove a row', prepare: 'table.create(1000)', run: 'table.remove(4)', ...small },
  { name: 'clear 1,000 rows', prepare: 'table.create(1000)', run: 'table.clear()', ...small },
  {
    name: 'all of them, a frame apart',
    prepare: 'table.clear()',
    run: `const frame = () => new Promise((done) => requestAnimationFrame(done));
      for (const step of [
        () => table.create(1000), () => table.create(1000), () => table.updateEveryTenth(), () => table.select(7),
        () => table.swap(), () => table.remove(4), () => table.append(1000), () => table.clear(),
        () => table.create(10000), () => table.clear(),
      ]) { step(); await frame(); }`,
    ...HEAVY,
    ...filling,
  },
];

export const PLAIN_TABLE: OperationGroup = {
  name: 'table',
  title: 'A table by the DOM alone (js-framework-benchmark)',
  html: () => pageOfModule('plain-table.ts'),
  operations: operations(small.bar),
};

export const REACT_TABLE: OperationGroup = {
  name: 'react',
  title: 'The same table by React, keyed',
  html: () => pageOfModule('react-table.ts'),
  operations: operations({ cpu: 0.2, bytes: 0.05 }),
};
