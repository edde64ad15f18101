import { placeOf } from '../../sim/framework/figure.ts';
import type { FoundViolation } from '../../sim/framework/metric.ts';
import type { Violation } from '../results/summary.ts';

const keptOfASort = 20;
const mostKept = 500;

/**
 * Keeps the first 20 violations of each sort (attack, property, place) of a run, 500 in all, so that no flood hides the
 * rest.
 */
export class KeptViolations {
  readonly kept: Violation[] = [];
  total = 0;
  private readonly sorts = new Map<string, number>();
  private readonly nameOf: (node: number) => string;

  constructor(nameOf: (node: number) => string) {
    this.nameOf = nameOf;
  }

  violation(found: FoundViolation): void {
    this.total++;
    if (this.kept.length >= mostKept) return;
    const point = placeOf(found.place) ?? '';
    const sort = `${found.attack} ${found.property} ${point}`;
    const earlier = this.sorts.get(sort) ?? 0;
    if (earlier >= keptOfASort) return;
    this.sorts.set(sort, earlier + 1);
    this.kept.push({
      property: found.property,
      point,
      atSeconds: found.atNs / 1e9,
      datum: found.origin < 0 ? '' : `${found.origin}/${found.counter}`,
      node: found.node < 0 ? '' : this.nameOf(found.node),
      attack: found.attack,
    });
  }
}
