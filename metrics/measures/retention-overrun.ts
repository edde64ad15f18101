import type { Metric } from '../../sim/framework/metric.ts';
import { Copies } from '../folding/copies.ts';
import type { Copy } from '../folding/copies.ts';

const hourNs = 3.6e12;

/** M43: how long records of people outlived their time. Formula: sum over copies of (gone, or end of run - due), where positive. */
export const retentionOverrun: Metric = {
  id: 'M43',
  name: 'retention-overrun',
  summary:
    'record-hours for which records that tell of people were kept beyond retention or erasure deadline, at all holders',
  unit: 'record-hours',
  formula: 'sum over copies of (erased, or end of the run - due), where positive; n: copies that came due',
  values: ['hours'],
  scale: 'amount',
  about: 'protection',
  fold({ endings, untilNs }) {
    let overrunNs = 0;
    let due = 0;
    const count = ({ dueNs }: Copy, atNs: number): void => {
      if (dueNs > untilNs) return;
      due++;
      overrunNs += Math.max(0, atNs - dueNs);
    };
    const copies = endings === undefined ? null : new Copies(endings, count);
    return {
      block: (facts, rows) => copies?.block(facts, rows),
      value() {
        for (const copy of copies?.left ?? []) count(copy, untilNs);
        return { hours: { value: due === 0 ? null : overrunNs / hourNs, n: due } };
      },
    };
  },
};
