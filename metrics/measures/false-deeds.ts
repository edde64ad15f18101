import { falsified, flagReplayed } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

const falseBits = falsified | flagReplayed;

/**
 * M54: how much of what was believed or obeyed was false. Formula: data that an attacker made up, altered or sent again, and that a
 * twin took (`twin`) or a thing acted on (`acts`) / all data that twins took, and all acts. Known where nobody attacks too, when
 * M05 and M06, which count what was offered, know nothing.
 */
export const falseDeeds: Metric = {
  id: 'M54',
  name: 'false-deeds',
  summary: 'share of what twins took, and of what things did, that an attacker had made up, altered or sent again',
  unit: 'share',
  formula: 'forged, altered or replayed data used for a twin / all used for one; the same of acts; whole run',
  values: ['twin', 'acts'],
  scale: 'proportion',
  about: 'protection',
  fold() {
    let taken = 0;
    let takenFalsely = 0;
    let acts = 0;
    let actsFalsely = 0;
    return {
      block(facts, { byKind, starts, touched, touchedCount }) {
        const { kind, detail, flags } = facts;
        acts += starts[of.acted + 1]! - starts[of.acted]!;
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) if (detail[byKind[at]!] === forTwin) taken++;
        for (let at = 0; at < touchedCount; at++) {
          const row = touched[at]!;
          if ((flags[row]! & falseBits) === 0) continue;
          if (kind[row] === of.acted) actsFalsely++;
          else if (kind[row] === of.used && detail[row] === forTwin) takenFalsely++;
        }
      },
      value: () => ({ twin: proportion(takenFalsely, taken), acts: proportion(actsFalsely, acts) }),
    };
  },
};
