import type { Metric } from '../../sim/framework/metric.ts';
import { DatumTable } from '../folding/datum-table.ts';
import { forSettlement, of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

/**
 * M09: virtual assets that were spent twice. Formula: versions of assets that counted at two nodes or more / versions that counted at any.
 * A version is what one transfer ends; the fact of its use tells it as its value.
 */
export const doubleSpendRate: Metric = {
  id: 'M09',
  name: 'double-spend-rate',
  summary: 'share of transfers of virtual assets that counted in two places',
  unit: 'share',
  formula: 'versions of assets used for settlement at two nodes or more / versions used at any',
  values: ['rate'],
  scale: 'proportion',
  about: 'protection',
  fold() {
    /** Node + 1 at which a version counted first, 0 for none; negative once it has counted elsewhere too. */
    const counted = new DatumTable();
    let twice = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.detail[row] !== forSettlement) continue;
          const [asset, version, node] = [facts.subject[row]!, facts.value[row]!, facts.node[row]! + 1];
          const first = counted.get(asset, version);
          if (first === 0) counted.set(asset, version, node);
          else if (first > 0 && first !== node) {
            counted.set(asset, version, -first);
            twice++;
          }
        }
      },
      value: () => ({ rate: proportion(twice, counted.size) }),
    };
  },
};
