import { dataClasses } from '../../../framework/datum.ts';
import type { DataClass } from '../../../framework/datum.ts';
import { drops, factKinds } from '../../../framework/fact.ts';
import type { FactBlock, FactKind, FactObserver } from '../../../framework/fact.ts';
import { placeOf } from '../../../framework/figure.ts';
import { kinds } from '../../../framework/message.ts';
import { refusals } from '../../../framework/verdict.ts';
import type { VirtualWorld } from '../world.ts';

/** One fact in words, with its truth. */
export interface LoggedFact {
  readonly kind: FactKind;
  readonly atNs: number;
  readonly place: string;
  readonly node: number;
  readonly peer: number;
  /** Kind of message, null for none. */
  readonly message: string | null;
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly origin: number;
  readonly counter: number;
  readonly detail: number;
  readonly outcome: number;
  readonly label: number;
  readonly flags: number;
  readonly bornNs: number;
  readonly value: number;
}

/** Keeps every fact of a short run. */
export class FactLog implements FactObserver {
  private readonly kept: LoggedFact[] = [];
  private world: VirtualWorld | null = null;

  follow(world: VirtualWorld): void {
    this.world = world;
  }

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      this.kept.push({
        kind: factKinds[facts.kind[row]!]!,
        atNs: facts.time[row]!,
        place: placeOf(facts.place[row]!)!,
        node: facts.node[row]!,
        peer: facts.peer[row]!,
        message: facts.message[row] === 0 ? null : kinds[facts.message[row]! - 1]!,
        subject: facts.subject[row]!,
        dataClass: dataClasses[facts.dataClass[row]!]!,
        origin: facts.origin[row]!,
        counter: facts.counter[row]!,
        detail: facts.detail[row]!,
        outcome: facts.outcome[row]!,
        label: facts.label[row]!,
        flags: facts.flags[row]!,
        bornNs: facts.born[row]!,
        value: facts.value[row]!,
      });
    }
  }

  /** All facts of the run; ends its recording. */
  all(): readonly LoggedFact[] {
    this.world?.recorder.digest();
    return this.kept;
  }

  of(kind: FactKind): readonly LoggedFact[] {
    return this.all().filter((fact) => fact.kind === kind);
  }

  /** Refusals and channels that were not opened, as `C01 wrong-peer`. */
  refusals(): readonly string[] {
    return this.all().flatMap(({ kind, detail, outcome }) => {
      if (kind !== 'refused' && !(kind === 'not-opened' && outcome !== 0)) return [];
      return [`C${String(detail).padStart(2, '0')} ${refusals[outcome]}`];
    });
  }

  /** Why messages were dropped, in order. */
  drops(): readonly string[] {
    return this.of('dropped').map(({ detail }) => drops[detail]!);
  }
}
