import { properties } from '../sim/framework/attack.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import type { BlockRows, Fold, JudgedAttempt, Metric, Observed, RunCosts, RunFrame } from '../sim/framework/metric.ts';
import { BlockIndex } from './folding/block-index.ts';
import { valueName } from './catalogue.ts';
import { KeptViolations } from './picture/kept-violations.ts';
import { controlOf, of } from './folding/fact-numbers.ts';
import { chainTally } from './oracle/chain-plays.ts';
import { stepsBegun } from './oracle/attempts.ts';
import type { RunName } from './oracle/books.ts';
import type { TruthGround } from './oracle/ground.ts';
import { Oracle } from './oracle/oracle.ts';
import type { Judgement } from './oracle/oracle.ts';
import { Flows } from './picture/flows.ts';
import { Series } from './picture/series.ts';
import { Timeline } from './picture/timeline.ts';
import type { AttackTally, Observations } from './results/replication.ts';

/** What an assessment needs to know before the run. */
export interface AssessmentSetup {
  readonly frame: RunFrame;
  readonly metrics: readonly Metric[];
  readonly truth: TruthGround;
  /** Name of a node for people; also asked for attackers' own addresses, which lie after the last node. */
  nameOf(node: number): string;
}

/** What the world tells when the run is over and its last block was shown. */
export interface RunEnd {
  readonly run: RunName;
  /**
   * Messages sent that were neither delivered, refused nor dropped yet, by reference point; 0 where a point is missing.
   */
  readonly inside: Readonly<Record<string, number>>;
  readonly costs: RunCosts;
}

/**
 * Follows one run: shows each block to the oracle, the metrics and the picture, all over one sorted index of its rows.
 * Memory is bounded whatever the length of the run: histograms, bins, counts and the first few of what is listed.
 */
export class Assessment implements FactObserver {
  private readonly setup: AssessmentSetup;
  private readonly index = new BlockIndex();
  private readonly oracle: Oracle;
  private readonly folds: readonly Fold[];
  private readonly flows: Flows;
  private readonly series: Series;
  private readonly timeline: Timeline;
  private readonly kept: KeptViolations;
  private readonly refusals = new Map<number, number>();

  constructor(setup: AssessmentSetup) {
    const { frame, truth, metrics } = setup;
    this.setup = setup;
    this.folds = metrics.map((metric) => metric.fold(frame));
    this.flows = new Flows(frame);
    this.series = new Series(frame);
    const nameOf = (node: number): string => setup.nameOf(node);
    this.timeline = new Timeline(truth.labels, nameOf);
    this.kept = new KeptViolations(nameOf);
    const told = [this.flows, this.series, this.timeline, this.kept, ...this.folds];
    this.oracle = new Oracle(truth, (found) => {
      for (const one of told) one.violation?.(found);
    });
  }

  block(facts: FactBlock): void {
    const rows = this.index.read(facts);
    // The picture reads first: it needs to know how a datum came before it hears of what was done with it.
    this.flows.block(facts, rows);
    this.series.block(facts, rows);
    this.timeline.block(facts, rows);
    this.countRefusals(facts, rows);
    this.oracle.block(facts, rows);
    for (const fold of this.folds) fold.block(facts, rows);
  }

  /** Judges the run, and says what was observed. Throws a `ConservationFault` where messages went missing. */
  close(end: RunEnd): Observations {
    const { frame, truth } = this.setup;
    const judgement = this.oracle.judge(end.inside, frame.untilNs, end.run);
    for (const fold of this.folds) {
      fold.costs?.(end.costs);
      for (const attempt of judgement.attempts) fold.attempt?.(attempt);
    }
    return {
      values: this.values(),
      attacks: this.setup.truth.attacks.map((attack) => this.tally(attack, judgement)),
      ...(truth.chain?.order === 'sequence' ? { chain: chainTally(truth.chain, judgement.attempts) } : {}),
      violations: this.kept.kept,
      violationsTotal: this.kept.total,
      properties: Object.fromEntries(
        properties.map((property) => [
          property,
          { judged: judgement.judged[property], violated: judgement.violations[property] },
        ]),
      ) as Observations['properties'],
      refusals: Object.fromEntries(
        [...this.refusals].toSorted(([a], [b]) => a - b).map(([control, count]) => [controlOf(control), count]),
      ),
      messages: judgement.messages,
      simulatedSeconds: frame.untilNs / 1e9,
      picture: {
        flows: this.flows.drawn(),
        series: this.series.drawn(this.setup.truth.labels.attempts),
        timeline: this.timeline.drawn(),
      },
      warnings: judgement.warnings,
    };
  }

  private values(): Record<string, Observed> {
    const values: Record<string, Observed> = {};
    this.setup.metrics.forEach((metric, index) => {
      for (const [value, observed] of Object.entries(this.folds[index]!.value())) {
        values[valueName(metric, value)] = observed;
      }
    });
    return values;
  }

  private tally(attack: Attack, judgement: Judgement): AttackTally {
    const { id } = attack;
    const attempts = judgement.attempts.filter((attempt) => attempt.attack === id);
    const steps: Record<string, number> = {};
    let begun = 0;
    for (const record of this.setup.truth.labels.attempts) {
      if (record.attack !== id) continue;
      begun++;
      for (const name of stepsBegun(record, attack)) steps[name] = (steps[name] ?? 0) + 1;
    }
    const successes = attempts.flatMap(({ successNs }: JudgedAttempt) => successNs ?? []);
    return {
      id,
      attempts: attempts.length,
      unfinished: begun - attempts.length,
      successes: successes.length,
      detected: attempts.filter(({ detectedNs }) => detectedNs !== null).length,
      firstSuccessSeconds: successes.length === 0 ? null : Math.min(...successes) / 1e9,
      violations: judgement.broken[id] ?? [],
      steps,
    };
  }

  private countRefusals(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.refused]!; at < starts[of.refused + 1]!; at++) {
      const control = facts.detail[byKind[at]!]!;
      this.refusals.set(control, (this.refusals.get(control) ?? 0) + 1);
    }
  }
}
