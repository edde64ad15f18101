import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { tandemSojourn } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { fifo, watchQueue } from './queue-row.ts';

const lambda = 0.6;
const mus = [1, 1.25, 0.9];
const expected = tandemSojourn(lambda, mus);

/** V-Q8: device, gateway and platform in a row. */
export const tandem: Anchor = {
  rows: [
    { id: 'V-Q8', name: 'Jackson tandem of three: mean time in it, s', expected, widest: widest(expected, 0.017) },
  ],
  through: 'stations of the kernel, one after the other',
  run(effort) {
    const row = mus.map((mu) => ({ shape: fifo(1), service: exponential({ mean: 1 / mu }) }));
    const queue = { name: 'V-Q8', sources: [{ rate: lambda }], row, jobs: 24e6 };
    return [
      ofMeans(
        watchQueue(queue, effort).map((seen) => seen.sojourns[0]!),
        effort,
      ),
    ];
  },
};
