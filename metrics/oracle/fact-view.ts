import type { TrueFact } from '../../sim/framework/attack.ts';
import { dataClasses, purposes, quantities } from '../../sim/framework/datum.ts';
import type { DataClass } from '../../sim/framework/datum.ts';
import { drops, factKinds, falsified, flagHostile, flagReplayed, flagWrong } from '../../sim/framework/fact.ts';
import type { FactBlock, FactKind } from '../../sim/framework/fact.ts';
import { placeOf } from '../../sim/framework/figure.ts';
import { workloads } from '../../sim/framework/component.ts';
import { controlOf } from '../folding/fact-numbers.ts';
import type { Revocations } from './revocations.ts';
import type { Rights } from './rights.ts';

/**
 * Name behind the number in a fact's `detail`: control, loss, purpose, operation or quantity, by kind; '' for others.
 */
export const detailOf = (kind: FactKind, detail: number): string => {
  switch (kind) {
    case 'refused':
    case 'not-opened':
    case 'alarmed':
    case 'released':
      return controlOf(detail);
    case 'dropped':
      return drops[detail] ?? '';
    case 'used':
    case 'disclosed':
      return purposes[detail] ?? '';
    case 'finished':
      return workloads[detail] ?? '';
    case 'acted':
    case 'inferred':
      return quantities[detail] ?? '';
    default:
      return '';
  }
};

/**
 * One row of a block with its truth, as goals of attacks read it. One object that is moved: valid during a call only.
 */
export class FactView implements TrueFact {
  private facts: FactBlock | null = null;
  private row = 0;
  private readonly rights: Rights;
  private readonly revocations: Revocations;

  constructor(rights: Rights, revocations: Revocations) {
    this.rights = rights;
    this.revocations = revocations;
  }

  at(facts: FactBlock, row: number): this {
    this.facts = facts;
    this.row = row;
    return this;
  }

  get kind(): FactKind {
    return factKinds[this.facts!.kind[this.row]!]!;
  }

  get atNs(): number {
    return this.facts!.time[this.row]!;
  }

  get place(): string {
    return placeOf(this.facts!.place[this.row]!) ?? '';
  }

  get node(): number {
    return this.facts!.node[this.row]!;
  }

  get subject(): number {
    return this.facts!.subject[this.row]!;
  }

  get dataClass(): DataClass {
    return dataClasses[this.facts!.dataClass[this.row]!]!;
  }

  get detail(): string {
    return detailOf(this.kind, this.facts!.detail[this.row]!);
  }

  get value(): number {
    return this.facts!.value[this.row]!;
  }

  get forged(): boolean {
    return (this.facts!.flags[this.row]! & falsified) !== 0;
  }

  get replayed(): boolean {
    return (this.facts!.flags[this.row]! & flagReplayed) !== 0;
  }

  get wrong(): boolean {
    return (this.facts!.flags[this.row]! & flagWrong) !== 0;
  }

  get hostile(): boolean {
    return (this.facts!.flags[this.row]! & flagHostile) !== 0;
  }

  get entrusted(): boolean {
    return this.rights.entrusted(this.facts!, this.row);
  }

  get lapsed(): boolean {
    return this.rights.lapsed(this.facts!, this.row);
  }

  get entitled(): boolean {
    return this.rights.entitled(this.facts!, this.row);
  }

  get oneThing(): boolean {
    return this.rights.oneThing(this.facts!, this.row);
  }

  get staleNs(): number {
    if (this.kind !== 'opened') return 0;
    const identity = this.revocations.behind(this.facts!, this.row);
    return identity < 0 ? 0 : this.atNs - this.revocations.since.get(identity)!;
  }
}
