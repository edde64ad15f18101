import { falsified, flagReplayed } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { forIdentity, forTwin, of } from '../folding/fact-numbers.ts';

const untrue = falsified | flagReplayed;

/**
 * M59: what platforms rely on when they take a thing for theirs. `age`: how old, when a twin was moved, the newest record was that
 * an authority had truly vouched for and the platform had taken; where nothing but false records came, it grows from the last true
 * one, or from the beginning. `false`: records that an attacker had made, altered or brought again, and that were taken. Unknown
 * where no record was taken.
 */
export const recordReliance: Metric = {
  id: 'M59',
  name: 'record-reliance',
  summary:
    'greatest age of the newest true identity record behind an update of a twin, and false records that were taken',
  unit: 's',
  formula:
    'max over updates of twins of (now - birth of the newest true record of the thing that its platform took); number of false records taken',
  values: ['age', 'false'],
  units: { false: 'records' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    // Births by party and thing; only what a platform resolves is here.
    const births = new Map<string, Map<number, number>>();
    let taken = 0;
    let deceived = 0;
    let updates = 0;
    let oldestNs = 0;
    return {
      block(facts, { byKind, starts }) {
        const { detail, flags, node, subject, born, time } = facts;
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          if (node[row]! >= run.nodes) continue;
          if (detail[row] === forIdentity) {
            const party = run.partyOf(node[row]!);
            const known = births.get(party) ?? new Map<number, number>();
            births.set(party, known);
            taken++;
            const before = known.get(subject[row]!) ?? 0;
            if ((flags[row]! & untrue) !== 0) deceived++;
            known.set(subject[row]!, (flags[row]! & untrue) !== 0 ? before : Math.max(before, born[row]!));
          } else if (detail[row] === forTwin && taken > 0 && time[row]! >= run.warmUpNs) {
            const birth = births.get(run.partyOf(node[row]!))?.get(subject[row]!);
            if (birth === undefined) continue;
            updates++;
            oldestNs = Math.max(oldestNs, time[row]! - birth);
          }
        }
      },
      value: () => ({
        age: { value: updates === 0 ? null : oldestNs / 1e9, n: updates },
        false: { value: taken === 0 ? null : deceived, n: taken },
      }),
    };
  },
};
