import type { AttackId } from '../../framework/attack.ts';
import type { Exhausted } from '../../framework/budget.ts';
import type { ChainPart } from '../../framework/kill-chain.ts';
import type { AttemptRecord, Foothold, LabelTable } from '../../framework/truth.ts';
import { nothingSpent } from './purse.ts';
import type { Spending } from './purse.ts';

/** An attempt while the world runs it. */
export interface Attempt extends AttemptRecord {
  readonly index: number;
  endNs: number | null;
  acts: number;
  readonly spent: Spending;
  exhausted: Exhausted | null;
  endsPlay?: boolean;
  readonly steps: { readonly name: string; readonly atNs: number }[];
  readonly footholds: Foothold[];
  /** Label of the step that runs now. */
  label: number;
}

/** Whether the step that runs is one that the attacker names: the first stands for what comes before those, and is nothing that he does. */
export const isOwnStep = ({ steps }: Attempt): boolean => steps.length > 1;

/** Labels of attack steps, given out one by one; each stands for a step of an attempt. */
export class Labels implements LabelTable {
  readonly attempts: Attempt[] = [];
  /** Whether it is known what acts cost. */
  priced = false;
  private readonly counts = new Map<AttackId, number>();
  private readonly attemptByLabel: number[] = [-1];
  private readonly stepByLabel: string[] = [''];
  private readonly stood = new Set<string>();

  begin(attack: AttackId, nowNs: number, part?: ChainPart): Attempt {
    const number = (this.counts.get(attack) ?? 0) + 1;
    this.counts.set(attack, number);
    const index = this.attempts.length;
    const attempt: Attempt = {
      attack,
      number,
      index,
      startNs: nowNs,
      endNs: null,
      acts: 0,
      spent: nothingSpent(this.priced),
      exhausted: null,
      steps: [],
      footholds: [],
      label: 0,
      ...(part === undefined ? {} : { part }),
    };
    this.attempts.push(attempt);
    return attempt;
  }

  /** Gives the attempt's next step a label. */
  step(attempt: Attempt, name: string, nowNs: number): void {
    attempt.steps.push({ name, atNs: nowNs });
    attempt.label = this.attemptByLabel.push(attempt.index) - 1;
    this.stepByLabel.push(name);
  }

  /** The attempt's hand stands somewhere from now on. */
  stand(attempt: Attempt, foothold: Foothold): void {
    const { footing, node, other } = foothold;
    // A worm stands in tens of thousands of nodes.
    const key = `${attempt.index} ${footing} ${node} ${other}`;
    if (this.stood.has(key)) return;
    this.stood.add(key);
    attempt.footholds.push(foothold);
  }

  /** The attempt is over, and with it, where that is said, the play of its chain. */
  end(attempt: Attempt, nowNs: number, endsPlay = false): void {
    attempt.endNs = nowNs;
    if (endsPlay) attempt.endsPlay = true;
  }

  attemptOf(label: number): number {
    return this.attemptByLabel[label]!;
  }

  stepOf(label: number): string {
    return this.stepByLabel[label]!;
  }
}
