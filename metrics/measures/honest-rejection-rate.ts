import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

/**
 * Rows of a kind that descend from no attack. Past warm-up that is all of them less the few that do, which are at hand.
 */
const honest = (facts: FactBlock, rows: BlockRows, kind: number, warmUpNs: number): number => {
  const from = rows.starts[kind]!;
  const end = rows.starts[kind + 1]!;
  let count = end - from;
  if (facts.time[0]! < warmUpNs) {
    for (let at = from; at < end; at++) if (facts.time[rows.byKind[at]!]! < warmUpNs) count--;
  }
  for (let at = 0; at < rows.touchedCount; at++) {
    const row = rows.touched[at]!;
    if (facts.kind[row] === kind && facts.label[row] !== 0 && facts.time[row]! >= warmUpNs) count--;
  }
  return count;
};

/** M33: what security takes from honest users. Formula: honest refusals / (honest deliveries + honest refusals). */
export const honestRejectionRate: Metric = {
  id: 'M33',
  name: 'honest-rejection-rate',
  summary: 'share of verdicts on honest messages, handshakes, uses and acts that were refusals',
  unit: 'share',
  formula: 'refused / (delivered + refused), of what descends from no attack, after warm-up',
  values: ['rate'],
  scale: 'proportion',
  about: 'service',
  brief: { rate: 'honest rejections' },
  fold(run) {
    let delivered = 0;
    let refused = 0;
    return {
      block(facts, rows) {
        const { time, count } = facts;
        if (count === 0 || time[count - 1]! < run.warmUpNs) return;
        delivered += honest(facts, rows, of.delivered, run.warmUpNs);
        refused += honest(facts, rows, of.refused, run.warmUpNs);
      },
      value: () => ({ rate: proportion(refused, delivered + refused) }),
    };
  },
};
