/**
 * What a run tells while it goes on: a heading, then a frame for each interval of simulated time. Rows of numbers are
 * flat, one after another, and hold only what is not zero; the widths are beside each. A cause is the position in
 * `heading.causes`: 0 is honest play, the others are attacks. Bounded: no list in a frame grows with the run.
 */

/** A line of the figure: a reference point between two roles, either way. */
export interface FigureLine {
  readonly point: string;
  readonly fromRole: string;
  readonly toRole: string;
}

/** One row of the table of nodes: a node, or a population too large to be listed one by one. */
export interface NodeRow {
  readonly name: string;
  readonly role: string;
  readonly party: string;
  readonly count: number;
}

/** What stands in every frame by number, and what the run is. */
export interface FeedHeading {
  readonly scenario: string;
  readonly profile: string;
  readonly without: readonly string[];
  readonly seed: number;
  readonly suite: string;
  readonly world: 'virtual' | 'live';
  /** The command that repeats the run. */
  readonly command: string;
  readonly warmUpSeconds: number;
  /** End of the run; null where nobody knows yet. */
  readonly untilSeconds: number | null;
  /** Length of one interval, simulated. */
  readonly intervalSeconds: number;
  readonly lines: readonly FigureLine[];
  /** Honest play first, then the attacks that run. */
  readonly causes: readonly { readonly id: string; readonly name: string }[];
  /** Identifiers of controls; `world` for the world itself. */
  readonly controls: readonly string[];
  readonly properties: readonly string[];
  readonly nodes: readonly NodeRow[];
}

/** Sorts of entries in the log of attack and detection, the ones that matter most first. */
export const entryKinds = ['success', 'violation', 'alarm', 'step', 'refusal', 'restart', 'revocation'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One entry of the log; equal things in one interval are one entry with their number. */
export interface FeedEntry {
  readonly atSeconds: number;
  readonly what: EntryKind;
  readonly cause: number;
  readonly count: number;
  readonly text: string;
}

/** Numbers in a row of `traffic`: line, cause, sent, delivered, refused, lost, breaches. */
export const trafficWidth = 7;
/** Numbers in a row of `nodes`: row, sent, received, refused, lost, alarms, breaches. */
export const nodeWidth = 7;
/** Numbers in a row of `refusals` and `breaches`: control or property, cause, count. */
export const countWidth = 3;
/** Numbers in a row of `attempts`: cause, begun, reached their goal, detected for the first time, ended. */
export const attemptWidth = 5;
/** Numbers in a row of `latency`: cell, count. */
export const latencyWidth = 2;

/** What happened in one interval, or in several neighbouring ones. */
export interface Frame {
  /** Position of its first interval, from 0. */
  readonly at: number;
  /** Intervals that it covers. */
  readonly span: number;
  readonly traffic: readonly number[];
  readonly nodes: readonly number[];
  readonly refusals: readonly number[];
  readonly breaches: readonly number[];
  readonly attempts: readonly number[];
  /** Useful honest work by the cell of its latency, from its intended start; all counts together are the goodput. */
  readonly latency: readonly number[];
  /** Honest operations that came to nothing. */
  readonly failed: number;
  /** Alarms that descend from no attack. */
  readonly falseAlarms: number;
  readonly log: readonly FeedEntry[];
  /** Entries that found no room in `log`. */
  readonly unlisted: number;
}

/** Entries of the log that a frame has room for. */
export const mostEntries = 24;

/** Cells in a factor of two of latency: a cell is 2^(1/16) wide, so a value is known to 2.2 %. */
const cellsPerOctave = 16;

/** Cell of a latency, ns; what is below 1 ns counts as 1. */
export const latencyCell = (ns: number): number => Math.round(Math.log(ns < 1 ? 1 : ns) * (cellsPerOctave / Math.LN2));

/** Middle of a cell of latency, ns. */
export const cellNs = (cell: number): number => Math.exp(cell * (Math.LN2 / cellsPerOctave));

/** What came of the run, when it is over. */
export interface FeedOutcome {
  /** SHA-256 over its facts, the same as without a dashboard; null in the live world. */
  readonly digest: string | null;
  readonly messages: number;
  readonly events: number;
  readonly wallSeconds: number;
  readonly attacks: readonly {
    readonly id: string;
    readonly attempts: number;
    readonly successes: number;
    readonly detected: number;
  }[];
  readonly claims: readonly { readonly name: string; readonly verdict: 'true' | 'false' | 'unknown' }[];
  readonly warnings: readonly string[];
}
