import { dataClasses } from '../../sim/framework/datum.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import type { Endings } from '../../sim/framework/endings.ts';
import { firstPersonalClass, of } from './fact-numbers.ts';

/** A record that tells of people, as it lies with a holder. */
export interface Copy {
  readonly subject: number;
  readonly storedNs: number;
  /** By when its subject had everything erased that lay there at the time, ns; Infinity for never. */
  readonly goneByNs: number;
  /** By when it must be gone, for whatever reason, ns. */
  readonly dueNs: number;
}

/**
 * Every record that tells of people, by holder and datum, several where it lies under several keys, from the fact `stored` to the fact
 * `erased`. Only what still lies there is kept in mind.
 */
export class Copies {
  private readonly endings: Endings;
  private readonly lying = new Map<string, Copy>();
  private readonly gone: (copy: Copy, atNs: number, row: number) => void;

  /** `gone` hears of each copy that is erased. */
  constructor(endings: Endings, gone: (copy: Copy, atNs: number, row: number) => void) {
    this.endings = endings;
    this.gone = gone;
  }

  /** Copies that still lie where they were stored. */
  get left(): Iterable<Copy> {
    return this.lying.values();
  }

  block(facts: FactBlock, { starts }: BlockRows): void {
    const some = (kind: number): boolean => starts[kind + 1]! > starts[kind]!;
    if (!some(of.stored) && !(some(of.erased) && this.lying.size > 0)) return;
    // In order of the facts: a record may come and go within a block.
    for (let row = 0; row < facts.count; row++) {
      const kind = facts.kind[row];
      if (kind === of.stored) this.take(facts, row);
      else if (kind === of.erased) this.lose(facts, row);
    }
  }

  private take(facts: FactBlock, row: number): void {
    if (facts.dataClass[row]! < firstPersonalClass || facts.origin[row]! < 0) return;
    const subject = facts.subject[row]!;
    const storedNs = facts.time[row]!;
    const goneByNs = Math.max(storedNs, this.endings.goneByNs(subject));
    const kept = this.endings.keepForNs(facts.node[row]!, dataClasses[facts.dataClass[row]!]!);
    this.lying.set(this.placeFor(facts, row), {
      subject,
      storedNs,
      goneByNs,
      dueNs: Math.min(goneByNs, storedNs + kept),
    });
  }

  /** A name for a copy: the datum's own, another one for each further copy under another key. */
  private placeFor(facts: FactBlock, row: number): string {
    const name = nameOf(facts, row);
    const last = this.lastOf(name);
    return facts.value[row] === 1 && this.lying.has(last) ? `${last}+` : last;
  }

  private lastOf(name: string): string {
    let last = name;
    while (this.lying.has(`${last}+`)) last += '+';
    return last;
  }

  private lose(facts: FactBlock, row: number): void {
    // Which of several copies it was no fact tells: the last one laid down.
    const name = this.lastOf(nameOf(facts, row));
    const copy = this.lying.get(name);
    if (copy === undefined) return;
    this.lying.delete(name);
    this.gone(copy, facts.time[row]!, row);
  }
}

/** Holder and datum: a copy keeps the identity of what it is a copy of. */
const nameOf = (facts: FactBlock, row: number): string =>
  `${facts.node[row]} ${facts.origin[row]} ${facts.counter[row]}`;
