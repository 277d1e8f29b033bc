import { readFile } from 'node:fs/promises';
import { UsageError } from './cli-context.ts';

/** The text of what was given with `--file`. */
export async function fileText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageError(`--file cannot be read: ${error.message}`);
  });
}

export function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
}
