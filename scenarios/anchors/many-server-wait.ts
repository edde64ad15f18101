import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { manyServerWait } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { fifo, watchQueue } from './queue-row.ts';

const servers = 10;
const lambda = 8;
const expected = manyServerWait(servers, lambda, 1);

/** V-Q2: ten servers, one line. */
export const manyServers: Anchor = {
  rows: [{ id: 'V-Q2', name: 'M/M/10 mean wait at 8 erlang, s', expected, widest: widest(expected, 0.0065) }],
  through: 'stations of the kernel',
  run(effort) {
    const service = exponential({ mean: 1 });
    const queue = { name: 'V-Q2', sources: [{ rate: lambda }], row: [{ shape: fifo(servers), service }], jobs: 20e6 };
    return [
      ofMeans(
        watchQueue(queue, effort).map((seen) => seen.waits[0]!),
        effort,
      ),
    ];
  },
};
