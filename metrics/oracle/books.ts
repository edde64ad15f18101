import type { FactBlock } from '../../sim/framework/fact.ts';
import { points, placeNumber } from '../../sim/framework/figure.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import { clockText } from '../../sim/framework/time.ts';
import { of } from '../folding/fact-numbers.ts';

/** Where and how to repeat a run, for errors about it. */
export interface RunName {
  readonly scenario: string;
  readonly seed: number | string;
  /** The command that runs it again, without `--until`. */
  readonly again: string;
}

/** Conservation of messages is broken: the run is void. Says what, where, when, how to repeat and one hint. */
export class ConservationFault extends Error {
  override readonly name = 'ConservationFault';
  readonly point: string;
  readonly atNs: number;

  constructor(broken: { point: string; atNs: number; sent: number; accounted: number; hint: string }, run: RunName) {
    const seconds = Math.ceil(broken.atNs / 1e3) / 1e6;
    super(
      `conservation broken at ${broken.point}, ${clockText(broken.atNs)}, ${run.scenario}, seed ${run.seed}: ` +
        `${grouped(broken.sent)} sent, ${grouped(broken.accounted)} accounted for\n` +
        `again: ${run.again} --until ${clockText(Math.round(seconds * 1e9))}\n` +
        `hint: ${broken.hint}`,
    );
    this.point = broken.point;
    this.atNs = broken.atNs;
  }
}

/** A whole number with its thousands apart: `4 903`. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');

/**
 * Every message is delivered, refused, dropped or still inside: accounts by reference point. Handshake packets are
 * none.
 */
export class Books {
  private readonly sent = new Float64Array(points.length);
  private readonly ended = new Float64Array(points.length);
  /** First moment at which more had ended than was sent, by point; -1 for none. */
  private readonly brokenNs = new Float64Array(points.length).fill(-1);

  /** Messages that were sent, everywhere. */
  get messages(): number {
    return this.sent.reduce((sum, count) => sum + count, 0);
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.count(facts, rows, of.sent, this.sent);
    for (const kind of [of.delivered, of.refused, of.dropped]) this.count(facts, rows, kind, this.ended);
    for (let at = 0; at < points.length; at++) {
      if (this.brokenNs[at]! < 0 && this.ended[at]! > this.sent[at]! && facts.count > 0) {
        this.brokenNs[at] = facts.time[facts.count - 1]!;
      }
    }
  }

  /**
   * Closes the books at the end of a run; throws a `ConservationFault` at the first point where they do not balance.
   */
  settle(inside: Readonly<Record<string, number>>, untilNs: number, run: RunName): void {
    for (const point of points) {
      const at = placeNumber[point];
      const accounted = this.ended[at]! + (inside[point] ?? 0);
      const early = this.brokenNs[at]!;
      if (early < 0 && accounted === this.sent[at]!) continue;
      const hint =
        early >= 0
          ? `more messages ended than were sent: look for one that is delivered, refused or dropped twice`
          : accounted < this.sent[at]!
            ? `look for a message that is released without a fact: delivered, refused or dropped`
            : `look for a message that enters without the fact: sent`;
      throw new ConservationFault(
        { point, atNs: early >= 0 ? early : untilNs, sent: this.sent[at]!, accounted, hint },
        run,
      );
    }
  }

  private count(facts: FactBlock, rows: BlockRows, kind: number, into: Float64Array): void {
    const { byKind, starts } = rows;
    const { place, message } = facts;
    const end = starts[kind + 1]!;
    for (let at = starts[kind]!; at < end; at++) {
      const row = byKind[at]!;
      const point = place[row]!;
      // Handshake packets are no messages; refusals inside a component are about messages that were delivered already.
      if (message[row] !== 0 && point < points.length) into[point]!++;
    }
  }
}
