import { properties } from '../../sim/framework/attack.ts';
import type { Property } from '../../sim/framework/attack.ts';
import { flagAltered, flagForged, flagHostile, flagReplayed, flagWrong } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { MeetingFault } from '../../sim/framework/meeting.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';
import {
  firstPersonalClass,
  forContact,
  forHearing,
  forResults,
  forSilence,
  forTwin,
  lockNumber,
  of,
} from '../folding/fact-numbers.ts';
import type { EndedRights } from './ended-rights.ts';
import type { Revocations } from './revocations.ts';
import type { Rights } from './rights.ts';

/** Is told of each violation: which property, by which row, and what was wrong with a meeting. */
export type Finding = (property: Property, facts: FactBlock, row: number, why?: MeetingFault) => void;

const mostErasures = 1 << 18;

/**
 * What must hold, judged fact by fact on ground truth:
 *
 *   authenticity        used, acted on or run as code, although an attacker invented it
 *   integrity           used, acted on or stored, although an attacker altered what an honest node had said; somebody was kept from
 *                       being heard by the voices of many, of whom too few are people who want it
 *   freshness           used, or acted on, when an attacker delivered it again
 *   confidentiality     known to a node that is not entitled to data of this class about this subject: disclosed to it, or
 *                       delivered in clear
 *   privacy             the same, where the datum is personal, biometric or about a child; such a datum inferred rightly from what it
 *                       does to traffic; and identities put together that are of one thing, by who may not know that
 *   access              acted for a person who is not entitled to command this thing now, or moved a twin that may not show
 *                       this thing now
 *   safety              a lock moved for one not entitled, by an attacker's wish, or by a false or replayed command; a thing was set
 *                       to what harms people, whoever wanted it
 *   result correctness  a result that no honest computation gives was used for what its task is for
 *   lifecycle           a channel opened with a revoked credential; a datum loaded again where it had been erased; what tells of a
 *                       person used, stored, kept or not erased when the right to that had ended (ended-rights.ts)
 *   protection          a person met content above its true age, somebody whom no guardian allows it to meet, or one it has barred
 *   availability        judged per attempt on what honest users got (attempts.ts)
 */
export class PropertyRules {
  private readonly rights: Rights;
  private readonly revocations: Revocations;
  private readonly find: Finding;
  /** Null where no right ends. */
  private readonly ended: EndedRights | null;
  private readonly erased = new DatumTable(mostErasures);
  /** How many facts each property was judged on. */
  readonly judged = Object.fromEntries(properties.map((property) => [property, 0])) as Record<Property, number>;

  constructor(rights: Rights, revocations: Revocations, ended: EndedRights | null, find: Finding) {
    this.rights = rights;
    this.revocations = revocations;
    this.ended = ended;
    this.find = find;
  }

  /** Whether there were more erasures than the lifecycle rule could follow. */
  get erasuresOverflowed(): boolean {
    return this.erased.overflowed;
  }

  block(facts: FactBlock, rows: BlockRows): void {
    this.count(rows);
    this.falsehoods(facts, rows);
    this.disclosures(facts, rows);
    this.acts(facts, rows);
    this.uses(facts, rows);
    this.lifecycles(facts, rows);
    if (this.rights.judgesJoins) this.joins(facts, rows);
    this.inferences(facts, rows);
    this.ended?.block(facts, rows, (row) => this.find('lifecycle', facts, row));
    this.judged.lifecycle += this.ended?.looked ?? 0;
  }

  /** Counts the facts that are judged whatever is in them. */
  private count({ starts }: BlockRows): void {
    const { judged } = this;
    const many = (kind: number): number => starts[kind + 1]! - starts[kind]!;
    const deeds = many(of.used) + many(of.acted) + many(of.booted);
    judged.authenticity += deeds;
    judged.freshness += deeds;
    judged.integrity += deeds + many(of.stored);
    judged.access += many(of.acted);
    judged.lifecycle += many(of.opened) + many(of.loaded);
  }

  private falsehoods(facts: FactBlock, rows: BlockRows): void {
    const { kind, flags, detail } = facts;
    for (let at = 0; at < rows.touchedCount; at++) {
      const row = rows.touched[at]!;
      const truth = flags[row]!;
      const is = kind[row]!;
      const deed = is === of.used || is === of.acted || is === of.booted;
      if (!deed && is !== of.stored) continue;
      if ((truth & flagAltered) !== 0) this.find('integrity', facts, row);
      if (!deed) continue;
      if ((truth & flagForged) !== 0 && (truth & flagAltered) === 0) this.find('authenticity', facts, row);
      if ((truth & flagReplayed) !== 0) this.find('freshness', facts, row);
      if ((truth & flagWrong) !== 0 && is === of.used && forResults.has(detail[row]!)) {
        this.find('result correctness', facts, row);
      }
    }
  }

  private disclosures(facts: FactBlock, rows: BlockRows): void {
    const { byKind, starts } = rows;
    for (const kind of [of.disclosed, of.delivered]) {
      const end = starts[kind + 1]!;
      for (let at = starts[kind]!; at < end; at++) {
        const row = byKind[at]!;
        if (!this.rights.learns(facts, row)) continue;
        const personal = facts.dataClass[row]! >= firstPersonalClass;
        this.judged.confidentiality++;
        if (personal) this.judged.privacy++;
        if (this.rights.mayLearn(facts, row)) continue;
        this.find('confidentiality', facts, row);
        if (personal) this.find('privacy', facts, row);
      }
    }
  }

  private acts(facts: FactBlock, rows: BlockRows): void {
    const { byKind, starts } = rows;
    const unsafe = flagHostile | flagForged | flagAltered | flagReplayed;
    const end = starts[of.acted + 1]!;
    for (let at = starts[of.acted]!; at < end; at++) {
      const row = byKind[at]!;
      const rightful = this.rights.entitled(facts, row);
      if (!rightful) this.find('access', facts, row);
      const isLock = facts.detail[row] === lockNumber;
      if (isLock || this.rights.knowsOfHarm) this.judged.safety++;
      const forced = isLock && (!rightful || (facts.flags[row]! & unsafe) !== 0);
      if (forced || this.rights.harmful(facts, row)) this.find('safety', facts, row);
    }
  }

  private uses(facts: FactBlock, { byKind, starts }: BlockRows): void {
    const { rights, judged } = this;
    for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
      const row = byKind[at]!;
      const purpose = facts.detail[row]!;
      if (purpose === forTwin) {
        if (!rights.areShownByRight) continue;
        judged.access++;
        if (!rights.entitled(facts, row)) this.find('access', facts, row);
      } else if (purpose === forSilence) {
        if (!rights.entitled(facts, row)) this.find('integrity', facts, row);
      } else if (forResults.has(purpose)) {
        judged['result correctness']++;
      } else if (rights.judgesMeetings && (purpose === forHearing || purpose === forContact)) {
        judged.protection++;
        const why = rights.meetingFault(facts, row);
        if (why !== undefined) this.find('protection', facts, row, why);
      }
    }
  }

  private joins(facts: FactBlock, { byKind, starts }: BlockRows): void {
    const { rights, judged } = this;
    for (let at = starts[of.guessed]!; at < starts[of.guessed + 1]!; at++) {
      const row = byKind[at]!;
      // What is not stated joins nothing.
      if (facts.outcome[row] !== 0) continue;
      judged.privacy++;
      if (rights.oneThing(facts, row) && !rights.entitled(facts, row)) this.find('privacy', facts, row);
    }
  }

  private inferences(facts: FactBlock, { byKind, starts }: BlockRows): void {
    const { rights, judged } = this;
    for (let at = starts[of.inferred]!; at < starts[of.inferred + 1]!; at++) {
      const row = byKind[at]!;
      if (facts.dataClass[row]! < firstPersonalClass) continue;
      judged.privacy++;
      if ((facts.flags[row]! & flagWrong) === 0 && !rights.mayLearn(facts, row)) this.find('privacy', facts, row);
    }
  }

  /** Rare kinds of fact, visited in order of their rows: what was revoked or erased first matters. */
  private lifecycles(facts: FactBlock, rows: BlockRows): void {
    const { starts } = rows;
    const some = (kind: number): boolean => starts[kind + 1]! > starts[kind]!;
    const changes = some(of.revoked) || some(of.credentialed) || some(of.erased);
    const open = this.revocations.since.size > 0 && some(of.opened);
    const kept = this.erased.size > 0 && some(of.loaded);
    if (!changes && !open && !kept) return;
    for (let row = 0; row < facts.count; row++) {
      const kind = facts.kind[row]!;
      if (kind === of.erased) {
        if (facts.origin[row]! >= 0) this.erased.set(facts.origin[row]!, facts.counter[row]!, facts.node[row]! + 1);
      } else if (kind === of.opened) {
        if (this.revocations.behind(facts, row) >= 0) this.find('lifecycle', facts, row);
      } else if (kind === of.loaded) {
        const eraser = this.erased.size === 0 ? 0 : this.erased.get(facts.origin[row]!, facts.counter[row]!);
        if (eraser === facts.node[row]! + 1) this.find('lifecycle', facts, row);
      } else {
        this.revocations.follow(facts, row);
      }
    }
  }
}
