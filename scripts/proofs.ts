import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandResult, runCommand, toolPath } from './run-command.ts';

/** What a step of `npm run check` or `npm test` proved. */
export interface Proof {
  passed: number;
  failed: number;
}

interface Tool {
  title: string;
  /** File below node_modules. */
  file: string;
  args: string[];
}

const PARTS = ['shared', 'admin', 'snippet', 'party', 'extension', 'demo', 'e2e', 'bench', 'scripts'];

const TOOLS: Tool[] = [
  { title: 'format and lint', file: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
  {
    title: 'import rules',
    file: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.mjs', ...PARTS],
  },
  { title: 'types', file: 'typescript/bin/tsc', args: ['--noEmit', '-p', '.'] },
];

/** Format, lint, import rules, types: each counts as one. */
export async function proveStatics(): Promise<Proof> {
  const results = await Promise.all(TOOLS.map(async (tool) => report(tool.title, await runTool(tool))));
  return results.reduce(addProofs);
}

/** One vitest project; each test counts, and so does a file that cannot be loaded. */
export async function proveTests(project: 'unit' | 'browser', filters: string[] = []): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-results-'));
  const file = join(folder, 'results.json');
  const result = await runCommand(
    process.execPath,
    [
      toolPath('vitest/vitest.mjs'),
      ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...filters,
    ],
    { echo: true },
  );
  const proof = await countTests(file, result);
  await rm(folder, { recursive: true, force: true });
  return proof;
}

export function addProofs(one: Proof, other: Proof): Proof {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

async function runTool(tool: Tool): Promise<CommandResult> {
  return runCommand(process.execPath, [toolPath(tool.file), ...tool.args]);
}

function report(title: string, result: CommandResult): Proof {
  const seconds = (result.durationMs / 1000).toFixed(1);
  if (result.code === 0) {
    console.log(`ok      ${title} (${seconds} s)`);
    return { passed: 1, failed: 0 };
  }
  console.log(`FAILED  ${title} (${seconds} s)\n${result.output.trimEnd()}\n`);
  return { passed: 0, failed: 1 };
}

interface VitestResults {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

async function countTests(file: string, result: CommandResult): Promise<Proof> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1 };
  const results: VitestResults = JSON.parse(text);
  const brokenFiles = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + brokenFiles;
  // Unhandled errors outside of any test fail a run without failing a test.
  return { passed: results.numPassedTests, failed: failed === 0 && result.code !== 0 ? 1 : failed };
}
