import { properties } from '../../sim/framework/attack.ts';
import { factNumber as of } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { points } from '../../sim/framework/figure.ts';
import type { BlockRows, FoundViolation, RunFrame } from '../../sim/framework/metric.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { controlOf, forTwin } from '../folding/fact-numbers.ts';
import type { TruthGround } from '../oracle/ground.ts';
import { Oracle } from '../oracle/oracle.ts';
import { FigureLines, figureLines, noLine } from '../picture/figure-lines.ts';
import type { FeedHeading, Frame } from '../results/feed.ts';
import { Campaigns } from './campaigns.ts';
import { ofOpening } from './entries.ts';
import { emptyFrame, Intervals } from './intervals.ts';
import { NodeRows } from './node-rows.ts';
import type { NamedPopulation } from './node-rows.ts';
import { attemptOf, controlNumbers, nodeOf, Tally, trafficOf } from './tally.ts';

/** What a feed must know before the run: what a world hands to those who follow it. */
export interface FeedGround {
  readonly frame: RunFrame;
  readonly truth: TruthGround;
  readonly populations: readonly NamedPopulation[];
  nameOf(node: number): string;
}

/**
 * Follows a run and gives a frame for each interval of its time, one after another without gaps. It has an oracle of its
 * own, so that it may be shown facts in blocks of any size, as they happen, without touching what the run's own
 * assessment makes of them. Memory is bounded: an interval's counts do not grow with what happens in it.
 */
export class Feed implements FactObserver {
  private readonly ground: FeedGround;
  private readonly intervals: Intervals;
  private readonly index = new BlockIndex();
  private readonly oracle: Oracle;
  private readonly lines: FigureLines;
  private readonly rows: NodeRows;
  private readonly campaigns: Campaigns;
  private readonly causes: ReadonlyMap<string, number>;
  private readonly detected = new Set<number>();
  private facts: FactBlock | null = null;

  constructor(ground: FeedGround, emit: (frame: Frame) => void) {
    const { frame, truth, populations } = ground;
    this.ground = ground;
    this.lines = new FigureLines(frame);
    this.rows = new NodeRows(populations, frame.nodes, (node) => ground.nameOf(node));
    this.causes = new Map(truth.attacks.map(({ id }, index) => [id, index + 1]));
    const sizes = { causes: this.causes.size + 1, rows: this.rows.rows.length };
    const nameOf = (node: number): string => ground.nameOf(node);
    this.intervals = new Intervals(
      frame.untilNs,
      () => new Tally(sizes),
      (at, tally) => emit(tally?.frame(at, nameOf) ?? emptyFrame(at)),
    );
    this.oracle = new Oracle(
      truth,
      (found) => this.violation(found),
      (attempt, atNs) => this.reached(attempt, atNs),
    );
    this.campaigns = new Campaigns(truth.labels, {
      begun: (attempt, atNs) => this.at(atNs).attempt(this.causeOfAttempt(attempt), attemptOf.begun),
      ended: (attempt, atNs) => this.at(atNs).attempt(this.causeOfAttempt(attempt), attemptOf.ended),
      step: (attempt, atNs, step, name) => this.step(attempt, atNs, step, name),
    });
  }

  /** The numbers that frames use, by name, and what of the run is known here. */
  heading(): Pick<
    FeedHeading,
    'warmUpSeconds' | 'untilSeconds' | 'intervalSeconds' | 'lines' | 'causes' | 'controls' | 'properties' | 'nodes'
  > {
    const { frame, truth } = this.ground;
    return {
      warmUpSeconds: frame.warmUpNs / 1e9,
      untilSeconds: Number.isFinite(frame.untilNs) ? frame.untilNs / 1e9 : null,
      intervalSeconds: this.intervals.lengthNs / 1e9,
      lines: figureLines,
      causes: [{ id: 'honest', name: 'honest play' }, ...truth.attacks.map(({ id, name }) => ({ id, name }))],
      controls: Array.from({ length: controlNumbers }, (_, number) => controlOf(number)),
      properties,
      nodes: this.rows.rows,
    };
  }

  block(facts: FactBlock): void {
    if (facts.count === 0) return;
    this.facts = facts;
    const rows = this.index.read(facts);
    this.campaigns.look();
    this.lines.follow(facts, rows);
    this.messages(facts, rows, of.sent, trafficOf.sent, nodeOf.sent);
    this.messages(facts, rows, of.delivered, trafficOf.delivered, nodeOf.received);
    this.messages(facts, rows, of.refused, trafficOf.refused, nodeOf.refused);
    this.messages(facts, rows, of.dropped, trafficOf.lost, nodeOf.lost);
    this.refusals(facts, rows);
    this.shut(facts, rows);
    this.service(facts, rows);
    this.alarms(facts, rows);
    this.incidents(facts, rows);
    this.oracle.block(facts, rows);
    this.until(facts.time[facts.count - 1]!);
  }

  /** Time has come so far: gives the frames of all intervals that are over. */
  until(nowNs: number): void {
    if (!this.intervals.due(nowNs)) return;
    this.campaigns.look();
    this.intervals.until(nowNs);
  }

  /** Gives what is left; the run is over at this moment. */
  end(nowNs: number): void {
    this.campaigns.look();
    this.intervals.end(nowNs);
  }

  private at(timeNs: number): Tally {
    return this.intervals.at(timeNs);
  }

  private causeOfAttempt(attempt: number): number {
    return this.causes.get(this.ground.truth.labels.attempts[attempt]!.attack) ?? 0;
  }

  private causeOf(label: number): number {
    return label === 0 ? 0 : this.causeOfAttempt(this.ground.truth.labels.attemptOf(label));
  }

  private messages(facts: FactBlock, rows: BlockRows, kind: number, column: number, nodeColumn: number): void {
    const { byKind, starts } = rows;
    const end = starts[kind + 1]!;
    for (let at = starts[kind]!; at < end; at++) {
      const row = byKind[at]!;
      if (facts.message[row] === 0 || facts.place[row]! >= points.length) continue;
      const tally = this.at(facts.time[row]!);
      tally.atNode(this.rows.of(facts.node[row]!), nodeColumn);
      const line = this.lines.of(facts, row);
      if (line !== noLine) tally.onLine(line, this.causeOf(facts.label[row]!), column);
    }
  }

  private refusals(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.refused]!; at < starts[of.refused + 1]!; at++) {
      const row = byKind[at]!;
      const atNs = facts.time[row]!;
      const cause = this.causeOf(facts.label[row]!);
      const code = facts.detail[row]!;
      const tally = this.at(atNs);
      tally.refused(code, cause);
      if (cause === 0) continue;
      const detail = facts.outcome[row]!;
      tally.entries.add(atNs, { what: 'refusal', cause, node: facts.node[row]!, code, detail, word: '' });
    }
  }

  /** Channels that attackers could not open. */
  private shut(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of['not-opened']]!; at < starts[of['not-opened'] + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.label[row] === 0) continue;
      const atNs = facts.time[row]!;
      const code = facts.detail[row]! + ofOpening;
      const [cause, node, detail] = [this.causeOf(facts.label[row]!), facts.peer[row]!, facts.outcome[row]!];
      this.at(atNs).entries.add(atNs, { what: 'refusal', cause, node, code, detail, word: '' });
    }
  }

  /** Useful work is what `Series` takes for it: honest operations that were done, and updates of twins by untouched data. */
  private service(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.label[row] !== 0) continue;
      const tally = this.at(facts.time[row]!);
      if (facts.outcome[row] === 1) tally.useful(facts.time[row]! - facts.born[row]!);
      else tally.failed++;
    }
    for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.detail[row] !== forTwin || facts.label[row] !== 0) continue;
      this.at(facts.time[row]!).useful(facts.time[row]! - facts.born[row]!);
    }
  }

  private alarms(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]!; at++) {
      const row = byKind[at]!;
      const atNs = facts.time[row]!;
      const label = facts.label[row]!;
      const node = facts.node[row]!;
      const tally = this.at(atNs);
      const cause = this.causeOf(label);
      tally.atNode(this.rows.of(node), nodeOf.alarms);
      tally.entries.add(atNs, { what: 'alarm', cause, node, code: facts.detail[row]!, detail: 0, word: '' });
      if (label === 0) {
        tally.falseAlarms++;
        continue;
      }
      const attempt = this.ground.truth.labels.attemptOf(label);
      if (this.detected.has(attempt)) continue;
      this.detected.add(attempt);
      tally.attempt(cause, attemptOf.detected);
    }
  }

  private incidents(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (const [kind, what] of incidentKinds) {
      for (let at = starts[kind]!; at < starts[kind + 1]!; at++) {
        const row = byKind[at]!;
        const node = (what === 'restart' ? facts.node : facts.peer)[row]!;
        const atNs = facts.time[row]!;
        this.at(atNs).entries.add(atNs, { what, cause: 0, node, code: 0, detail: 0, word: '' });
      }
    }
  }

  private violation(found: FoundViolation): void {
    const { atNs, node } = found;
    const cause = this.causeOf(found.label);
    const code = properties.indexOf(found.property);
    const tally = this.at(atNs);
    tally.broken(code, cause);
    tally.atNode(this.rows.of(node), nodeOf.breaches);
    const line = this.lines.ofBreach(found, this.facts!);
    if (line >= 0) tally.onLine(line, cause, trafficOf.breaches);
    tally.entries.add(atNs, { what: 'violation', cause, node, code, detail: 0, word: '' });
  }

  private step(attempt: number, atNs: number, step: number, word: string): void {
    const { number } = this.ground.truth.labels.attempts[attempt]!;
    const cause = this.causeOfAttempt(attempt);
    this.at(atNs).entries.add(atNs, { what: 'step', cause, node: -1, code: number, detail: step, word });
  }

  private reached(attempt: number, atNs: number): void {
    const { number } = this.ground.truth.labels.attempts[attempt]!;
    const cause = this.causeOfAttempt(attempt);
    const tally = this.at(atNs);
    tally.attempt(cause, attemptOf.reached);
    tally.entries.add(atNs, { what: 'success', cause, node: -1, code: number, detail: 0, word: '' });
  }
}

const incidentKinds = [
  [of.restarted, 'restart'],
  [of.revoked, 'revocation'],
] as const;
