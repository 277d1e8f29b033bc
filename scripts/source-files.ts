import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './run-command.ts';

/** Every file of the project, committed or about to be. */
export function sourceFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: projectRoot })
    .toString()
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(projectRoot, file)));
}
