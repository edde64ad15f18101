import type { AttackId } from '../../framework/attack.ts';
import type { FactObserver } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { Cells } from '../shared/cells.ts';
import { Recorder } from '../shared/recorder.ts';
import { ProcessBooks } from './judge-tables.ts';
import type { Followed } from './judge-tables.ts';
import { Ledger } from './ledger.ts';
import type { Listening } from './ledger.ts';
import { toldOfAttacks } from './told-of-attacks.ts';
import { toldOfHouse } from './told-of-house.ts';
import { readOps } from './truth-ops.ts';
import type { TruthOp } from './truth-ops.ts';

/**
 * Follows what the processes of a live run tell, in order of time, and makes the facts: the same columns with the same truth
 * as in the virtual world. It stands beside the wire; nothing it knows goes back.
 */
export class Judge {
  private readonly ledger: Ledger;
  private readonly handlers: Listening<TruthOp>;
  /** Books of the process that is speaking. */
  private books = new ProcessBooks();

  /** `attacks`: those of the run, in the order of their numbers. */
  constructor(
    cells: number,
    attacks: readonly AttackId[],
    observers: readonly FactObserver[],
    followers: readonly FactObserver[] = [],
  ) {
    this.ledger = new Ledger(new Cells(cells), new Recorder(observers, followers), attacks);
    this.handlers = { ...toldOfHouse(this.ledger), ...toldOfAttacks(this.ledger) };
  }

  get labels(): LabelTable {
    return this.ledger.labels;
  }

  get facts(): number {
    return this.ledger.recorder.facts;
  }

  /** Links of which it keeps anything. */
  get links(): number {
    return this.ledger.remembered;
  }

  /** The next segment in order of time. Throws a `TruthFault` where it does not fit what was told before. */
  segment(process: string, timeNs: number, bytes: Buffer): void {
    let books = this.ledger.processes.get(process);
    if (books === undefined) this.ledger.processes.set(process, (books = new ProcessBooks()));
    this.ledger.nowNs = timeNs;
    this.ledger.speaking = process;
    this.books = books;
    readOps(bytes, this.each);
  }

  /** Shows followers what they have not seen yet. */
  show(): void {
    this.ledger.recorder.show();
  }

  /** No more will be told: the last facts are shown to who follows. */
  finish(): void {
    this.ledger.recorder.digest();
  }

  /** Messages that were sent and have not come to their end, by point. */
  inside(): Record<string, number> {
    const found: Record<string, number> = Object.fromEntries(points.map((point) => [point, 0]));
    const count = ({ inside, told }: Followed): void => {
      if (inside) found[points[told!.point]!]! += 1;
    };
    for (const { messages } of this.ledger.processes.values()) for (const message of messages.values()) count(message);
    for (const link of this.ledger.links.values()) for (const [message] of link.underWay()) count(message);
    return found;
  }

  private readonly each = (op: TruthOp, values: readonly (number | string)[]): void => {
    (this.handlers[op] as (books: ProcessBooks, ...values: readonly (number | string)[]) => void)(
      this.books,
      ...values,
    );
  };
}
