import type { FactBlock } from '../../sim/framework/fact.ts';
import { placeNumber } from '../../sim/framework/figure.ts';
import { kinds } from '../../sim/framework/message.ts';
import type { BlockRows, Metric } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';
import { auditDuties, auditedUses } from '../folding/audit-duties.ts';
import type { AuditDuty } from '../folding/audit-duties.ts';
import { kindNumber, of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

/** Time in which an entry is to come to the log, ns (assumption: a channel may have to be opened, and opened again). */
const withinNs = 30e9;
const entry = kindNumber('entry');
const toLog = placeNumber['RP-O'];

/** Something that is to be on record. */
interface Due {
  readonly key: string;
  readonly atNs: number;
  isMet: boolean;
}

/** By kind of message in facts, the duty that a delivery of it may bring. */
const deliveries: readonly (AuditDuty | undefined)[] = [
  undefined,
  ...kinds.map((kind) => auditDuties.find(({ on }) => on.fact === 'delivered' && on.kind === kind)),
];
const acting = auditDuties.find(({ on }) => on.fact === 'acted')!;

/**
 * M28: how much of what must be on record is. What must be: `auditDuties`. An entry meets a duty when it is true, about the same,
 * written by who has to write it, and comes to an audit log within 30 s; each meets one, the oldest first. An entry is false that no
 * node of the cast wrote, that was altered on its way, or that comes again; what an honest node puts on record of a forged message is
 * true, since that is what happened there. What code inside a node writes in its name is not told from its own. `covered`: share of
 * duties met; `false`: entries that came to a log and are false. Duties younger than 30 s at the end are not judged. Unknown where
 * nothing had to be on record, or nothing was written to a log.
 */
export const auditCoverage: Metric = {
  id: 'M28',
  name: 'audit-coverage',
  summary:
    'share of what must be on record of which a true entry came to the audit log in time, and false entries there',
  unit: 'share',
  formula:
    'covered: events that audit duties demand with a true entry at the log within 30 s / such events after warm-up that old; false: entries at the log that no node of the cast wrote, that were altered on their way, or that came again',
  values: ['covered', 'false'],
  units: { false: 'entries' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    /** Duties that are younger than the time for an entry, oldest first, from `first` on. */
    let young: Due[] = [];
    let first = 0;
    /** Those of them that are not met, by who writes about what, oldest first. */
    const open = new Map<string, Due[]>();
    /** Entries that came to a log, or were altered on their way there: they count no more. */
    const heard = new DatumTable();
    let judged = 0;
    let met = 0;
    let entries = 0;
    let falseEntries = 0;

    /** Judges what happened before a moment. */
    const settle = (beforeNs: number): void => {
      for (; first < young.length && young[first]!.atNs < beforeNs; first++) {
        const { key, isMet } = young[first]!;
        judged++;
        if (isMet) met++;
        else close(key);
      }
      if (first <= 1024) return;
      young = young.slice(first);
      first = 0;
    };
    /** Takes the oldest open duty of a key off the list. */
    const close = (key: string): Due | undefined => {
      const waiting = open.get(key);
      const oldest = waiting?.shift();
      if (waiting?.length === 0) open.delete(key);
      return oldest;
    };
    const demand = ({ by, about }: AuditDuty, { node, subject, peer, time }: FactBlock, row: number): void => {
      if (time[row]! < run.warmUpNs) return;
      const writer = by === 'same node' ? node[row]! : by;
      const due: Due = {
        key: `${writer} ${about === 'peer' ? peer[row]! : subject[row]!}`,
        atNs: time[row]!,
        isMet: false,
      };
      young.push(due);
      const waiting = open.get(due.key);
      if (waiting === undefined) open.set(due.key, [due]);
      else waiting.push(due);
    };
    const hear = ({ subject, peer, time, origin, counter }: FactBlock, row: number): void => {
      entries++;
      const spoilt = heard.has(origin[row]!, counter[row]!);
      heard.set(origin[row]!, counter[row]!, 1);
      if (spoilt || origin[row]! >= run.nodes) {
        falseEntries++;
        return;
      }
      const role = peer[row]! < run.nodes ? run.roleOf(peer[row]!) : 'nobody';
      for (const writer of [peer[row]!, role]) {
        const key = `${writer} ${subject[row]!}`;
        const oldest = open.get(key)?.[0];
        if (oldest === undefined || oldest.atNs > time[row]!) continue;
        close(key)!.isMet = true;
        return;
      }
    };
    /** Rows of a block that bring a duty, in order of time. */
    const duties = (facts: FactBlock, { byKind, starts }: BlockRows): readonly (readonly [number, AuditDuty])[] => {
      const { message, place, node, detail } = facts;
      const found: (readonly [number, AuditDuty])[] = [];
      for (let at = starts[of.delivered]!; at < starts[of.delivered + 1]!; at++) {
        const row = byKind[at]!;
        const duty = deliveries[message[row]!];
        if (duty === undefined || duty.on.fact !== 'delivered' || placeNumber[duty.on.point] !== place[row]) continue;
        if (node[row]! < run.nodes && run.roleOf(node[row]!) === duty.on.at) found.push([row, duty]);
      }
      for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
        const duty = auditedUses.get(detail[byKind[at]!]!);
        if (duty !== undefined) found.push([byKind[at]!, duty]);
      }
      for (let at = starts[of.acted]!; at < starts[of.acted + 1]!; at++) found.push([byKind[at]!, acting]);
      return found.sort(([one], [other]) => one - other);
    };
    return {
      block(facts, rows) {
        if (facts.count === 0) return;
        const { byKind, starts } = rows;
        for (const [row, duty] of duties(facts, rows)) demand(duty, facts, row);
        for (let at = starts[of.tampered]!; at < starts[of.tampered + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.message[row] === entry) heard.set(facts.origin[row]!, facts.counter[row]!, 1);
        }
        for (let at = starts[of.delivered]!; at < starts[of.delivered + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.message[row] !== entry || facts.place[row] !== toLog) continue;
          settle(facts.time[row]! - withinNs);
          hear(facts, row);
        }
        settle(facts.time[facts.count - 1]! - withinNs);
      },
      value() {
        settle(run.untilNs - withinNs);
        return {
          covered: proportion(met, judged),
          false: { value: entries === 0 ? null : falseEntries, n: entries },
        };
      },
    };
  },
};
