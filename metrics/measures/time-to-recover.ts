import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { isHonestOperation } from '../folding/honest-operation.ts';
import { meanOf } from '../folding/observed.ts';

/** An operation is good when it is done within 1 s: what the Catena-X dataspace expects of an exchange. */
const objectiveNs = 1e9;
/** Service is back in the first second in which 95 % of what ended was good (assumption: half of M31's strictness, on a short bin). */
const objectiveShare = 0.95;
const binNs = 1e9;
/** Longest run that is followed second by second: a day. */
const mostBins = 86_400;

/**
 * M22: how long honest users waited for service after an attempt was over (MTTR). Formula: mean over attempts that ended with
 * service below its objective of (start of the first second after the end in which it was met - end); attempts after which it is
 * not met before the run ends are left out.
 */
export const timeToRecover: Metric = {
  id: 'M22',
  name: 'time-to-recover',
  summary: 'time from the end of an attempt that left service below its objective until it was met again',
  unit: 's',
  formula:
    'mean over attempts in whose last second under 95 % of honest operations were done within 1 s of (first second in which they were - end)',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold(run) {
    const bins = Math.min(mostBins, Math.ceil(run.untilNs / binNs) + 1);
    const ended = new Uint32Array(bins);
    const good = new Uint32Array(bins);
    let sumNs = 0;
    let recovered = 0;
    const below = (bin: number): boolean => ended[bin]! > 0 && good[bin]! < objectiveShare * ended[bin]!;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          const bin = Math.floor(facts.time[row]! / binNs);
          if (bin >= bins || !isHonestOperation(facts, row, run.nodes)) continue;
          ended[bin]!++;
          if (facts.outcome[row] === 1 && facts.time[row]! - facts.born[row]! <= objectiveNs) good[bin]!++;
        }
      },
      attempt({ endNs }) {
        const last = Math.floor(endNs / binNs);
        if (last >= bins || !below(last)) return;
        let bin = last + 1;
        // A second in which nothing ended tells nothing.
        while (bin < bins && (ended[bin] === 0 || below(bin))) bin++;
        if (bin >= bins) return;
        recovered++;
        sumNs += bin * binNs - endNs;
      },
      value: () => ({ mean: meanOf(sumNs / 1e9, recovered) }),
    };
  },
};
