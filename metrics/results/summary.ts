/**
 * The documented, versioned shape of results: `summary.json`, `run --json`, and what reports and dashboards read.
 * Unknown is null, never 0. Times are seconds of simulated time unless named otherwise.
 */
export const schemaVersion = 1;

/** One measured value: mean over replications (or pooled proportion), observations behind it, 95 % interval. */
export interface MeasuredValue {
  readonly value: number | null;
  readonly unit: string;
  /** Observations behind the value. */
  readonly n: number;
  readonly ci95: readonly [number, number] | null;
}

/** What the attempts of one attack came to, over all replications. */
export interface AttackOutcome {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly successes: number;
  /** Interval of the success rate (Wilson). */
  readonly ci95: readonly [number, number] | null;
  /** Attempts that raised at least one alarm that descends from them. */
  readonly detected: number;
  readonly firstSuccessSeconds: number | null;
  readonly violations: readonly string[];
  /** Steps that attempts reached, by name. */
  readonly steps: Readonly<Record<string, number>>;
}

/** A property that did not hold: which, where, when, by which datum, through which attack. */
export interface Violation {
  readonly property: string;
  readonly point: string;
  readonly atSeconds: number;
  /** `origin/counter` of the datum. */
  readonly datum: string;
  readonly node: string;
  readonly attack: string | null;
}

/** The machine that a result comes from. */
export interface Machine {
  readonly node: string;
  readonly openssl: string;
  readonly cpu: string;
  readonly cores: number;
}

/** All that is needed to repeat a result, written beside it. */
export interface Manifest {
  readonly schemaVersion: number;
  readonly product: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly seed: number;
  readonly replications: number;
  readonly profile: string;
  readonly without: readonly string[];
  readonly attacks: readonly string[];
  readonly suite: string;
  readonly world: 'virtual' | 'live';
  readonly costs: string;
  readonly trace: { readonly file: string; readonly sha256: string } | null;
  readonly machine: Machine;
  readonly lockDigest: string | null;
  readonly startedAt: string;
}

/** One profile (with its ablations) under one set of attacks: several replications of one arm. */
export interface ArmSummary {
  readonly schemaVersion: number;
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly seed: number;
  readonly replications: number;
  readonly profile: string;
  readonly without: readonly string[];
  readonly suite: string;
  readonly world: 'virtual' | 'live';
  readonly digest: string | null;
  readonly simulatedSeconds: number;
  readonly wallSeconds: number;
  /** Agenda pops only. */
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly messages: number;
  readonly metrics: Readonly<Record<string, MeasuredValue>>;
  readonly attacks: readonly AttackOutcome[];
  readonly violations: readonly Violation[];
  readonly violationsTotal: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly claims: readonly { readonly name: string; readonly verdict: 'true' | 'false' | 'unknown' }[];
  readonly warnings: readonly string[];
  /** What the report draws. */
  readonly picture: Picture;
}

/** What a report draws of an arm. */
export interface Picture {
  /** Traffic by point: sent, delivered, refused, lost; breaches = violations at that point. */
  readonly flows: readonly {
    readonly point: string;
    readonly fromRole: string;
    readonly toRole: string;
    readonly sent: number;
    readonly delivered: number;
    readonly refused: number;
    readonly dropped: number;
    readonly breaches: number;
  }[];
  /** Of the first replication, bins of equal width over the run. */
  readonly series: {
    readonly binSeconds: number;
    readonly goodput: readonly number[];
    readonly p99Ms: readonly (number | null)[];
    readonly refused: readonly number[];
    readonly violations: readonly number[];
    readonly alarms: readonly number[];
  };
  /** Attack steps, first violations and alarms of the first replication, in time order, bounded in number. */
  readonly timeline: readonly {
    readonly atSeconds: number;
    readonly what: 'step' | 'violation' | 'alarm' | 'restart' | 'revocation';
    readonly attack: string | null;
    readonly text: string;
  }[];
}

/** What one command ran: several arms side by side, sharing random numbers. `summary.json` is the first arm's summary
 * with all arms under `arms` where there are several. */
export interface RunResult {
  readonly manifest: Manifest;
  readonly arms: readonly ArmSummary[];
}
