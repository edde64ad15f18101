import { dataClasses, purposes } from '../../sim/framework/datum.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import type { Endings } from '../../sim/framework/endings.ts';
import { Copies } from '../folding/copies.ts';
import { firstPersonalClass, of } from '../folding/fact-numbers.ts';

const judgedKinds: ReadonlySet<number> = new Set([of.used, of.stored, of.erased, of.retained]);

/**
 * Which facts go against the end of a right to data that tell of people: `used` for what the person does not agree to any more,
 * `stored` when all must be gone, `erased` later than it had to be, `retained` instead of erased. What is never erased is no fact:
 * M43, M44 and M51 count it.
 */
export class EndedRights {
  private readonly endings: Endings;
  private readonly copies: Copies;
  /** Rows of the block at hand that erased something too late. */
  private readonly late = new Set<number>();
  /** Facts about what tells of people in the last block, each of which could have broken a right. */
  looked = 0;

  constructor(endings: Endings) {
    this.endings = endings;
    this.copies = new Copies(endings, ({ dueNs }, atNs, row) => {
      if (atNs > dueNs) this.late.add(row);
    });
  }

  /** Calls `find` with the rows of a block that break an ended right, in order. */
  block(facts: FactBlock, rows: BlockRows, find: (row: number) => void): void {
    const { starts } = rows;
    this.late.clear();
    this.looked = 0;
    this.copies.block(facts, rows);
    if ([...judgedKinds].every((kind) => starts[kind + 1] === starts[kind])) return;
    for (let row = 0; row < facts.count; row++) if (this.breaks(facts, row)) find(row);
  }

  private breaks(facts: FactBlock, row: number): boolean {
    if (facts.dataClass[row]! < firstPersonalClass || !judgedKinds.has(facts.kind[row]!)) return false;
    this.looked++;
    const subject = facts.subject[row]!;
    const nowNs = facts.time[row]!;
    switch (facts.kind[row]) {
      case of.used:
        return !this.endings.mayUse(purposes[facts.detail[row]!]!, dataClasses[facts.dataClass[row]!]!, subject, nowNs);
      case of.stored:
        return nowNs > this.endings.goneByNs(subject);
      case of.erased:
        return this.late.has(row);
      case of.retained:
        return true;
      default:
        return false;
    }
  }
}
