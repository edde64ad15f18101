import { placeNumber } from '../../sim/framework/figure.ts';
import { purposes } from '../../sim/framework/datum.ts';
import { workloads } from '../../sim/framework/component.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, Observed } from '../../sim/framework/metric.ts';
import { kindNumber, of } from './fact-numbers.ts';

const contract = purposes.indexOf('contract');
const outside = placeNumber['RP-C'];
const result = kindNumber('result');
const job = workloads.indexOf('job');

/** Buyers and sellers have numbers below 2^26. */
const mostNodes = 67_108_864;

/**
 * What jobs cost in money. A connector tells of a contract as it comes into force (`used` for the purpose `contract`, the price as
 * value); from then on every result that is delivered to it by that provider is paid at that price. What a control refused is not
 * paid. Formula: sum of prices / jobs done; unknown where nobody told of a contract, or no job was done.
 */
export class Paid {
  private readonly prices = new Map<number, number>();
  private micros = 0;
  private jobs = 0;

  block(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.detail[row] === job && facts.outcome[row] === 1) this.jobs++;
    }
    for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.detail[row] !== contract) continue;
      this.prices.set(facts.node[row]! * mostNodes + facts.peer[row]!, facts.value[row]!);
    }
    // A block is so short that a contract of it may be taken to hold from its beginning.
    if (this.prices.size === 0) return;
    for (let at = starts[of.delivered]!; at < starts[of.delivered + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.place[row] !== outside || facts.message[row] !== result) continue;
      this.micros += this.prices.get(facts.node[row]! * mostNodes + facts.peer[row]!) ?? 0;
    }
  }

  /** Millionths of the money unit a job. */
  get aJob(): Observed {
    const known = this.prices.size > 0 && this.jobs > 0;
    return { value: known ? this.micros / this.jobs : null, n: this.jobs };
  }
}
