import { constant } from '../../sim/kernel/distributions/constant.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { fixedServiceWait } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { fifo, watchQueue } from './queue-row.ts';

const rho = 0.7;
const expected = fixedServiceWait(rho);

/** V-Q3: one server, every service the same: cryptography at a fixed cost. */
export const fixedService: Anchor = {
  rows: [{ id: 'V-Q3', name: 'M/D/1 mean wait, rho 0.7, s', expected, widest: widest(expected, 0.01) }],
  through: 'stations of the kernel',
  run(effort) {
    const service = constant({ value: 1 });
    const queue = { name: 'V-Q3', sources: [{ rate: rho }], row: [{ shape: fifo(1), service }], jobs: 12e6 };
    return [
      ofMeans(
        watchQueue(queue, effort).map((seen) => seen.waits[0]!),
        effort,
      ),
    ];
  },
};
