import { fileURLToPath } from 'node:url';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { FLOORS, RECORDERS, type Subject } from './subject.ts';

/** Every subject as a script of its own. */
export function loadSubjects(): Promise<Subject[]> {
  return Promise.all(
    [...RECORDERS, ...FLOORS, 'none' as const].map(async (name) => {
      const script = await bundleForPage(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), 'benchSubject');
      return { name, script: `${script}\nwindow.subject = benchSubject.subject;` };
    }),
  );
}
