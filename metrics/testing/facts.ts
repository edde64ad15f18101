import { placeNumber } from '../../sim/framework/figure.ts';
import type { Attack, AttackId, Goal } from '../../sim/framework/attack.ts';
import { dataClasses } from '../../sim/framework/datum.ts';
import type { DataClass } from '../../sim/framework/datum.ts';
import { blockFacts, FactBlock, factNumber } from '../../sim/framework/fact.ts';
import type { FactKind, FactObserver } from '../../sim/framework/fact.ts';
import type { Place } from '../../sim/framework/figure.ts';
import { kinds } from '../../sim/framework/message.ts';
import type { Kind } from '../../sim/framework/message.ts';
import type { Fold, JudgedAttempt, Metric, Observed, RunFrame } from '../../sim/framework/metric.ts';
import type { Spent } from '../../sim/framework/budget.ts';
import type { AttemptRecord, Foothold, LabelTable } from '../../sim/framework/truth.ts';
import { BlockIndex } from '../folding/block-index.ts';

/** A fact as a test tells it: what is not said is as the recorder leaves it. Times in seconds. */
export interface ToldFact {
  readonly kind: FactKind;
  readonly at: number;
  readonly place?: Place;
  readonly node?: number;
  readonly peer?: number;
  readonly origin?: number;
  readonly counter?: number;
  readonly subject?: number;
  readonly message?: Kind;
  readonly dataClass?: DataClass;
  readonly detail?: number;
  readonly outcome?: number;
  readonly label?: number;
  readonly flags?: number;
  readonly born?: number;
  readonly value?: number;
  readonly sizeBytes?: number;
}

/** Puts told facts into blocks, as a recorder would, and shows each to `observer`. */
export const tell = (facts: readonly ToldFact[], observer: FactObserver): void => {
  const block = new FactBlock();
  for (let first = 0; first < facts.length; first += blockFacts) {
    const page = facts.slice(first, first + blockFacts);
    block.first = first;
    block.count = page.length;
    page.forEach((fact, row) => write(block, row, fact));
    observer.block(block);
  }
};

/** One block with these facts. */
export const blockOf = (facts: readonly ToldFact[]): FactBlock => {
  const block = new FactBlock();
  block.count = facts.length;
  facts.forEach((fact, row) => write(block, row, fact));
  return block;
};

const ns = (seconds: number): number => Math.round(seconds * 1e9);

const write = (block: FactBlock, row: number, fact: ToldFact): void => {
  block.time[row] = ns(fact.at);
  block.kind[row] = factNumber[fact.kind];
  block.place[row] = placeNumber[fact.place ?? 'RP-T'];
  block.node[row] = fact.node ?? 0;
  block.peer[row] = fact.peer ?? -1;
  block.origin[row] = fact.origin ?? -1;
  block.counter[row] = fact.counter ?? 0;
  block.subject[row] = fact.subject ?? -1;
  block.message[row] = fact.message === undefined ? 0 : kinds.indexOf(fact.message) + 1;
  block.dataClass[row] = dataClasses.indexOf(fact.dataClass ?? 'public');
  block.detail[row] = fact.detail ?? 0;
  block.outcome[row] = fact.outcome ?? 0;
  block.label[row] = fact.label ?? 0;
  block.flags[row] = fact.flags ?? 0;
  block.born[row] = ns(fact.born ?? 0);
  block.value[row] = fact.value ?? 0;
  block.sizeBytes[row] = fact.sizeBytes ?? 0;
};

/** A run of `seconds` without warm-up, of ten nodes: a device 0, a gateway 1 and so on as `roles` say. */
export const frame = (seconds: number, more: Partial<RunFrame> = {}): RunFrame => ({
  warmUpNs: 0,
  untilNs: ns(seconds),
  controls: [],
  nodes: 10,
  roleOf: () => 'device',
  partyOf: () => 'building',
  ...more,
});

/** What a metric makes of these facts. */
export const fold = (metric: Metric, run: RunFrame, facts: readonly ToldFact[]): Readonly<Record<string, Observed>> =>
  folded(metric, run, facts).value();

/** A metric at work after these facts. */
export const folded = (metric: Metric, run: RunFrame, facts: readonly ToldFact[]): Fold => {
  const work = metric.fold(run);
  const index = new BlockIndex();
  tell(facts, { block: (block) => work.block(block, index.read(block)) });
  return work;
};

/** An attack that only judges: its campaign does nothing. */
export const judgingAttack = (id: AttackId, goal: Goal, steps: readonly string[] = []): Attack => ({
  id,
  name: `attack ${id}`,
  summary: '',
  classes: ['PV'],
  groups: ['R4'],
  breaks: 'authenticity',
  position: '',
  knowledge: 'none',
  budget: '',
  preconditions: '',
  steps,
  observables: '',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: '' },
  references: [],
  intensity: { everyNs: 1, source: '' },
  *campaign() {},
  goal,
});

/** An attempt that nothing was counted of. */
const nothingSpent: Spent = { requests: 0, identities: 0, money: null, computeSeconds: null, alarms: 0 };

/** Attempts whose labels are their index + 1, one step each; times in seconds, `end` null while one runs. */
export const labelsOf = (
  attempts: readonly {
    attack: AttackId;
    start: number;
    end: number | null;
    acts?: number;
    steps?: readonly string[];
    footholds?: readonly Foothold[];
  }[],
): LabelTable => ({
  attempts: attempts.map(({ attack, start, end, acts, steps, footholds }, index): AttemptRecord => ({
    attack,
    number: index + 1,
    startNs: ns(start),
    endNs: end === null ? null : ns(end),
    acts: acts ?? 1,
    spent: nothingSpent,
    exhausted: null,
    footholds: footholds ?? [],
    steps: (steps ?? ['strike']).map((name) => ({ name, atNs: ns(start) })),
  })),
  attemptOf: (label) => label - 1,
  stepOf: () => 'strike',
});

/** An attempt as the oracle judges it: from 10 to 20 s, without success, noticed by nobody, but for what is said. */
export const attempt = (more: Partial<JudgedAttempt> = {}): JudgedAttempt => ({
  attack: 'A01',
  startNs: ns(10),
  endNs: ns(20),
  success: false,
  successNs: null,
  stepsReached: 1,
  stepsNoticed: 0,
  steps: 4,
  detectedNs: null,
  lastViolationNs: null,
  acts: 5,
  spent: nothingSpent,
  violations: 0,
  alarms: 0,
  alarmsAtHand: 0,
  alarmsNearby: 0,
  ...more,
});
