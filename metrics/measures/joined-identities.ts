import { isOneThing } from '../../sim/framework/identity-truth.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { forIdentity, forTwin, of } from '../folding/fact-numbers.ts';

/**
 * M62: what comes of identities that a correlation service joins. `wrong`: answers that were taken and that hold two things for one.
 * `after`: the longest time after a thing's owner had withdrawn at which what it says at one platform still moved a twin at another, 0
 * where that never was. Unknown where no twin was moved by what is known elsewhere; an owner who never agreed has withdrawn from the
 * beginning of the run on.
 */
export const joinedIdentities: Metric = {
  id: 'M62',
  name: 'joined-identities',
  summary: 'answers that hold two things for one, and how long after withdrawal twins are moved from elsewhere',
  unit: 's',
  formula:
    'answers taken whose identities are of two things; max over updates of twins by other platforms of time since the owner withdrew',
  values: ['wrong', 'after'],
  units: { wrong: 'answers' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const { identities, nodes } = run;
    let taken = 0;
    let wrong = 0;
    let updates = 0;
    let latestNs = 0;
    return {
      block({ detail, node, peer, subject, time, value }, { byKind, starts }) {
        if (identities === undefined) return;
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          if (node[row]! >= nodes) continue;
          if (detail[row] === forIdentity) {
            if (value[row]! < 0) continue;
            taken++;
            if (!isOneThing(identities, subject[row]!, value[row]!)) wrong++;
          } else if (detail[row] === forTwin && peer[row]! >= 0 && peer[row]! < nodes) {
            const twins = run.roleOf(node[row]!) === 'entity-agent' && run.roleOf(peer[row]!) === 'entity-agent';
            if (!twins || run.partyOf(node[row]!) === run.partyOf(peer[row]!)) continue;
            updates++;
            const goneNs = identities.withdrawnNs(identities.thingOf(subject[row]!), time[row]!);
            latestNs = Math.max(latestNs, Math.min(goneNs, time[row]!));
          }
        }
      },
      value: () => ({
        wrong: { value: taken === 0 ? null : wrong, n: taken },
        after: { value: updates === 0 ? null : latestNs / 1e9, n: updates },
      }),
    };
  },
};
