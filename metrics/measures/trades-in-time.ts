import { workloads } from '../../sim/framework/component.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { isHonestOperation } from '../folding/honest-operation.ts';
import { objectiveNs } from '../folding/objectives.ts';
import { proportion } from '../folding/observed.ts';

const trade = workloads.indexOf('trade');

/** M53: purchases that customers got in time. Formula: honest trades done within 60 s of their intended start / honest trades that ended. */
export const tradesInTime: Metric = {
  id: 'M53',
  name: 'trades-in-time',
  summary: 'share of purchases that were done within a minute of the wish',
  unit: 'share',
  formula:
    'honest trades finished with success within 60 s of their intended start / honest trades that ended after warm-up',
  values: ['rate'],
  scale: 'proportion',
  about: 'service',
  fold(run) {
    let ended = 0;
    let met = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.detail[row] !== trade || facts.time[row]! < run.warmUpNs) continue;
          if (!isHonestOperation(facts, row, run.nodes)) continue;
          ended++;
          if (facts.outcome[row] === 1 && facts.time[row]! - facts.born[row]! <= objectiveNs[trade]!) met++;
        }
      },
      value: () => ({ rate: proportion(met, ended) }),
    };
  },
};
