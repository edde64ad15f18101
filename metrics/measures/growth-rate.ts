import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { Outbreaks } from '../folding/outbreaks.ts';

/** Nodes taken in one outbreak: when, and how many there were then. */
interface Outbreak {
  readonly atNs: number[];
  readonly now: number[];
}

/** Fewest nodes from which a rate is told. */
const fewest = 3;

/** What an outbreak adds while it grows, from its first node until half of its most: nodes taken, and time of nodes that could take them. */
function growth({ atNs, now }: Outbreak): { readonly taken: number; readonly nodeSeconds: number } {
  const half = now.reduce((most, one) => Math.max(most, one), 0) / 2;
  let nodeSeconds = 0;
  for (let place = 1; place < now.length; place++) {
    nodeSeconds += (now[place - 1]! * (atNs[place]! - atNs[place - 1]!)) / 1e9;
    if (now[place]! >= half) return { taken: place, nodeSeconds };
  }
  return { taken: 0, nodeSeconds: 0 };
}

/**
 * M18: how fast an outbreak grows at first, and in what time it doubles. Formula: (nodes taken - 1) / time of taken nodes, from the first
 * node of each outbreak until half of its most; the doubling time is ln 2 over that.
 */
export const growthRate: Metric = {
  id: 'M18',
  name: 'growth-rate',
  title: 'growth rate and doubling time',
  summary:
    'nodes that one node with an attacker’s code in it takes a second while an outbreak grows, and the time in which it doubles',
  unit: '1/s',
  formula:
    'over outbreaks, each from its first node until half of its most: (nodes taken - 1) / sum of the times for which each node could take others; doubling: ln 2 / rate; n: those nodes; unknown below three',
  values: ['rate', 'doubling'],
  units: { doubling: 's' },
  scale: 'amount',
  about: 'attack',
  fold() {
    let taken = 0;
    let nodeSeconds = 0;
    let outbreak: Outbreak = { atNs: [], now: [] };
    const close = (): void => {
      const grown = growth(outbreak);
      taken += grown.taken;
      nodeSeconds += grown.nodeSeconds;
      outbreak = { atNs: [], now: [] };
    };
    const outbreaks = new Outbreaks({
      taken(atNs, _depth, now) {
        outbreak.atNs.push(atNs);
        outbreak.now.push(now);
      },
      over: close,
    });
    return {
      block: (facts, rows) => outbreaks.block(facts, rows),
      value() {
        close();
        // Time until the k-th of a kind has a mean of k over the rate: k - 1 over it is the rate, without bias.
        const rate = taken < fewest || nodeSeconds === 0 ? null : (taken - 1) / nodeSeconds;
        const observed = (value: number | null): Observed => ({ value, n: taken });
        return { rate: observed(rate), doubling: observed(rate === null || rate === 0 ? null : Math.LN2 / rate) };
      },
    };
  },
};
