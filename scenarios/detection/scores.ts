import type { FeedGround } from '../../metrics/feed/feed.ts';
import { controlNumber } from '../../sim/worlds/shared/standing.ts';
import { AlarmRule } from '../../sim/controls/alarm-rule.ts';
import type { AlarmTerms } from '../../sim/controls/alarm-rule.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';

/** One score as the detector came to it; which attempt it descends from is truth, and only who judges the detector reads that. */
export interface Score {
  readonly atNs: number;
  /** Node that it is about. */
  readonly about: number;
  readonly score: number;
  /** Index of the attempt that it descends from, -1 for none. */
  readonly attempt: number;
}

/** An attempt that came to an end. */
export interface EndedAttempt {
  /** Its index among the attempts of the run. */
  readonly attempt: number;
  readonly fromNs: number;
  readonly untilNs: number;
}

/** What the detector came to in one run, as a time series. */
export interface ScoredRun {
  /** In the order of time. */
  readonly scores: readonly Score[];
  readonly ended: readonly EndedAttempt[];
  /** From the end of warm-up to the end of the run, ns. */
  readonly fromNs: number;
  readonly untilNs: number;
}

/** What a sensor says that sees verdicts of others has no number of a control; at a door C44 speaks for itself. */
const detectorNumbers: ReadonlySet<number> = new Set([0, controlNumber('C44')]);

/** Takes down every score of a detector that alarms at each (`recording`). */
export class ScoreLog implements FactObserver {
  private readonly scores: Score[] = [];
  private readonly ground: FeedGround;

  constructor(ground: FeedGround) {
    this.ground = ground;
  }

  block(facts: FactBlock): void {
    const { labels } = this.ground.truth;
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== factNumber.alarmed || !detectorNumbers.has(facts.detail[row]!)) continue;
      const label = facts.label[row]!;
      this.scores.push({
        atNs: facts.time[row]!,
        about: facts.peer[row]!,
        score: facts.value[row]!,
        attempt: label === 0 ? -1 : labels.attemptOf(label),
      });
    }
  }

  /** What was taken down, once the run is over. */
  get run(): ScoredRun {
    const { frame, truth } = this.ground;
    const ended = truth.labels.attempts.flatMap(({ startNs, endNs }, attempt) =>
      endNs === null ? [] : [{ attempt, fromNs: startNs, untilNs: endNs }],
    );
    return { scores: this.scores, ended, fromNs: frame.warmUpNs, untilNs: frame.untilNs };
  }
}

/** The alarms that these scores come to under other terms, after warm-up. */
export function alarmsOf({ scores, fromNs }: ScoredRun, terms: AlarmTerms): readonly Score[] {
  const rule = new AlarmRule(terms);
  return scores.filter(({ atNs, about, score }) => rule.isAlarm(about, score, atNs) && atNs >= fromNs);
}

/** Measured time of runs, h. */
export const hoursOf = (runs: readonly ScoredRun[]): number =>
  runs.reduce((sum, { fromNs, untilNs }) => sum + untilNs - fromNs, 0) / 3.6e12;

/** Highest score that descends from each attempt that came to an end; 0 where none does. */
export function attemptScores({ scores, ended }: ScoredRun): readonly number[] {
  const highest = new Map<number, number>();
  for (const { attempt, score } of scores) highest.set(attempt, Math.max(highest.get(attempt) ?? 0, score));
  return ended.map(({ attempt }) => highest.get(attempt) ?? 0);
}
