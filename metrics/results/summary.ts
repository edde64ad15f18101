/**
 * The documented, versioned shape of results: `summary.json`, `run --json`, and what reports and dashboards read.
 * Unknown is null, never 0. Times are seconds of simulated time unless named otherwise.
 */
export const schemaVersion = 1;

/**
 * One measured value: mean over replications (or pooled proportion), observations behind it, 95 % interval. The interval
 * is about replications, never about how attacks differ, and ends where the quantity does (0; 1 for a share).
 * Where a precision was asked for it is drawn wider, so as to hold the truth in 95 % of cases although it was looked at.
 */
export interface MeasuredValue {
  readonly value: number | null;
  readonly unit: string;
  /** Observations behind the value. */
  readonly n: number;
  readonly ci95: readonly [number, number] | null;
  /** Measured where nobody attacked: in the runs without attack that share the random numbers of the attacked ones. */
  readonly honest?: boolean | undefined;
}

/** What a person does when an attacker asks for it, drawn at a sourced rate: the rest of an attack follows from what is verified. */
export interface DrawnResponse {
  readonly response: string;
  readonly rate: number;
  readonly source: string;
}

/** What the attempts of one attack came to, over all replications. */
export interface AttackOutcome {
  readonly id: string;
  readonly name: string;
  /** Judged ones: those that ended before the run did. */
  readonly attempts: number;
  /** Further ones that still ran at the end, whatever they had reached; absent in older results. */
  readonly unfinished?: number | undefined;
  readonly successes: number;
  /** Interval of the success rate (Wilson). */
  readonly ci95: readonly [number, number] | null;
  /** Attempts that raised at least one alarm that descends from them. */
  readonly detected: number;
  readonly firstSuccessSeconds: number | null;
  readonly violations: readonly string[];
  /** Steps that attempts reached, by name. */
  readonly steps: Readonly<Record<string, number>>;
  /**
   * What honest users got in the runs in which it struck, by the names of `metrics`: goodput, latency, availability,
   * rejections, twin age, cost of controls, and what it took of them (M32, M38, M47). Attacks that ran together share it.
   */
  readonly service?: Readonly<Record<string, MeasuredValue>> | undefined;
  /** Where it needs a person's response: what was drawn, and at which rate. */
  readonly drawn?: DrawnResponse | undefined;
}

/** What the plays of a chain came to over the replications of an arm, on ground truth. */
export interface ChainOutcome {
  readonly id: string;
  readonly name: string;
  /** Those that were over before their run was. */
  readonly plays: number;
  readonly unfinished: number;
  /** Mean share of its stages that a play reached: M04 by stages; null without plays. */
  readonly partialProgress: number | null;
  /** Share of the stages tried of which neither an alarm nor a refusal told: M26 by stages; null where none was tried. */
  readonly missedStageRatio: number | null;
  readonly stages: readonly StageOutcome[];
}

/** One stage of a chain. */
export interface StageOutcome {
  /** Its attack. */
  readonly id: string;
  /** Plays in which it was tried. */
  readonly begun: number;
  /** Plays in which its goal was reached, and that of every stage before it. */
  readonly reached: number;
  /** Interval of the share of plays that reached it (Wilson). */
  readonly ci95: readonly [number, number] | null;
  /** Plays in which it was tried unnoticed. */
  readonly unnoticed: number;
  /** Mean time from the beginning of a play until it was reached, where it was. */
  readonly secondsToReach: number | null;
}

/** What stands behind the identifiers in results, so that readers need no catalogue. */
export interface Legend {
  /** By identifier, in reading order. */
  readonly metrics: Readonly<
    Record<
      string,
      {
        /** What people call it. */
        readonly title: string;
        /** Attempts; what honest users get and what it costs; what an attack took of that; what holds whether or not somebody attacks. */
        readonly about: 'attack' | 'service' | 'loss' | 'protection';
      }
    >
  >;
  /** What people call each control, by identifier. */
  readonly controls: Readonly<Record<string, string>>;
  /** What the attacks that ran are and which controls are said to beat them, by identifier; absent in older results. */
  readonly attacks?: Readonly<Record<string, AttackLegend>> | undefined;
}

/** What stands behind an attack's identifier. */
export interface AttackLegend {
  readonly name: string;
  readonly summary: string;
  readonly beatenBy: readonly string[];
  /** Techniques of other catalogues, such as `ATT&CK v18.1 T1649`, and literature. */
  readonly references: readonly string[];
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
  /** Class of whoever made them, by id and name; absent where nobody said. */
  readonly attacker?: string | undefined;
  readonly suite: string;
  readonly world: 'virtual' | 'live';
  readonly costs: string;
  readonly trace: { readonly file: string; readonly sha256: string } | null;
  readonly machine: Machine;
  readonly lockDigest: string | null;
  readonly startedAt: string;
}

/**
 * One profile (with its ablations) under one or more sets of attacks, each set in runs of its own, over several
 * replications. Totals are over all attacked runs.
 */
export interface ArmSummary {
  readonly schemaVersion: number;
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly seed: number;
  /** How often each set of attacks ran. */
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
  /** Over all attacked runs; service and cost of honest play (`honest`) where it ran beside them. */
  readonly metrics: Readonly<Record<string, MeasuredValue>>;
  readonly attacks: readonly AttackOutcome[];
  /** Class of whoever made them, by id and name; absent where nobody said. */
  readonly attacker?: string | undefined;
  /** What became of chains whose stages follow one another; absent where none played. */
  readonly chains?: readonly ChainOutcome[] | undefined;
  readonly violations: readonly Violation[];
  readonly violationsTotal: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly claims: readonly { readonly name: string; readonly verdict: 'true' | 'false' | 'unknown' }[];
  readonly warnings: readonly string[];
  /** Absent in older results. */
  readonly legend?: Legend | undefined;
  /** Where a precision was asked for in place of a number of replications. */
  readonly precision?: ReachedPrecision | undefined;
  /** What the report draws. */
  readonly picture: ArmPicture;
}

/** What a report draws of an arm: all its attacked runs together, and each set of attacks for itself. */
export interface ArmPicture extends Picture {
  /** Sets of attacks that ran for themselves, bounded in number, and honest play where it ran beside them, last. */
  readonly sets?: readonly SetPicture[] | undefined;
}

/** What a report draws of the runs under one set of attacks. */
export interface SetPicture extends Picture {
  /** Identifiers; none for honest play. */
  readonly attacks: readonly string[];
}

/** What a report draws of runs. */
export interface Picture {
  /** Traffic by point, of all the runs: sent, delivered, refused, lost; breaches = violations at that point. */
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
  /**
   * Of the first replication, bins of equal width over the run. Of several sets of attacks the worst in each bin: least
   * goodput, highest p99, counts added up.
   */
  readonly series: {
    readonly binSeconds: number;
    readonly goodput: readonly number[];
    readonly p99Ms: readonly (number | null)[];
    readonly refused: readonly number[];
    readonly violations: readonly number[];
    readonly alarms: readonly number[];
    /** Attempts that began; absent in older results. */
    readonly attempts?: readonly number[] | undefined;
  };
  /** Attack steps, first violations and alarms of the first replication, in time order, bounded in number. */
  readonly timeline: readonly {
    readonly atSeconds: number;
    readonly what: 'step' | 'violation' | 'alarm' | 'restart' | 'revocation';
    readonly attack: string | null;
    readonly text: string;
  }[];
}

/** How close the headline metrics came to the precision that was asked for. */
export interface ReachedPrecision {
  /** Half-width of the 95 % interval, at most: over the value, of a share itself. */
  readonly asked: number;
  readonly met: boolean;
  /** By metric; null where it is unknown, which is never met: no value, no interval, or a width around an amount of 0. */
  readonly reached: Readonly<Record<string, number | null>>;
}

/** What one command ran: several arms side by side, sharing random numbers. `summary.json` is the first arm's summary
 * with all arms under `arms` where there are several. */
export interface RunResult {
  readonly manifest: Manifest;
  readonly arms: readonly ArmSummary[];
}
