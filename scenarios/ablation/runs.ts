import { createHash } from 'node:crypto';
import type { Values } from '../../metrics/results/measured.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import type { Crew, NamedOrder } from '../studies/crew.ts';
import { keyOfRun } from '../studies/order.ts';
import type { Cell } from '../studies/order.ts';
import type { AblationPlan } from './plan.ts';
import type { NamedSet } from './sets.ts';

/** One attack, or honest play, under one set of controls. */
export interface AskedCell {
  readonly set: NamedSet;
  readonly attack: Attack | null;
}

/** What is kept of a run. */
export interface KeptRun {
  readonly attempts: number;
  readonly unfinished: number;
  readonly successes: number;
  readonly simulatedSeconds: number;
  readonly digest: string;
  /** Of honest play only: there are thousands of others. */
  readonly values: Values | null;
}

/** Under which terms an attack, or honest play, is run. */
export type Terms = (attack: Attack | null) => {
  readonly parameters: ParameterValues;
  readonly untilSeconds: number | null;
};

/** How far the runs are: of so many cells that are known to be played so many are done. */
export type Telling = (cellsDone: number, cells: number, runs: number) => void;

/** A run that gave nothing. */
export interface LostRun extends AskedCell {
  readonly replication: number;
  readonly failure: string;
}

/** The runs of an ablation: a crew plays each once, however often it is asked for. */
export class Runs {
  readonly lost: LostRun[] = [];
  private readonly kept = new Map<string, KeptRun | null>();
  private cellsDone = 0;
  private readonly plan: AblationPlan;
  private readonly crew: Crew;
  private readonly tell: Telling;
  private readonly signal: AbortSignal | undefined;

  constructor(plan: AblationPlan, by: { readonly crew: Crew; readonly tell: Telling; readonly signal?: AbortSignal }) {
    this.plan = plan;
    this.crew = by.crew;
    this.tell = by.tell;
    this.signal = by.signal;
  }

  get count(): number {
    return this.kept.size;
  }

  /** SHA-256 over the digests of all runs, in the order of their names; null where one gave nothing. */
  get digest(): string | null {
    const hash = createHash('sha256');
    for (const key of [...this.kept.keys()].toSorted()) {
      const run = this.kept.get(key);
      if (run === null || run === undefined) return null;
      hash.update(`${key} ${run.digest}\n`);
    }
    return hash.digest('hex');
  }

  /** Plays the first replications of cells, as far as that was not done before. */
  async play(cells: readonly AskedCell[], replications: number, terms: Terms): Promise<void> {
    const asked = new Map<
      string,
      { readonly order: NamedOrder; readonly cell: number; readonly replication: number }
    >();
    cells.forEach((cell, place) => {
      const runs = this.runsOf(cell, terms);
      for (let replication = 0; replication < replications; replication++) {
        const order = this.named(runs, replication);
        if (!this.kept.has(order.key)) asked.set(order.key, { order, cell: place, replication });
      }
    });
    const open = cells.map(() => 0);
    for (const { cell } of asked.values()) open[cell]!++;
    const before = this.cellsDone + open.filter((runs) => runs === 0).length;
    const of = this.cellsDone + cells.length;
    this.cellsDone = before;
    const orders = [...asked.values()].map(({ order }) => order);
    await this.crew.carryOut(
      orders,
      (done) => {
        const { cell, replication } = asked.get(done.key)!;
        if ('failure' in done) {
          this.kept.set(done.key, null);
          this.lost.push({ ...cells[cell]!, replication, failure: done.failure });
        } else {
          const [tally = { attempts: 0, unfinished: 0, successes: 0 }] = done.attacks;
          this.kept.set(done.key, {
            attempts: tally.attempts,
            unfinished: tally.unfinished,
            successes: tally.successes,
            simulatedSeconds: done.simulatedSeconds,
            digest: done.digest,
            values: cells[cell]!.attack === null ? done.values : null,
          });
        }
        if (--open[cell]! === 0) this.cellsDone++;
        this.tell(this.cellsDone, of, this.count);
      },
      this.signal,
    );
  }

  /** What the first replications of a cell came to; null for those that gave nothing or were not played. */
  of(cell: AskedCell, replications: number, terms: Terms): readonly (KeptRun | null)[] {
    const runs = this.runsOf(cell, terms);
    return Array.from(
      { length: replications },
      (_, replication) => this.kept.get(this.named(runs, replication).key) ?? null,
    );
  }

  private runsOf({ set, attack }: AskedCell, terms: Terms): Cell['order'] {
    return {
      scenario: this.plan.scenario.name,
      ...terms(attack),
      profile: set.profile,
      without: set.without,
      attacks: attack === null ? [] : [attack.id],
      attacker: null,
      intensity: 1,
      suite: 'symbolic',
      seed: this.plan.seed,
    };
  }

  private named(runs: Cell['order'], replication: number): NamedOrder {
    const order = { ...runs, replication };
    return { key: keyOfRun(order, this.plan.version), order };
  }
}
