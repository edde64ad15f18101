import { properties } from '../../sim/framework/attack.ts';
import { figureLines } from '../picture/figure-lines.ts';
import { latencyCell } from '../results/feed.ts';
import type { Frame } from '../results/feed.ts';
import { Entries } from './entries.ts';

/** Controls that a feed counts by number; every identifier of the catalogue is below. */
export const controlNumbers = 128;

/** Columns of `traffic` in a tally. */
export const trafficOf = { sent: 0, delivered: 1, refused: 2, lost: 3, breaches: 4 } as const;
/** Columns of `nodes` in a tally. */
export const nodeOf = { sent: 0, received: 1, refused: 2, lost: 3, alarms: 4, breaches: 5 } as const;
/** Columns of `attempts` in a tally. */
export const attemptOf = { begun: 0, reached: 1, detected: 2, ended: 3 } as const;
const trafficColumns = 5;
const nodeColumns = 6;
const attemptColumns = 4;

/** Counts of one interval. Used again and again: nothing is made per fact. */
export class Tally {
  readonly entries = new Entries();
  failed = 0;
  falseAlarms = 0;
  private readonly causes: number;
  private readonly traffic: Float64Array;
  private readonly nodes: Float64Array;
  private readonly refusals: Float64Array;
  private readonly breaches: Float64Array;
  private readonly attempts: Float64Array;
  private readonly latency = new Map<number, number>();

  constructor({ causes, rows }: { readonly causes: number; readonly rows: number }) {
    this.causes = causes;
    this.traffic = new Float64Array(figureLines.length * causes * trafficColumns);
    this.nodes = new Float64Array(rows * nodeColumns);
    this.refusals = new Float64Array(controlNumbers * causes);
    this.breaches = new Float64Array(properties.length * causes);
    this.attempts = new Float64Array(causes * attemptColumns);
  }

  onLine(line: number, cause: number, column: number): void {
    this.traffic[(line * this.causes + cause) * trafficColumns + column]!++;
  }

  atNode(row: number, column: number): void {
    if (row >= 0) this.nodes[row * nodeColumns + column]!++;
  }

  refused(control: number, cause: number): void {
    if (control < controlNumbers) this.refusals[control * this.causes + cause]!++;
  }

  broken(property: number, cause: number): void {
    this.breaches[property * this.causes + cause]!++;
  }

  attempt(cause: number, column: number): void {
    this.attempts[cause * attemptColumns + column]!++;
  }

  useful(latencyNs: number): void {
    const cell = latencyCell(latencyNs);
    this.latency.set(cell, (this.latency.get(cell) ?? 0) + 1);
  }

  /** What was counted, as the frame of interval `at`. */
  frame(at: number, nameOf: (node: number) => string): Frame {
    return {
      at,
      span: 1,
      traffic: this.byCause(this.traffic, trafficColumns),
      nodes: flat(this.nodes, nodeColumns, (row) => [row]),
      refusals: this.byCause(this.refusals, 1),
      breaches: this.byCause(this.breaches, 1),
      attempts: flat(this.attempts, attemptColumns, (cause) => [cause]),
      latency: [...this.latency].toSorted(([a], [b]) => a - b).flat(),
      failed: this.failed,
      falseAlarms: this.falseAlarms,
      log: this.entries.listed(nameOf),
      unlisted: this.entries.unlisted,
    };
  }

  clear(): void {
    for (const counts of [this.traffic, this.nodes, this.refusals, this.breaches, this.attempts]) counts.fill(0);
    this.latency.clear();
    this.entries.clear();
    this.failed = 0;
    this.falseAlarms = 0;
  }

  private byCause(counts: Float64Array, columns: number): readonly number[] {
    return flat(counts, columns, (group) => [Math.floor(group / this.causes), group % this.causes]);
  }
}

/** Groups of columns that are not all zero, each after its key. */
const flat = (
  counts: Float64Array,
  columns: number,
  keyOf: (group: number) => readonly number[],
): readonly number[] => {
  const found: number[] = [];
  for (let start = 0; start < counts.length; start += columns) {
    let any = false;
    for (let column = 0; column < columns; column++) any ||= counts[start + column] !== 0;
    if (!any) continue;
    found.push(...keyOf(start / columns));
    for (let column = 0; column < columns; column++) found.push(counts[start + column]!);
  }
  return found;
};
