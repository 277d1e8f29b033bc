/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** @param share 0 to 1: 0.95 is the value that 95 % of the others are not above */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Groups measurements by any number of names. */
export class Samples {
  private readonly byKey = new Map<string, number[]>();

  add(value: number, ...key: string[]): void {
    const name = key.join('\n');
    const values = this.byKey.get(name);
    if (values === undefined) this.byKey.set(name, [value]);
    else values.push(value);
  }

  values(...key: string[]): readonly number[] {
    return this.byKey.get(key.join('\n')) ?? [];
  }

  median(...key: string[]): number {
    return median(this.values(...key));
  }
}
