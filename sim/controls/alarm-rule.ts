import { DoubleColumn } from './columns.ts';

/** When a score is an alarm. */
export interface AlarmTerms {
  /** Score that raises an alarm. */
  readonly alarmAt: number;
  /** Score below which a node that raised one is judged anew. */
  readonly calmAt: number;
  /** Time in which a score halves, ns. */
  readonly halfLifeNs: number;
  /** No second alarm about the same node within this time, ns. */
  readonly quietNs: number;
}

/** How a score fades, as the factor for a time in ns. */
export const fading = (halfLifeNs: number): ((elapsedNs: number) => number) => {
  const decay = Math.LN2 / halfLifeNs;
  return (elapsedNs) => Math.exp(-decay * elapsedNs);
};

/**
 * Which scores of a node are alarms: those that reach a threshold after it was calm, none too soon after the last (hysteresis as in
 * alarm practice, ISA-18.2). It reads scores and nothing else, so that what a run would have come to under another threshold can be told
 * from the scores that were taken down.
 */
export class AlarmRule {
  private readonly terms: AlarmTerms;
  private readonly fade: (elapsedNs: number) => number;
  private readonly score = new DoubleColumn();
  private readonly scoredAt = new DoubleColumn();
  // Time + 1 of the last alarm; negative once the node has calmed down, 0 before the first.
  private readonly alarmedAt = new DoubleColumn();

  constructor(terms: AlarmTerms) {
    this.terms = terms;
    this.fade = fading(terms.halfLifeNs);
  }

  /** Whether this score of a node is an alarm. Scores of a node come in the order of time. */
  isAlarm(about: number, score: number, nowNs: number): boolean {
    const { alarmAt, calmAt, quietNs } = this.terms;
    const before = this.score.at(about) * this.fade(Math.max(nowNs - this.scoredAt.at(about), 0));
    this.score.put(about, score);
    this.scoredAt.put(about, nowNs);
    const alarmed = this.alarmedAt.at(about);
    const calm = alarmed <= 0 || before < calmAt;
    if (calm && alarmed > 0) this.alarmedAt.put(about, -alarmed);
    const last = alarmed === 0 ? Number.NEGATIVE_INFINITY : Math.abs(alarmed) - 1;
    if (!calm || score < alarmAt || nowNs - last < quietNs) return false;
    this.alarmedAt.put(about, nowNs + 1);
    return true;
  }
}
