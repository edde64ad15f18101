import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, FoundViolation, RunFrame } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';
import type { Picture } from '../results/summary.ts';
import { LogHistogram } from '../statistics/log-histogram.ts';

/** Bins over a run, whatever its length. */
const seriesBins = 120;

/**
 * Service and security over time, in 120 bins of equal width from the start of the run to its end. Useful work is
 * honest operations that were done and updates of twins by untouched data: `goodput` per second, `p99Ms` from intended
 * start to end, to 2 %.
 */
export class Series {
  private readonly widthNs: number;
  private readonly work = new Float64Array(seriesBins);
  private readonly refused = new Float64Array(seriesBins);
  private readonly violations = new Float64Array(seriesBins);
  private readonly alarms = new Float64Array(seriesBins);
  private readonly latencies = Array.from({ length: seriesBins }, () => new LogHistogram(5));

  constructor(run: RunFrame) {
    this.widthNs = Math.max(1, run.untilNs / seriesBins);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    const { byKind, starts } = rows;
    const { detail, outcome, label } = facts;
    for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
      const row = byKind[at]!;
      if (outcome[row] === 1 && label[row] === 0) this.useful(facts, row);
    }
    const end = starts[of.used + 1]!;
    for (let at = starts[of.used]!; at < end; at++) {
      const row = byKind[at]!;
      if (detail[row] === forTwin && label[row] === 0) this.useful(facts, row);
    }
    this.count(facts, rows, of.refused, this.refused);
    this.count(facts, rows, of.alarmed, this.alarms);
  }

  violation(found: FoundViolation): void {
    this.violations[this.bin(found.atNs)]!++;
  }

  /** The curves, with the moments at which attempts began. */
  drawn(attempts: readonly { readonly startNs: number }[]): Picture['series'] {
    const binSeconds = this.widthNs / 1e9;
    const begun = Array.from({ length: seriesBins }, () => 0);
    for (const { startNs } of attempts) begun[this.bin(startNs)]!++;
    return {
      binSeconds,
      goodput: Array.from(this.work, (count) => count / binSeconds),
      p99Ms: this.latencies.map((histogram) => {
        const ns = histogram.quantile(0.99);
        return ns === null ? null : ns / 1e6;
      }),
      refused: Array.from(this.refused),
      violations: Array.from(this.violations),
      alarms: Array.from(this.alarms),
      attempts: begun,
    };
  }

  private bin(timeNs: number): number {
    const bin = Math.floor(timeNs / this.widthNs);
    return bin < seriesBins ? bin : seriesBins - 1;
  }

  private useful(facts: FactBlock, row: number): void {
    const timeNs = facts.time[row]!;
    const bin = this.bin(timeNs);
    this.work[bin]!++;
    this.latencies[bin]!.record(timeNs - facts.born[row]!);
  }

  private count(facts: FactBlock, rows: BlockRows, kind: number, into: Float64Array): void {
    const { byKind, starts } = rows;
    const end = starts[kind + 1]!;
    for (let at = starts[kind]!; at < end; at++) into[this.bin(facts.time[byKind[at]!]!)]!++;
  }
}
