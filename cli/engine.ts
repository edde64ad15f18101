import type { RunResult } from '../metrics/results/summary.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { Control } from '../sim/framework/control.ts';
import type { CostTables } from '../sim/framework/costs.ts';
import type { Profile, ProfileName } from '../sim/framework/profile.ts';
import type { ParameterValues, Scenario, Size } from '../sim/framework/scenario.ts';
import type { NamedTrace } from './trace.ts';

/** What there is to choose from, in the order in which it is listed. */
export interface Catalogue {
  readonly scenarios: readonly Scenario[];
  readonly attacks: readonly Attack[];
  readonly controls: readonly Control[];
  readonly metrics: readonly MetricEntry[];
  readonly profiles: readonly ProfileEntry[];
}

/** A metric as it is listed. */
export interface MetricEntry {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly unit: string;
  readonly formula: string;
  readonly values: readonly string[];
}

/** A profile with what it is and the controls that stand in it. */
export interface ProfileEntry {
  readonly name: ProfileName;
  readonly summary: string;
  readonly controls: readonly string[];
}

/** Which attacks run, and whether each has a run of its own or all share one. */
export type AttackPlan =
  | { readonly mode: 'none' }
  | { readonly mode: 'each'; readonly attacks: readonly Attack[] }
  | { readonly mode: 'together'; readonly attacks: readonly Attack[] };

/** How often a run is repeated: a number of times, or until the headline metrics' relative half-width is small enough. */
export type Sampling =
  | { readonly kind: 'replications'; readonly count: number }
  | { readonly kind: 'precision'; readonly relative: number };

/** How cryptography is done. */
export const suiteNames = ['symbolic', 'openssl'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** A run that may be carried out as it stands: every name is known, every value in its range, every file read. */
export interface RunRequest {
  readonly scenario: Scenario;
  /** A value for each of the scenario's parameters. */
  readonly parameters: ParameterValues;
  readonly size: Size;
  /** Profiles side by side, one at least; they share random numbers. */
  readonly profiles: readonly Profile[];
  readonly attacks: AttackPlan;
  readonly seed: number;
  readonly suite: SuiteName;
  readonly sampling: Sampling;
  readonly trace: NamedTrace | null;
  readonly costs: { readonly name: string; readonly tables: CostTables } | null;
  /** End of the run in ns of simulated time, null for the scenario's own. */
  readonly untilNs: number | null;
  /** The command that repeats the run, for its manifest. */
  readonly command: string;
}

/** How far a command has come. */
export interface Progress {
  /** What is being done, for example `framework · A07`. */
  readonly label: string;
  /** Whole pieces of equal work done, and of how many; null while nobody can tell (a run to a precision). */
  readonly done: number;
  readonly of: number | null;
  /** Share of the current piece that is done. */
  readonly share: number;
  /** Simulated seconds of the current run. */
  readonly simulatedSeconds: number;
  /** Agenda pops so far, all pieces together. */
  readonly events: number;
}

/** Logger on the run's clock. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
}

/** Who follows a command while it works. Nothing of it changes a result. */
export interface Watch {
  /** Told now and then; cheap to call. */
  progress(state: Progress): void;
  readonly log: Log;
  /** Set by the engine as simulated time goes on: the time that log lines carry, ns. */
  readonly clock: { nowNs: number };
  /** Takes each fact as a line of JSON, in the order of the digest; null where nobody asked for facts. */
  readonly fact: ((line: string) => void) | null;
}

/** One measurement of speed beside its reference. */
export interface BenchRow {
  readonly name: string;
  /** Events waiting while it was measured. */
  readonly pending: number | null;
  readonly eventsPerSecond: number | null;
  /** What it is compared with. */
  readonly reference: string | null;
  /** How many times as fast as its reference; null where there is none. */
  readonly ratio: number | null;
}

/** One point of the sweep of offered load. */
export interface LoadRow {
  readonly profile: string;
  /** The attack that ran all the time. */
  readonly attack: string;
  readonly offeredPerSecond: number;
  readonly goodputPerSecond: number | null;
  readonly p99Ms: number | null;
  readonly attackSuccess: number | null;
}

/** What `bench` measured, and on which machine. */
export interface BenchResult {
  readonly rows: readonly BenchRow[];
  readonly load: readonly LoadRow[];
  readonly machine: Readonly<Record<string, string | number>>;
}

/** One closed form beside what the building blocks measured. */
export interface ValidateRow {
  readonly id: string;
  readonly name: string;
  readonly expected: number;
  readonly measured: number | null;
  readonly ci: readonly [number, number] | null;
  readonly verdict: 'pass' | 'fail';
}

/** What `validate` compared. */
export interface ValidateResult {
  readonly rows: readonly ValidateRow[];
}

/** All that the command needs of the range; the only seam between words on a command line and what they do. */
export interface Engine {
  readonly version: string;
  readonly catalogue: Catalogue;
  run(request: RunRequest, watch: Watch): RunResult | Promise<RunResult>;
  bench(watch: Watch): BenchResult | Promise<BenchResult>;
  validate(watch: Watch): ValidateResult | Promise<ValidateResult>;
  /** State of a node at the end of a run, as plain data; absent where the engine keeps none. */
  inspect?(request: RunRequest, node: string, watch: Watch): Inspection | Promise<Inspection>;
}

/** A node's state, or the names of nodes that could have been meant. */
export type Inspection = { readonly state: unknown } | { readonly nodes: readonly string[] };
