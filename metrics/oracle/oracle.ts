import { properties } from '../../sim/framework/attack.ts';
import type { Property } from '../../sim/framework/attack.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { MeetingFault } from '../../sim/framework/meeting.ts';
import type { BlockRows, FoundViolation, JudgedAttempt } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { Attempts } from './attempts.ts';
import type { Reached } from './attempts.ts';
import { Books } from './books.ts';
import type { RunName } from './books.ts';
import { EndedRights } from './ended-rights.ts';
import type { TruthGround } from './ground.ts';
import { PropertyRules } from './properties.ts';
import { Revocations } from './revocations.ts';
import { Rights } from './rights.ts';

/** What the oracle says at the end of a run. */
export interface Judgement {
  /** Those that ended before the run did; how the others would have ended nobody knows. */
  readonly attempts: readonly JudgedAttempt[];
  /** Violations of each property. */
  readonly violations: Readonly<Record<Property, number>>;
  /** On how many facts each property was judged; availability: on how many attempts that aim at it. */
  readonly judged: Readonly<Record<Property, number>>;
  /** Properties that each attack violated. */
  readonly broken: Readonly<Record<string, readonly Property[]>>;
  readonly falseAlarms: number;
  readonly messages: number;
  /** What one must read before trusting the judgement. */
  readonly warnings: readonly string[];
}

/**
 * The judge of properties. It reads the facts with their truth, and the cast's entitlements; no component, control or
 * attack can reach it. `tell` hears of each violation as it is found (the object is reused), `reached` of each attempt
 * that comes to its goal.
 */
export class Oracle {
  private readonly ground: TruthGround;
  private readonly attempts: Attempts;
  private readonly rules: PropertyRules;
  private readonly books = new Books();
  private readonly counts: Record<Property, number>;
  private readonly tell: (found: FoundViolation) => void;
  private readonly found = {
    property: 'availability' as Property,
    row: -1,
    atNs: 0,
    place: -1,
    node: -1,
    subject: -1,
    origin: -1,
    counter: 0,
    records: 1,
    label: 0,
    why: undefined as MeetingFault | undefined,
    attack: null as string | null,
  };

  constructor(ground: TruthGround, tell: (found: FoundViolation) => void, reached?: Reached) {
    this.ground = ground;
    this.tell = tell;
    this.attempts = new Attempts(ground, reached);
    this.counts = Object.fromEntries(properties.map((property) => [property, 0])) as Record<Property, number>;
    const { endings } = ground.entitlements;
    const ended = endings === undefined ? null : new EndedRights(endings);
    this.rules = new PropertyRules(new Rights(ground), new Revocations(), ended, (property, facts, row, why) => {
      this.report(property, facts, row, why);
    });
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.books.block(facts, rows);
    this.attempts.block(facts, rows);
    this.rules.block(facts, rows);
  }

  /**
   * Closes the case: `inside` are messages still on their way, by reference point. Throws a `ConservationFault` where
   * messages went missing: the run is void then.
   */
  judge(inside: Readonly<Record<string, number>>, untilNs: number, run: RunName): Judgement {
    this.books.settle(inside, untilNs, run);
    const attempts = this.attempts.judge((attempt, atNs, place) => {
      this.deny(attempt, atNs, place);
    });
    const { broken } = this.attempts;
    return {
      attempts,
      violations: this.counts,
      judged: { ...this.rules.judged, availability: this.overService(attempts) },
      broken: Object.fromEntries(
        [...broken].map(([attack, bits]) => [attack, properties.filter((_, index) => (bits & (1 << index)) !== 0)]),
      ),
      falseAlarms: this.attempts.falseAlarms,
      messages: this.books.messages,
      warnings: this.rules.erasuresOverflowed
        ? ['lifecycle: more than 262 144 erasures; whether later ones held was not judged']
        : [],
    };
  }

  private overService(attempts: readonly JudgedAttempt[]): number {
    const aiming = new Set(
      this.ground.attacks.filter(({ goal }) => goal.over === 'service').map(({ id }) => id as string),
    );
    return attempts.filter(({ attack }) => aiming.has(attack)).length;
  }

  private report(property: Property, facts: FactBlock, row: number, why?: MeetingFault): void {
    const { found } = this;
    const label = facts.label[row]!;
    this.counts[property]++;
    found.property = property;
    found.row = row;
    found.atNs = facts.time[row]!;
    found.place = facts.place[row]!;
    found.node = facts.node[row]!;
    found.subject = facts.subject[row]!;
    found.origin = facts.origin[row]!;
    found.counter = facts.counter[row]!;
    // What is guessed or inferred is right or wrong, and nobody gets a record by it.
    const stated = facts.kind[row] === of.guessed || facts.kind[row] === of.inferred;
    const records = stated ? 0 : 1;
    found.records = facts.kind[row] === of.disclosed ? Math.max(1, facts.value[row]!) : records;
    found.label = label;
    found.why = why;
    found.attack = this.attempts.attackBehind(label);
    if (label !== 0) this.attempts.violated(property, label, found.atNs);
    this.tell(found);
  }

  /** An attempt took service from honest users: no single fact, so no datum either. */
  private deny(attempt: number, atNs: number, place: number): void {
    const { found } = this;
    this.counts.availability++;
    found.property = 'availability';
    found.row = -1;
    found.atNs = atNs;
    found.place = place;
    found.node = -1;
    found.subject = -1;
    found.origin = -1;
    found.counter = 0;
    found.records = 1;
    found.label = -1;
    found.why = undefined;
    found.attack = this.ground.labels.attempts[attempt]!.attack;
    this.tell(found);
  }
}
