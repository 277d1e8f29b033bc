import { pageOfModule } from '../pages/page-of-module.ts';
import type { OperationGroup } from './operation.ts';

/** Whole applications that do a fixed piece of work: 100 things are added, ticked, partly changed and removed again. */
function application(framework: string, file: string): OperationGroup {
  return {
    name: 'applications',
    title: `A list of things to do by ${framework}`,
    html: () => pageOfModule(file),
    operations: [
      {
        name: `${framework}: 100 items, from adding to removing`,
        prepare: '',
        run: 'await work()',
        // 0.9 of its speed.
        bar: { cpu: 1, bytes: 1, page: 1 / 0.9 },
      },
    ],
  };
}

export const APPLICATIONS: readonly OperationGroup[] = [
  application('React', 'react-todos.ts'),
  application('Vue', 'vue-todos.ts'),
];
