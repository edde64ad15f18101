import type { Metric } from '../../sim/framework/metric.ts';
import { Copies } from '../folding/copies.ts';
import type { Copy } from '../folding/copies.ts';

/** M44: copies that an erasure did not reach in time. Formula: copies still lying when their subject's deadline had passed. */
export const residualCopies: Metric = {
  id: 'M44',
  name: 'residual-copies',
  title: 'residual copies after erasure',
  summary:
    'records that tell of a person and still lay with a holder when the deadline of that person’s erasure had passed',
  unit: 'copies',
  formula:
    'copies stored before or after the request and not erased by its deadline; n: copies under a deadline that passed',
  values: ['copies'],
  scale: 'amount',
  about: 'protection',
  fold({ endings, untilNs }) {
    let under = 0;
    let left = 0;
    const count = ({ goneByNs }: Copy, atNs: number): void => {
      if (goneByNs > untilNs || endings === undefined) return;
      under++;
      if (atNs > goneByNs) left++;
    };
    const copies = endings === undefined ? null : new Copies(endings, count);
    return {
      block: (facts, rows) => copies?.block(facts, rows),
      value() {
        for (const copy of copies?.left ?? []) count(copy, Infinity);
        return { copies: { value: under === 0 ? null : left, n: under } };
      },
    };
  },
};
