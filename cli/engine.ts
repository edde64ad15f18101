import type { MetricRow } from '../metrics/catalogue.ts';
import type { AblationResult } from '../metrics/results/ablation.ts';
import type { Manifest, RunResult } from '../metrics/results/summary.ts';
import type { AblationPlan } from '../scenarios/ablation/plan.ts';
import type { ValidatedRow } from '../scenarios/anchors/validate.ts';
import type { Repetition } from '../scenarios/arm.ts';
import type { SpeedRow } from '../scenarios/benches/bench.ts';
import type { LoadPoint } from '../scenarios/benches/load-sweep.ts';
import type { NamedNode, NodeGroup } from '../scenarios/nodes.ts';
import type { SuiteName } from '../scenarios/replicate.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import type { Control } from '../sim/framework/control.ts';
import type { CostTables } from '../sim/framework/costs.ts';
import type { Metric } from '../sim/framework/metric.ts';
import type { KillChain } from '../sim/framework/kill-chain.ts';
import type { Profile, ProfileName } from '../sim/framework/profile.ts';
import type { ParameterValues, Scenario, Size } from '../sim/framework/scenario.ts';
import type { Study } from '../sim/framework/study.ts';
import type { CalibrationDocument, CalibrationRequest } from './calibrate/calibration.ts';
import type { NamedCosts } from './cost-file.ts';
import type { RunJournal } from './ablation/run-journal.ts';
import type { LookUp } from './interruption.ts';
import type { NamedTrace } from './trace.ts';
import type { WorldsRequest, WorldsResult } from './worlds/worlds-result.ts';

/** Where something comes from that is no part of the range: the file as the command line named it. */
export interface OwnFile {
  readonly file?: string;
}

/** A file or package of the user's own that was read. */
export interface OwnPlace {
  readonly from: string;
  /** Whether runs depend on it: it holds more than studies. */
  readonly plays: boolean;
}

/** A kill chain, and the command that plays it in its home on the terms on which it is studied. */
export interface PlannedChain extends KillChain {
  readonly again: string;
}

/** What there is to choose from, in the order in which it is listed. */
export interface Catalogue {
  readonly scenarios: readonly (Scenario & OwnFile)[];
  readonly attacks: readonly (Attack & OwnFile)[];
  readonly attackers: readonly AttackerClass[];
  /** Plans of several attacks, which are chosen like one. */
  readonly chains: readonly PlannedChain[];
  readonly controls: readonly Control[];
  readonly metrics: readonly MetricRow[];
  readonly profiles: readonly ProfileEntry[];
  readonly studies: readonly (Study & OwnFile)[];
  /** What work costs where no file says otherwise. */
  readonly costs: CostTables;
  /** Controls and metrics of the user's own, which take part in every run; absent where there are none. */
  readonly own?: { readonly controls: readonly Control[]; readonly metrics: readonly Metric[] };
  /** Where the user's own things are from; absent where there are none. */
  readonly ownPlaces?: readonly OwnPlace[];
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
  /** `chain`: whose stages they are. */
  | { readonly mode: 'together'; readonly attacks: readonly Attack[]; readonly chain?: PlannedChain };

/** A run that may be carried out as it stands: every name is known, every value in its range, every file read. */
export interface RunRequest {
  readonly world: 'virtual' | 'live';
  readonly scenario: Scenario;
  /** A value for each of the scenario's parameters. */
  readonly parameters: ParameterValues;
  readonly size: Size;
  /** Profiles side by side, one at least; they share random numbers. */
  readonly profiles: readonly Profile[];
  readonly attacks: AttackPlan;
  /** Class of whoever makes them, null where nobody says. */
  readonly attacker: AttackerClass | null;
  /** Metrics of the user's own, beside the catalogue's. */
  readonly ownMetrics: readonly Metric[];
  readonly seed: number;
  readonly suite: SuiteName;
  readonly repetition: Repetition;
  readonly trace: NamedTrace | null;
  readonly costs: NamedCosts | null;
  /** End of the run in ns of simulated time, null for the scenario's own. */
  readonly untilNs: number | null;
  /** URL of the PostgreSQL server that a live run stores in, null for databases on disk; with its password, so never to be shown. */
  readonly store: string | null;
  /** URL of the broker between things and IoT platforms of a live run, null for one in each platform; never to be shown either. */
  readonly mqtt: string | null;
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

/** Takes a line of a file. */
export type TakeLine = (line: string) => void;

/** Who follows a command while it works. Nothing of it changes a result. */
export interface Watch {
  /** Told now and then; cheap to call. */
  progress(state: Progress): void;
  readonly log: Log;
  /** Set by the engine as simulated time goes on: the time that log lines carry, ns. */
  readonly clock: { nowNs: number };
  /** Takes each fact as a line of JSON, in the order of the digest; null where nobody asked for facts. */
  readonly fact: TakeLine | null;
  /** Takes, after each run whose facts were taken, a line that says what their labels and nodes stand for. */
  readonly run?: TakeLine;
  /** Awaited between steps of a run, where one must end in good order; null where it may be ended at once. */
  readonly lookUp: LookUp | null;
  /** Whether code of the user's own takes part, which may never come to the end of a step. */
  readonly isOwn?: boolean;
}

/** An ablation that may be carried out as it stands: every name is known, every value in its range. */
export type AblationRequest = Omit<AblationPlan, 'version'>;

/** What ends an ablation early, and what of its runs is kept; null where nothing is. */
export interface RunKeeping {
  readonly signal: AbortSignal;
  readonly journal: RunJournal | null;
}

/** What `bench` measured, and on which machine. */
export interface BenchResult {
  readonly rows: readonly SpeedRow[];
  readonly load: readonly LoadPoint[];
  readonly machine: Readonly<Record<string, string | number>>;
}

/** What `validate` compared. */
export interface ValidateResult {
  readonly rows: readonly ValidatedRow[];
}

/** All that the command needs of the range; the only seam between words on a command line and what they do. */
export interface Engine {
  readonly version: string;
  readonly catalogue: Catalogue;
  run(request: RunRequest, watch: Watch): RunResult | Promise<RunResult>;
  /** Plays attacks under sets of controls, with whoever carries out runs. */
  ablate(
    request: AblationRequest,
    watch: Watch,
    keeping: RunKeeping,
  ): Promise<{ manifest: Manifest; result: AblationResult }>;
  bench(watch: Watch): BenchResult | Promise<BenchResult>;
  /** Identifiers of the anchors that `validate` knows. */
  anchorIds(): Promise<readonly string[]>;
  /** Measures anchors: those named, or all where null. */
  validate(only: readonly string[] | null, watch: Watch): ValidateResult | Promise<ValidateResult>;
  /** Compares the virtual world with the live one. */
  validateWorlds(request: WorldsRequest, watch: Watch): Promise<WorldsResult>;
  /** Measures what work costs on this machine. */
  calibrate(request: CalibrationRequest, watch: Watch): Promise<CalibrationDocument>;
  /** State of a node at the end of a run, as plain data; absent where the engine keeps none. */
  inspect?(request: RunRequest, node: string, watch: Watch): Inspection | Promise<Inspection>;
  /** Who is in a scenario. */
  describe(request: SceneRequest): Scene;
  /** What nodes are called in a scenario, attackers' among them, in the order of their numbers as given. */
  nodeNames(request: SceneRequest, nodes: readonly number[]): readonly string[];
}

/** A node's state and the run that it is of, or the names of nodes that could have been meant. */
export type Inspection =
  | {
      readonly node: string;
      readonly profile: string;
      readonly attacks: readonly string[];
      /** Moment of the state: the end of the run, ns. */
      readonly atNs: number;
      readonly state: unknown;
      readonly warnings: readonly string[];
    }
  | { readonly nodes: readonly string[] };

/** A scenario with a value for each of its parameters, to be looked at without a run. */
export interface SceneRequest {
  readonly scenario: Scenario;
  readonly parameters: ParameterValues;
  readonly size: Size;
  readonly seed: number;
  /** Word in the names or roles of the nodes to be listed one by one; null for none of them. */
  readonly nodes: string | null;
}

/** Who is in a scenario. */
export interface Scene {
  /** Where attackers stand and at whom they aim: each part of the stage with the names of what is there. */
  readonly stage: readonly { readonly part: string; readonly names: readonly string[] }[];
  readonly groups: readonly NodeGroup[];
  /** The nodes asked for, the first of them where there are too many, and how many there are. */
  readonly found: readonly NamedNode[];
  readonly total: number;
}
