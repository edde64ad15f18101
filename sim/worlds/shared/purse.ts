import type { AttackerClass } from '../../framework/attacker.ts';
import type { BudgetItem, Exhausted, Spent } from '../../framework/budget.ts';
import type { Footing } from '../../framework/truth.ts';

/** An act was not carried out: something had run out, or was never there. Caught where the story of the attempt is driven. */
export class BudgetSpent extends Error {
  readonly item: Exhausted;

  constructor(item: Exhausted) {
    super(`budget: ${item}`);
    this.item = item;
  }
}

/** A second's worth of requests may be made at once (assumption). */
const burstNs = 1_000_000_000;

/** What an attempt has used up so far. */
export type Spending = { -readonly [item in keyof Spent]: Spent[item] };

/** Nothing used up; money and compute are known where somebody says what they cost. */
export const nothingSpent = (priced: boolean): Spending => ({
  requests: 0,
  identities: 0,
  money: priced ? 0 : null,
  computeSeconds: priced ? 0 : null,
  alarms: 0,
});

/**
 * What one attacker has for a run, and what is left of it: every act that costs is charged here before it is carried out. Without a
 * class there is no limit, and only what can be counted is.
 */
export class Purse {
  /** The first item that ran out; it stays so. */
  exhausted: BudgetItem | null = null;
  private readonly attacker: AttackerClass | null;
  private readonly total: Spending;
  private readonly known = new Set<string>();
  /** By node, the longest time between two things that it altered in it, ns. */
  readonly pauses = new Map<number, number>();
  private readonly gapNs: number;
  /** When the requests so far would have been made at the class's rate. */
  private paidNs = 0;
  private startNs: number | null = null;

  constructor(attacker: AttackerClass | null) {
    this.attacker = attacker;
    this.total = nothingSpent(attacker !== null);
    const rate = attacker?.budget.requestsPerSecond.value ?? null;
    this.gapNs = rate === null ? 0 : 1e9 / rate;
  }

  /** Requests a second that it can make, no limit: Infinity. */
  get rate(): number {
    return this.gapNs === 0 ? Infinity : 1e9 / this.gapNs;
  }

  /** Until when its next step is put off, ns: the past where it is within its rate. */
  get freeNs(): number {
    return this.paidNs - burstNs;
  }

  /** Whether another attempt can begin now. */
  begins(nowNs: number): boolean {
    this.startNs ??= nowNs;
    if ((nowNs - this.startNs) / 1e9 > this.limitOf('wallSeconds')) this.exhausted ??= 'wallSeconds';
    return this.exhausted === null;
  }

  /** Requests, and what its machine works for each. */
  request(spent: Spending, nowNs: number, work: 'open' | 'message', count = 1): void {
    this.checkWall(nowNs);
    this.compute(spent, work, count);
    spent.requests += count;
    this.total.requests += count;
    this.paidNs = Math.max(this.paidNs, nowNs) + this.gapNs * count;
  }

  /** The same where it paces itself, as a flood does at its rate: nothing is put off for it. */
  paced(spent: Spending, nowNs: number, count: number): void {
    const { paidNs } = this;
    this.request(spent, nowNs, 'message', count);
    this.paidNs = paidNs;
  }

  /** A certificate of its own making. */
  certificate(spent: Spending, nowNs: number): void {
    this.checkWall(nowNs);
    this.compute(spent, 'certificate', 1);
    this.identity(spent);
  }

  /** A place that it stands at: free where it was there from the beginning, else paid for once. Accounts and copied keys are identities. */
  place(spent: Spending, footing: Footing, key: string): void {
    const { attacker } = this;
    const name = `${footing} ${key}`;
    if (attacker !== null && ![...attacker.holds, ...attacker.buys].includes(footing))
      throw new BudgetSpent('position');
    if (this.known.has(name)) return;
    if (attacker !== null && !attacker.holds.includes(footing)) {
      const price = attacker.prices.place[footing].value;
      this.draw('money', this.total.money! + price);
      spent.money! += price;
      this.total.money! += price;
    }
    if (footing === 'account' || footing === 'copy') this.identity(spent);
    this.known.add(name);
  }

  /** It noticed that it was refused, so often; where that is more than it bears, its next step is its last. */
  noticed(spent: Spending, refusals: number): void {
    if (refusals === 0) return;
    spent.alarms += refusals;
    this.total.alarms += refusals;
    if (this.total.alarms > this.limitOf('alarmsTolerated')) this.exhausted ??= 'alarmsTolerated';
  }

  /** How much of an item there is; no limit: Infinity. */
  private limitOf(item: BudgetItem): number {
    return this.attacker?.budget[item].value ?? Infinity;
  }

  private identity(spent: Spending): void {
    this.draw('identities', this.total.identities + 1);
    spent.identities++;
    this.total.identities++;
  }

  private compute(spent: Spending, work: 'open' | 'message' | 'certificate', count: number): void {
    if (this.attacker !== null) this.search(spent, this.attacker.prices.seconds[work].value * count);
  }

  /** Time for which its machine searches for a proof of work, or does anything else. */
  search(spent: Spending, seconds: number): void {
    if (this.attacker === null) return;
    this.draw('computeSeconds', this.total.computeSeconds! + seconds);
    spent.computeSeconds! += seconds;
    this.total.computeSeconds! += seconds;
  }

  /** Whether its time is up. */
  checkWall(nowNs: number): void {
    if (this.startNs !== null) this.draw('wallSeconds', (nowNs - this.startNs) / 1e9);
  }

  /** Throws where an item would come to more than there is of it. */
  private draw(item: BudgetItem, would: number): void {
    if (this.exhausted !== null) throw new BudgetSpent(this.exhausted);
    if (would <= this.limitOf(item)) return;
    this.exhausted = item;
    throw new BudgetSpent(item);
  }
}
