import { flagWrong } from '../../sim/framework/fact.ts';
import { placeNumber } from '../../sim/framework/figure.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { acceptanceOf } from '../folding/acceptance.ts';
import { kindNumber, forResults, of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

const outside = placeNumber['RP-C'];
const result = kindNumber('result');

/**
 * M08: share of a provider's wrong results that were used. Formula: wrong results used / wrong results offered; the same for each
 * party that gave any (`M08.provider-2`). `M08.prevalence`, where there were any: wrong results / results that came from outside,
 * which is how much work those get who are wrong.
 */
export const wrongResultAcceptanceRate: Metric = {
  id: 'M08',
  name: 'wrong-result-acceptance-rate',
  title: 'wrong-result acceptance rate',
  summary: 'share of results that no honest computation gives which were used for what their task is for',
  unit: 'share',
  formula:
    'wrong results used for what their task is for / wrong results that reached a verifier, each datum once; also by party; prevalence: wrong results / results, at RP-C',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold(run) {
    const acceptance = acceptanceOf(flagWrong, forResults, (node) => run.partyOf(node));
    let results = 0;
    let wrong = 0;
    return {
      block(facts, rows) {
        acceptance.block(facts, rows);
        for (const kind of [of.delivered, of.refused]) {
          for (let at = rows.starts[kind]!; at < rows.starts[kind + 1]!; at++) {
            const row = rows.byKind[at]!;
            if (facts.place[row] !== outside || facts.message[row] !== result) continue;
            results++;
            if ((facts.flags[row]! & flagWrong) !== 0) wrong++;
          }
        }
      },
      value: () => ({
        ...acceptance.value(),
        ...(wrong === 0 ? {} : { prevalence: proportion(wrong, results) }),
      }),
    };
  },
};
