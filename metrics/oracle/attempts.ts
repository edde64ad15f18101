import { properties } from '../../sim/framework/attack.ts';
import type { Attack, Property } from '../../sim/framework/attack.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, JudgedAttempt } from '../../sim/framework/metric.ts';
import type { AttemptRecord } from '../../sim/framework/truth.ts';
import { of } from '../folding/fact-numbers.ts';
import { FactView } from './fact-view.ts';
import type { TruthGround } from './ground.ts';
import { Revocations } from './revocations.ts';
import { Rights } from './rights.ts';
import { Blame } from './blame.ts';
import { ServiceWindows } from './service-windows.ts';

/** Is told of an attempt, by its index in the labels, that has come to its goal. */
export type Reached = (attempt: number, atNs: number) => void;

/** What is known of one attempt so far. */
interface Progress {
  readonly attack: Attack;
  /** Facts that count towards its goal. */
  reached: number;
  successNs: number | null;
  detectedNs: number | null;
  /** Whether a refusal descends from it. */
  isRefused: boolean;
  /** Names of its steps from which an alarm descends. */
  readonly noticed: Set<string>;
  lastViolationNs: number | null;
  violations: number;
  readonly blame: Blame;
}

/** Register of attempts: which facts descend from each, whether its goal is reached, and when it was noticed. */
export class Attempts {
  /** Properties that each attack violated, a bit for each. */
  readonly broken = new Map<string, number>();
  /** Alarms that descend from no attack. */
  falseAlarms = 0;
  private readonly ground: TruthGround;
  private readonly view: FactView;
  private readonly revocations = new Revocations();
  private readonly attackOf: ReadonlyMap<string, Attack>;
  private readonly progress: Progress[] = [];
  private readonly windows: ServiceWindows;
  private readonly reached: Reached | undefined;

  /** `reached` hears of each attempt whose goal is one of facts, when it reaches it. */
  constructor(ground: TruthGround, reached?: Reached) {
    this.ground = ground;
    this.reached = reached;
    this.view = new FactView(new Rights(ground), this.revocations);
    this.attackOf = new Map(ground.attacks.map((attack) => [attack.id, attack]));
    const overService = ground.attacks.filter((attack) => attack.goal.over === 'service').map((attack) => attack.id);
    this.windows = new ServiceWindows(ground, overService);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.windows.block(facts, rows);
    const changes = identityChanges(rows);
    let next = 0;
    for (let at = 0; at < rows.touchedCount; at++) {
      const row = rows.touched[at]!;
      const label = facts.label[row]!;
      while (next < changes.length && changes[next]! <= row) this.revocations.follow(facts, changes[next++]!);
      if (label !== 0) this.follow(facts, row, this.of(label));
    }
    while (next < changes.length) this.revocations.follow(facts, changes[next++]!);
    const { byKind, starts } = rows;
    for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]!; at++) {
      if (facts.label[byKind[at]!] === 0) this.falseAlarms++;
    }
  }

  /** Books a violation on the attempt behind its label. */
  violated(property: Property, label: number, atNs: number): void {
    this.blame(property, this.ground.labels.attemptOf(label), atNs);
  }

  /** Name of the attack behind a label, null for 0. */
  attackBehind(label: number): string | null {
    return label === 0 ? null : this.of(label).attack.id;
  }

  /**
   * Judges all attempts at the end of a run, in order of start. An attempt that still ran then is left out, whether or
   * not it had reached its goal: to count those that had, and not the others, would favour success. `denied` is told of
   * each whose service goal was reached, at the place that suffered.
   */
  judge(denied: (attempt: number, atNs: number, place: number) => void): readonly JudgedAttempt[] {
    const judged: JudgedAttempt[] = [];
    this.ground.labels.attempts.forEach((record, index) => {
      const progress = this.at(index);
      const { goal } = progress.attack;
      const { endNs } = record;
      if (endNs === null) return;
      if (goal.over === 'service' && goal.reached(this.windows.of(index))) {
        progress.successNs = endNs;
        this.blame('availability', index, endNs);
        denied(index, endNs, this.windows.placeOf(index));
      }
      judged.push(judgedFrom(record, progress, endNs));
    });
    return judged;
  }

  private blame(property: Property, index: number, atNs: number): void {
    const progress = this.at(index);
    progress.violations++;
    progress.lastViolationNs = atNs;
    const { id } = progress.attack;
    this.broken.set(id, (this.broken.get(id) ?? 0) | (1 << properties.indexOf(property)));
  }

  private of(label: number): Progress {
    return this.at(this.ground.labels.attemptOf(label));
  }

  private at(index: number): Progress {
    const known = this.progress[index];
    if (known !== undefined) return known;
    for (let next = this.progress.length; next <= index; next++) this.progress.push(this.begin(next));
    return this.progress[index]!;
  }

  private begin(index: number): Progress {
    const record = this.ground.labels.attempts[index];
    const attack = record && this.attackOf.get(record.attack);
    if (attack === undefined) {
      throw new RangeError(`oracle: attempt ${index} is of ${record?.attack ?? 'no attack'}, which does not run here`);
    }
    return {
      attack,
      reached: 0,
      successNs: null,
      detectedNs: null,
      isRefused: false,
      noticed: new Set(),
      lastViolationNs: null,
      violations: 0,
      blame: new Blame(),
    };
  }

  private follow(facts: FactBlock, row: number, progress: Progress): void {
    if (facts.kind[row] === of.alarmed) {
      progress.detectedNs ??= facts.time[row]!;
      progress.noticed.add(this.ground.labels.stepOf(facts.label[row]!));
      progress.blame.alarm(facts.node[row]!, facts.peer[row]!);
    }
    if (facts.kind[row] === of.refused) progress.isRefused = true;
    // What would be guessed by now is no deed.
    if (facts.kind[row] === of.guessed && facts.outcome[row] !== 0) return;
    const { goal } = progress.attack;
    if (goal.over !== 'facts' || progress.successNs !== null || !goal.reached(this.view.at(facts, row))) return;
    progress.reached++;
    if (progress.reached < goal.needed) return;
    progress.successNs = facts.time[row]!;
    this.reached?.(this.ground.labels.attemptOf(facts.label[row]!), progress.successNs);
  }
}

/** Rows at which identities are revoked or come by a new credential, in order of the facts: goals ask how stale one was. */
const identityChanges = ({ byKind, starts }: BlockRows): readonly number[] => {
  const rowsOf = (kind: number): readonly number[] => [...byKind.subarray(starts[kind]!, starts[kind + 1]!)];
  return [...rowsOf(of.revoked), ...rowsOf(of.credentialed)].toSorted((a, b) => a - b);
};

/** Different steps that an attempt began: of those that its attack declares, where it declares any. */
export const stepsBegun = (record: AttemptRecord, attack: Attack): ReadonlySet<string> => {
  const begun = new Set(record.steps.map((step) => step.name));
  const { steps } = attack;
  return steps === undefined ? begun : new Set(steps.filter((name) => begun.has(name)));
};

const judgedFrom = (record: AttemptRecord, progress: Progress, endNs: number): JudgedAttempt => {
  const begun = stepsBegun(record, progress.attack);
  return {
    attack: record.attack,
    startNs: record.startNs,
    endNs,
    success: progress.successNs !== null,
    successNs: progress.successNs,
    stepsReached: begun.size,
    stepsNoticed: [...begun].filter((name) => progress.noticed.has(name)).length,
    steps: progress.attack.steps?.length ?? 0,
    detectedNs: progress.detectedNs,
    lastViolationNs: progress.lastViolationNs,
    acts: record.acts,
    spent: record.spent,
    violations: progress.violations,
    ...progress.blame.judge(record.footholds),
    ...(record.part === undefined
      ? {}
      : {
          stage: {
            part: record.part,
            endsPlay: record.endsPlay === true,
            noticed: progress.detectedNs !== null || progress.isRefused,
          },
        }),
  };
};
