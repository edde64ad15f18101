import type { MeasuredValue } from './summary.ts';

/** The documented, versioned shape of a study's results: `study.json`, and what reports read. Unknown is null, never 0. */
export const studySchemaVersion = 1;

/** What a study came to. */
export interface StudyResult {
  readonly schemaVersion: number;
  readonly study: StudyHead;
  readonly cells: readonly CellResult[];
  /** Each cell beside the baseline in pairs that share random numbers, corrected for how many there are. */
  readonly comparisons: readonly CellComparison[];
  /** Where the design allows them. */
  readonly sensitivity: readonly SensitivityRow[];
  /** How the widest interval went down as replications were added; empty where no precision was asked for. */
  readonly trail: readonly TrailPoint[];
  /** Runs that gave nothing, with their cell and why. */
  readonly failures: readonly { readonly cell: number; readonly replication: number; readonly failure: string }[];
  readonly warnings: readonly string[];
}

/** What a study is, and where its numbers come from. */
export interface StudyHead {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly scenario: string;
  readonly design: string;
  readonly factors: readonly {
    readonly name: string;
    readonly kind: string;
    readonly levels: readonly (number | string)[];
  }[];
  /** Names of the values that tables are about, with what people call them and their units. */
  readonly values: readonly { readonly name: string; readonly title: string; readonly unit: string }[];
  readonly seed: number;
  readonly replications: string;
  readonly product: { readonly name: string; readonly version: string };
  /** The command that plays it again. */
  readonly command: string;
  /** SHA-256 over the digests of all runs, in order of cell and replication; null where one is missing. */
  readonly digest: string | null;
  readonly runs: number;
  readonly machine: Readonly<Record<string, string | number>>;
}

/** One cell: its levels and what was measured in its runs. */
export interface CellResult {
  readonly index: number;
  readonly levels: Readonly<Record<string, number | string>>;
  readonly replications: number;
  readonly metrics: Readonly<Record<string, MeasuredValue>>;
  readonly attacks: readonly {
    readonly id: string;
    readonly attempts: number;
    readonly successes: number;
    readonly detected: number;
    /** Wilson's. */
    readonly ci95: readonly [number, number] | null;
  }[];
}

/** One value of a cell less the same of the baseline, over the replications that know both. */
export interface CellComparison {
  readonly cell: number;
  readonly baseline: number;
  readonly value: string;
  readonly pairs: number;
  readonly difference: number | null;
  readonly ci95: readonly [number, number] | null;
  /** Two-sided, and the same by Holm over all comparisons of the study; null where nothing can be said. */
  readonly p: number | null;
  readonly adjustedP: number | null;
}

/** How much of a value's variance over the design one factor explains: by itself, and with all that it takes part in. */
export interface SensitivityRow {
  readonly value: string;
  readonly factor: string;
  readonly first: number | null;
  readonly firstCi95: readonly [number, number] | null;
  readonly total: number | null;
  readonly totalCi95: readonly [number, number] | null;
}

/** The state of a study that goes on until it is precise enough. */
export interface TrailPoint {
  readonly replications: number;
  /** Half-width over value (of a share itself), the widest over the cells that know it, by value; null where none does. */
  readonly widest: Readonly<Record<string, number | null>>;
}
