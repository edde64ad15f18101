import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

const bins = 600;

/**
 * M38: the wave of catching up that follows an attack (retry storm). Formula: highest rate of honest messages in any
 * bin after the last attempt ended / their mean rate between warm-up and the first attempt - 1, in 600 bins over the
 * run. The highest of several bins exceeds their mean by chance alone: compare with the same figure of the honest arm.
 */
export const recoveryOvershoot: Metric = {
  id: 'M38',
  name: 'recovery-overshoot',
  summary: 'how far the load of honest messages rises above normal once the attacks have ended',
  unit: 'ratio',
  formula: 'highest rate after the last attempt / mean rate before the first - 1; unknown without time on either side',
  values: ['ratio'],
  scale: 'amount',
  about: 'loss',
  least: -1,
  fold(run) {
    const width = Math.max(1, run.untilNs / bins);
    const sent = new Float64Array(bins);
    let firstNs = Infinity;
    let lastNs = -Infinity;
    return {
      block(facts, { byKind, starts }) {
        const { time, label } = facts;
        const end = starts[of.sent + 1]!;
        let bin = 0;
        let binEndNs = -Infinity;
        for (let at = starts[of.sent]!; at < end; at++) {
          const row = byKind[at]!;
          // Time only goes on within a block: a division a bin, not one a fact.
          if (time[row]! >= binEndNs) {
            bin = Math.min(bins - 1, Math.floor(time[row]! / width));
            binEndNs = bin === bins - 1 ? Infinity : (bin + 1) * width;
          }
          if (label[row] === 0) sent[bin]!++;
        }
      },
      attempt({ startNs, endNs }) {
        firstNs = Math.min(firstNs, startNs);
        lastNs = Math.max(lastNs, endNs);
      },
      value() {
        const from = Math.ceil(run.warmUpNs / width);
        const until = Math.min(bins, Math.floor(firstNs / width));
        const after = lastNs === -Infinity ? bins : Math.ceil(lastNs / width);
        let before = 0;
        for (let bin = from; bin < until; bin++) before += sent[bin]!;
        let highest = 0;
        for (let bin = after; bin < bins; bin++) highest = Math.max(highest, sent[bin]!);
        const n = Math.max(0, bins - after);
        const known = n > 0 && until > from && before > 0;
        return { ratio: { value: known ? highest / (before / (until - from)) - 1 : null, n } };
      },
    };
  },
};
