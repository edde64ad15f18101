import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { singleServerWait } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { fifo, watchQueue } from './queue-row.ts';

const lambda = 0.7;
const expected = singleServerWait(lambda, 1);

/** V-Q1: one server, exponential service. `serviceMean` in seconds: anything but 1 is a range that is wrong. */
export const singleServer = (serviceMean = 1): Anchor => ({
  rows: [{ id: 'V-Q1', name: 'M/M/1 mean wait, rho 0.7, s', expected, widest: widest(expected, 0.031) }],
  through: 'stations of the kernel',
  run(effort) {
    const service = exponential({ mean: serviceMean });
    const queue = { name: 'V-Q1', sources: [{ rate: lambda }], row: [{ shape: fifo(1), service }], jobs: 8e6 };
    return [
      ofMeans(
        watchQueue(queue, effort).map((seen) => seen.waits[0]!),
        effort,
      ),
    ];
  },
});
