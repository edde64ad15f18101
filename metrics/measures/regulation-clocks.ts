import { dataClasses, purposes } from '../../sim/framework/datum.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import { placeNumber } from '../../sim/framework/figure.ts';
import type { BlockRows, Metric } from '../../sim/framework/metric.ts';
import { Copies } from '../folding/copies.ts';
import type { Copy } from '../folding/copies.ts';
import { kindNumber, firstPersonalClass, of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

const erase = kindNumber('erase');
const entry = kindNumber('entry');

/**
 * M51: whether what regulation sets a clock for happened in time. `erasure`: requests after which nothing was left by the deadline,
 * or that were named as incomplete in time; `notice`: those of the incomplete ones that were named; `retention`: records gone when
 * their time was over; `consent`: uses of what tells of people to which the person agreed at that moment.
 */
export const regulationClocks: Metric = {
  id: 'M51',
  name: 'regulation-clocks',
  title: 'regulation clocks met',
  summary: 'shares of erasures, notices of incomplete ones, retention and consent that kept their time, at all holders',
  unit: 'share',
  formula:
    'erasure: requests of persons met or named in time / requests whose deadline passed; notice: named / not met; retention: copies gone when due / copies due; consent: uses agreed to / uses of what tells of people',
  values: ['erasure', 'notice', 'retention', 'consent'],
  scale: 'proportion',
  about: 'protection',
  fold(run) {
    const { endings, untilNs, nodes } = run;
    /** When each subject's erasure was first asked for, and when one was first told after that that it did not come about. */
    const asked = new Map<number, number>();
    const named = new Map<number, number>();
    const late = new Set<number>();
    let due = 0;
    let kept = 0;
    let uses = 0;
    let agreed = 0;
    const count = ({ subject, goneByNs, dueNs }: Copy, atNs: number): void => {
      if (goneByNs <= untilNs && atNs > goneByNs) late.add(subject);
      if (dueNs > untilNs) return;
      due++;
      if (atNs <= dueNs) kept++;
    };
    const copies = endings === undefined ? null : new Copies(endings, count);
    const messages = (facts: FactBlock, { byKind, starts }: BlockRows): void => {
      for (let at = starts[of.sent]!; at < starts[of.sent + 1]!; at++) {
        const row = byKind[at]!;
        if (facts.message[row] !== erase || facts.place[row] !== placeNumber['RP-A']) continue;
        if (!asked.has(facts.subject[row]!)) asked.set(facts.subject[row]!, facts.time[row]!);
      }
      for (let at = starts[of.delivered]!; at < starts[of.delivered + 1]!; at++) {
        const row = byKind[at]!;
        const subject = facts.subject[row]!;
        if (facts.message[row] !== entry || !asked.has(subject) || named.has(subject)) continue;
        // Who asked for a person's erasure says what came of it; entries of others are about something else.
        const writer = facts.peer[row]!;
        if (writer < 0 || writer >= nodes || run.roleOf(writer) !== 'avatar-agent') continue;
        named.set(subject, facts.time[row]!);
      }
    };
    return {
      block(facts, rows) {
        if (endings === undefined) return;
        copies?.block(facts, rows);
        messages(facts, rows);
        const { byKind, starts } = rows;
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.dataClass[row]! < firstPersonalClass) continue;
          uses++;
          const [purpose, dataClass] = [purposes[facts.detail[row]!]!, dataClasses[facts.dataClass[row]!]!];
          if (endings.mayUse(purpose, dataClass, facts.subject[row]!, facts.time[row]!)) agreed++;
        }
      },
      value() {
        for (const copy of copies?.left ?? []) count(copy, Infinity);
        let requests = 0;
        let missed = 0;
        let told = 0;
        for (const subject of asked.keys()) {
          const goneByNs = endings?.goneByNs(subject) ?? Infinity;
          if (goneByNs + (endings?.noticeNs ?? 0) > untilNs) continue;
          requests++;
          if (!late.has(subject)) continue;
          missed++;
          if ((named.get(subject) ?? Infinity) <= goneByNs + endings!.noticeNs) told++;
        }
        return {
          erasure: proportion(requests - missed + told, requests),
          notice: proportion(told, missed),
          retention: proportion(kept, due),
          consent: proportion(agreed, uses),
        };
      },
    };
  },
};
