import type { BenchContext } from './bench-context.ts';
import type { Section } from './report.ts';
import type { Samples } from './statistics.ts';

/** Keeps one measured value under any number of names. */
export type AddSample = (value: number, ...key: string[]) => void;

/** The least that is measured in one go: all subjects take turns in it. */
export interface BenchCase {
  /** As `--only` names it; unique within its group. */
  name: string;
  measure(context: BenchContext, add: AddSample): Promise<void>;
}

/** Cases that share a table. */
export interface BenchGroup {
  /** As `--only` names it. */
  name: string;
  cases: readonly BenchCase[];
  /** @param cases those that were measured, in the group's order */
  section(samples: Samples, cases: readonly BenchCase[]): Section;
}

/** Unique in the whole bench. */
export function caseKey(group: BenchGroup, { name }: BenchCase): string {
  return `${group.name}/${name}`;
}

/**
 * What is left of groups when only some cases are wanted; groups of which nothing is left are left out.
 *
 * @param wanted names of groups, of cases, or `group/case`; undefined: all
 */
export function chooseCases(groups: readonly BenchGroup[], wanted: readonly string[] | undefined): BenchGroup[] {
  if (wanted === undefined) return [...groups];
  const unknown = new Set(wanted);
  const chosen = groups.map((group) => ({
    ...group,
    cases: group.cases.filter((one) => {
      const names = [group.name, one.name, caseKey(group, one)].filter((name) => wanted.includes(name));
      for (const name of names) unknown.delete(name);
      return names.length > 0;
    }),
  }));
  for (const name of unknown) {
    const known = groups.flatMap((group) => [group.name, ...group.cases.map((one) => caseKey(group, one))]);
    throw new Error(`there is no case ${name}; there are: ${[...new Set(known)].join(', ')}`);
  }
  return chosen.filter(({ cases }) => cases.length > 0);
}
