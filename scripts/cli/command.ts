import type { CliContext } from './cli-context.ts';

/** One command: what it does, and how it is written after its name. */
export interface Command {
  summary: string;
  usage?: string;
  run(context: CliContext): Promise<void>;
}
