/** What a page does while it is recorded, in page code that may use `await`. */
export interface Operation {
  name: string;
  /** Runs before each measurement, unmeasured. */
  prepare: string;
  run: string;
  /** How often it runs in a fresh page: before anything is measured, and measured. Left out: as often as most do. */
  runs?: { warmUp: number; measured: number };
  /** Left out of a quick run. */
  isHeavy?: boolean;
  bar: OperationBar;
}

/** The most that ours may be, as a share of rrweb's. */
export interface OperationBar {
  cpu: number;
  bytes: number;
  /** The most that the page may take under our recorder, as a multiple of what it takes alone. Left out where added costs count. */
  page?: number;
}

/** Operations that share a page. */
export interface OperationGroup {
  /** As `--only` names it. */
  name: string;
  title: string;
  html(): Promise<string>;
  operations: readonly Operation[];
}
