import type { ChainPart } from './kill-chain.ts';
import type { Property } from './attack.ts';
import type { Spent } from './budget.ts';
import type { FactBlock } from './fact.ts';
import type { MeetingFault } from './meeting.ts';
import type { Endings } from './endings.ts';
import type { IdentityTruth } from './identity-truth.ts';

/** What a measured quantity is, whatever it is computed over. */
export interface Measure {
  /** Identifier of the catalogue, for example `M30`. */
  readonly id: MetricId;
  readonly name: string;
  /** What people call it, where that is not its name with blanks for hyphens. */
  readonly title?: string;
  readonly summary: string;
  readonly unit: string;
  readonly formula: string;
  /** Names of the values it yields, for example `p50`, `p95`, `p99`; one metric may give several. */
  readonly values: readonly string[];
  /** Units of those values whose unit is not `unit`. */
  readonly units?: Readonly<Record<string, string>>;
  /** Whether values are proportions of trials, for which a binomial interval is used when runs are pooled. */
  readonly scale: 'proportion' | 'amount';
  readonly about: About;
  /** The least that a value can be; 0 where nothing is said. */
  readonly least?: number;
  /** Values that a short table for people shows, with what they are called there. */
  readonly brief?: Readonly<Record<string, string>>;
}

/**
 * What a metric tells of: attempts and what they broke (unknown where nobody attacks); what honest users get and what it costs;
 * what an attack took of that (unknown where nobody attacks); what holds or leaks whether or not somebody attacks.
 */
export type About = 'attack' | 'service' | 'loss' | 'protection';

/** A fold over facts and violations, with unit and formula. */
export interface Metric extends Measure {
  fold(run: RunFrame): Fold;
}
export type MetricId = `M${number}`;

/** What a fold may know of the run beside its facts. */
export interface RunFrame {
  readonly warmUpNs: number;
  readonly untilNs: number;
  /** Identifiers of the controls that stand somewhere in this run, for example `C11`. */
  readonly controls: readonly string[];
  readonly nodes: number;
  roleOf(node: number): string;
  /** The platform or other party that runs a node. */
  partyOf(node: number): string;
  /** How many people are where a thing stands, on ground truth; null where nobody knows. Absent where no environment says. */
  people?(thing: number, nowNs: number): number | null;
  /** When rights to data end, on ground truth; absent where none does. */
  readonly endings?: Endings;
  /** Which identities are of one thing; absent where every thing has one. */
  readonly identities?: IdentityTruth;
}

/** A fold at work. `null` means unknown: nothing was observed on which to judge. */
export interface Fold {
  /** The next facts, and their rows sorted once for all folds. */
  block(facts: FactBlock, rows: BlockRows): void;
  /** Called for each violation as the oracle finds it; the object is valid during the call only. */
  violation?(found: FoundViolation): void;
  /** Called once per judged attempt, at the end of the run, in order of start. */
  attempt?(attempt: JudgedAttempt): void;
  /** Called once at the end of the run with what each control cost. */
  costs?(spent: RunCosts): void;
  value(): Readonly<Record<string, Observed>>;
}

/** The rows of one block by kind, so that a fold visits only those that it counts. */
export interface BlockRows {
  /** Rows in order of kind, within a kind in order of the facts. */
  readonly byKind: Uint16Array;
  /** Where the rows of each kind (by `factNumber`) begin in `byKind`; the next entry is their end. */
  readonly starts: Uint16Array;
  /** Rows that descend from an attack or whose datum is not what it seems, in order of the facts. */
  readonly touched: Uint16Array;
  readonly touchedCount: number;
}

/** A violation at the moment when the oracle finds it. */
export interface FoundViolation {
  readonly property: Property;
  /** Row of the fact in the block at hand; -1 for an availability violation, which is no single fact. */
  readonly row: number;
  readonly atNs: number;
  readonly place: number;
  readonly node: number;
  readonly subject: number;
  readonly origin: number;
  readonly counter: number;
  /** Records in the datum, at least 1; 0 for a guess, which has none. */
  readonly records: number;
  /** 0 where no attack caused it. */
  readonly label: number;
  /** What was wrong with a meeting of people, where it is one. */
  readonly why?: MeetingFault | undefined;
  /** Attack that caused it, null for none. */
  readonly attack: string | null;
}

/** What a control cost in a run, over all nodes: time charged to stations, bytes added to the wire, calls. */
export interface ControlCost {
  readonly ns: number;
  readonly bytes: number;
  readonly calls: number;
}

/** By control. */
export type RunCosts = Readonly<Record<string, ControlCost>>;

/** A value with the number of observations behind it; for proportions `hits` of `n`. */
export interface Observed {
  readonly value: number | null;
  readonly n: number;
  readonly hits?: number;
}

/** One attempt after the oracle has judged it. */
export interface JudgedAttempt {
  readonly attack: string;
  readonly startNs: number;
  readonly endNs: number;
  readonly success: boolean;
  readonly successNs: number | null;
  /** Different steps that it began. */
  readonly stepsReached: number;
  /** Those of them from which an alarm descends. */
  readonly stepsNoticed: number;
  /** Steps that its attack declares; 0 where it declares none. */
  readonly steps: number;
  readonly detectedNs: number | null;
  /** When the last violation that it caused happened; null where it caused none. */
  readonly lastViolationNs: number | null;
  readonly acts: number;
  readonly spent: Spent;
  readonly violations: number;
  /** Alarms that descend from it. */
  readonly alarms: number;
  /** Those of them that name a node, account or address in its hands. */
  readonly alarmsAtHand: number;
  /** Those that name such a one, or whose key it had copied, or the other end of the wire on which it sat. */
  readonly alarmsNearby: number;
  /** Where it was a stage of a chain: of which play, whether that was over with it, and whether an alarm or a refusal descends from it. */
  readonly stage?: { readonly part: ChainPart; readonly endsPlay: boolean; readonly noticed: boolean };
}
