import { refusals } from '../../sim/framework/verdict.ts';
import { workloads } from '../../sim/framework/component.ts';
import type { ServiceWindow } from '../../sim/framework/attack.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import type { LabelTable } from '../../sim/framework/truth.ts';
import { kindNumber, of } from '../folding/fact-numbers.ts';
import { isHonestDatum, isHonestOperation } from '../folding/honest-operation.ts';
import type { TruthGround } from './ground.ts';

/** Why a door keeps somebody out before it looks at what he shows: nobody is served then. */
const admissionRefusals: ReadonlySet<number> = new Set([refusals.indexOf('rate'), refusals.indexOf('cookie-missing')]);

/**
 * Whether an opening failed because a control judged what was shown: the door served it, with a no. That a flood takes
 * service does not show in it.
 */
const wasAnswered = (facts: FactBlock, row: number, kind: number): boolean =>
  kind === of['not-opened'] && facts.detail[row] !== 0 && !admissionRefusals.has(facts.outcome[row]!);

/** Operations that a person wishes for itself, by number. */
const wishes: ReadonlySet<number> = new Set(
  (['command', 'view', 'enter', 'query', 'say', 'consent', 'trade', 'guard'] as const).map((one) =>
    workloads.indexOf(one),
  ),
);

const jobs = workloads.indexOf('job');

/** Messages in which such a wish comes, by number. */
const wished: ReadonlySet<number> = new Set(
  (['command', 'view', 'enter', 'query', 'say', 'consent', 'offer', 'buy'] as const).map(kindNumber),
);

interface Window {
  readonly attempt: number;
  readonly startNs: number;
  endNs: number;
  /** Latest end of this window and all that began before it. */
  latestEndNs: number;
  opensWanted: number;
  opensDone: number;
  operationsWanted: number;
  operationsDone: number;
  wishesWanted: number;
  wishesDone: number;
  wishesRefused: number;
  jobsWanted: number;
  jobsDone: number;
  /** Place of the last open or operation that failed, -1 for none. */
  place: number;
}

/**
 * What honest users got while attempts ran: opens and operations that were *intended* between the start and the end of
 * an attempt, whenever they came to an end. What has not come to an end when the run does is not counted.
 */
export class ServiceWindows {
  private readonly labels: LabelTable;
  private readonly nodes: number;
  private readonly attacks: ReadonlySet<string>;
  /** In order of start. */
  private readonly windows: Window[] = [];
  private readonly byAttempt = new Map<number, Window>();
  private seen = 0;

  /** Follows the attempts of the named attacks. */
  constructor({ labels, nodes }: Pick<TruthGround, 'labels' | 'nodes'>, attacks: readonly string[]) {
    this.labels = labels;
    this.nodes = nodes;
    this.attacks = new Set(attacks);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    if (this.attacks.size === 0) return;
    this.refresh();
    if (this.windows.length === 0) return;
    const { byKind, starts } = rows;
    for (const kind of [of.opened, of['not-opened'], of.finished]) {
      for (let at = starts[kind]!; at < starts[kind + 1]!; at++) {
        const row = byKind[at]!;
        const honest = kind === of.finished ? isHonestOperation(facts, row, this.nodes) : facts.label[row] === 0;
        if (honest && !wasAnswered(facts, row, kind)) this.count(facts, row, kind);
      }
    }
    for (let at = starts[of.refused]!; at < starts[of.refused + 1]!; at++) this.refused(facts, byKind[at]!);
  }

  /** A control judged an honest wish and said no: that it was not done is no loss by a flood. */
  private refused(facts: FactBlock, row: number): void {
    if (!wished.has(facts.message[row]!) || facts.label[row] !== 0 || !isHonestDatum(facts, row, this.nodes)) return;
    if (admissionRefusals.has(facts.outcome[row]!)) return;
    this.within(facts.born[row]!, (window) => window.wishesRefused++);
  }

  of(attempt: number): ServiceWindow {
    const window = this.byAttempt.get(attempt);
    return {
      opensWanted: window?.opensWanted ?? 0,
      opensDone: window?.opensDone ?? 0,
      operationsWanted: window?.operationsWanted ?? 0,
      operationsDone: window?.operationsDone ?? 0,
      wishesWanted: window?.wishesWanted ?? 0,
      wishesDone: window?.wishesDone ?? 0,
      wishesRefused: window?.wishesRefused ?? 0,
      jobsWanted: window?.jobsWanted ?? 0,
      jobsDone: window?.jobsDone ?? 0,
    };
  }

  /** Where service failed last during an attempt, -1 where it did not. */
  placeOf(attempt: number): number {
    return this.byAttempt.get(attempt)?.place ?? -1;
  }

  /** Learns of new attempts and of ends: an attempt that still runs reaches as far as any fact so far. */
  private refresh(): void {
    const { attempts } = this.labels;
    for (; this.seen < attempts.length; this.seen++) {
      const { attack, startNs } = attempts[this.seen]!;
      if (!this.attacks.has(attack)) continue;
      const window: Window = {
        attempt: this.seen,
        startNs,
        endNs: Infinity,
        latestEndNs: Infinity,
        opensWanted: 0,
        opensDone: 0,
        operationsWanted: 0,
        operationsDone: 0,
        wishesWanted: 0,
        wishesDone: 0,
        wishesRefused: 0,
        jobsWanted: 0,
        jobsDone: 0,
        place: -1,
      };
      this.windows.push(window);
      this.byAttempt.set(this.seen, window);
    }
    let latest = -Infinity;
    for (const window of this.windows) {
      window.endNs = attempts[window.attempt]!.endNs ?? Infinity;
      latest = Math.max(latest, window.endNs);
      window.latestEndNs = latest;
    }
  }

  private count(facts: FactBlock, row: number, kind: number): void {
    const done = kind === of.opened || (kind === of.finished && facts.outcome[row] === 1);
    this.within(facts.born[row]!, (window) => {
      if (kind === of.finished) {
        window.operationsWanted++;
        if (done) window.operationsDone++;
        if (wishes.has(facts.detail[row]!)) {
          window.wishesWanted++;
          if (done) window.wishesDone++;
        }
        if (facts.detail[row] === jobs) {
          window.jobsWanted++;
          if (done) window.jobsDone++;
        }
      } else {
        window.opensWanted++;
        if (done) window.opensDone++;
      }
      if (!done) window.place = facts.place[row]!;
    });
  }

  /** Every window in which something was intended. */
  private within(intendedNs: number, take: (window: Window) => void): void {
    for (let at = this.lastBegun(intendedNs); at >= 0; at--) {
      const window = this.windows[at]!;
      if (window.latestEndNs < intendedNs) return;
      if (window.endNs >= intendedNs) take(window);
    }
  }

  /** Index of the last window that had begun at a time, -1 for none. */
  private lastBegun(timeNs: number): number {
    let low = 0;
    let high = this.windows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.windows[middle]!.startNs <= timeNs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
