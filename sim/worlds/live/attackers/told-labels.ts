import type { AttackId } from '../../../framework/attack.ts';
import { exhaustible } from '../../../framework/budget.ts';
import type { ChainPart } from '../../../framework/kill-chain.ts';
import { footings } from '../../../framework/truth.ts';
import type { Foothold } from '../../../framework/truth.ts';
import { Labels } from '../../shared/labels.ts';
import type { Attempt } from '../../shared/labels.ts';
import type { TruthWriter } from '../truth-ops.ts';

/** Labels of attack steps, told to the judge as they are given out: both number them alike. */
export class ToldLabels extends Labels {
  private readonly truth: TruthWriter;
  private readonly attacks: readonly AttackId[];
  /** Acts, requests and alarms of each attempt together, as they were last told. */
  private readonly toldActs: number[] = [];

  private readonly firstNode: number;

  /** `attacks`: those of the run, in the order of their numbers; `firstNode`: the first node of attackers. */
  constructor(truth: TruthWriter, attacks: readonly AttackId[], firstNode: number) {
    super();
    this.firstNode = firstNode;
    this.truth = truth;
    this.attacks = attacks;
  }

  override begin(attack: AttackId, nowNs: number, part?: ChainPart): Attempt {
    const { chain, play, stage, trial } = part ?? { chain: '', play: 0, stage: 0, trial: 0 };
    this.truth.tell('attempt', this.attacks.indexOf(attack), chain, play, stage, trial);
    return super.begin(attack, nowNs, part);
  }

  override step(attempt: Attempt, name: string, nowNs: number): void {
    super.step(attempt, name, nowNs);
    this.truth.tell('step', attempt.index, name, this.firstNode);
  }

  override stand(attempt: Attempt, foothold: Foothold): void {
    const { length } = attempt.footholds;
    super.stand(attempt, foothold);
    if (attempt.footholds.length === length) return;
    const { footing, node, other } = foothold;
    this.truth.tell('stand', attempt.index, footings.indexOf(footing), node, other);
  }

  override end(attempt: Attempt, nowNs: number, endsPlay = false): void {
    super.end(attempt, nowNs, endsPlay);
    this.tellActs();
    this.truth.tell('attemptEnds', attempt.index, endsPlay ? 1 : 0);
  }

  /** Tells what attempts have done and used up since this was last told. */
  tellActs(): void {
    for (const { index, acts, spent, exhausted } of this.attempts) {
      const { requests, identities, money, computeSeconds, alarms } = spent;
      const sum = acts + requests + alarms + (exhausted === null ? 0 : 0.5);
      if (this.toldActs[index] === sum) continue;
      this.toldActs[index] = sum;
      this.truth.tell('acts', index, acts);
      const what = exhausted === null ? 0 : exhaustible.indexOf(exhausted) + 1;
      this.truth.tell('spent', index, requests, identities, money ?? NaN, computeSeconds ?? NaN, alarms, what);
    }
  }
}
