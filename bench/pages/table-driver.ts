import { Words } from './words.ts';

export interface Row {
  id: number;
  label: string;
}

/** The operations of the js-framework-benchmark, however a page carries them out. */
export interface TableDriver {
  create(count: number): void;
  append(count: number): void;
  updateEveryTenth(): void;
  select(index: number): void;
  swap(): void;
  remove(index: number): void;
  clear(): void;
}

/** Makes rows that count on from the ones before. */
export class RowMaker {
  private readonly words = new Words();
  private nextId = 1;

  rows(count: number): Row[] {
    return Array.from({ length: count }, () => ({ id: this.nextId++, label: this.words.label() }));
  }
}

declare global {
  interface Window {
    table: TableDriver;
  }
}
