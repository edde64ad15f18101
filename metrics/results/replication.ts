import type { Property } from '../../sim/framework/attack.ts';
import type { Observed } from '../../sim/framework/metric.ts';
import type { Picture, Violation } from './summary.ts';

/** What the attempts of one attack came to in one replication. */
export interface AttackTally {
  readonly id: string;
  readonly attempts: number;
  /** Further attempts that still ran at the end, whatever they had reached: they are not judged. */
  readonly unfinished: number;
  readonly successes: number;
  /** Attempts with at least one alarm that descends from them. */
  readonly detected: number;
  /** Time in the run of the first success. */
  readonly firstSuccessSeconds: number | null;
  /** Properties that were violated. */
  readonly violations: readonly string[];
  /** Attempts that began each step, by name. */
  readonly steps: Readonly<Record<string, number>>;
}

/** What the plays of a chain came to in one replication, on ground truth. */
export interface ChainTally {
  readonly id: string;
  readonly name: string;
  /** Those that were over before the run was; the last one mostly is not. */
  readonly plays: number;
  readonly unfinished: number;
  readonly stages: readonly StageTally[];
}

/** One stage of a chain in the plays that were over. */
export interface StageTally {
  /** Its attack. */
  readonly id: string;
  /** Plays in which it was tried. */
  readonly begun: number;
  /** Plays in which its goal was reached, and that of every stage before it. */
  readonly reached: number;
  /** Plays in which it was tried, and neither an alarm nor a refusal descends from that. */
  readonly unnoticed: number;
  /** Time from the beginning of each play that reached it to that moment, s, added up. */
  readonly secondsToReach: number;
}

/** What the followers of one run observed: plain data, which crosses threads and files. */
export interface Observations {
  /** By name, as in results: `M01`, `M30.p99`. */
  readonly values: Readonly<Record<string, Observed>>;
  readonly attacks: readonly AttackTally[];
  /** What became of a chain whose stages follow one another; absent where none played. */
  readonly chain?: ChainTally;
  /** The first few of each sort (`KeptViolations`), in order of finding. */
  readonly violations: readonly Violation[];
  readonly violationsTotal: number;
  /** How many facts each property was judged on (availability: attempts that aim at it), and how many violated it. */
  readonly properties: Readonly<Record<Property, { readonly judged: number; readonly violated: number }>>;
  /** By control; `world` where no control refused but the world itself. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly simulatedSeconds: number;
  readonly picture: Picture;
  readonly warnings: readonly string[];
}

/** One run of an arm, as summaries are built from. */
export interface Replication extends Observations {
  readonly seed: number | string;
  /** SHA-256 over its facts; null in the live world. */
  readonly digest: string | null;
  /** Agenda pops. */
  readonly events: number;
  readonly wallSeconds: number;
}
