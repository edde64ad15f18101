import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { priorityWaits } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { watchQueue } from './queue-row.ts';

const [first, second] = [0.3, 0.5];
const [expectedFirst, expectedSecond] = priorityWaits(first, second, 1);

/** V-Q6: two classes at one server, nobody interrupted: a lane for re-authentication. */
export const priorityLanes: Anchor = {
  rows: [
    {
      id: 'V-Q6a',
      name: 'priority: mean wait of the first class, s',
      expected: expectedFirst,
      widest: widest(expectedFirst, 0.01),
    },
    {
      id: 'V-Q6b',
      name: 'priority: mean wait of the second class, s',
      expected: expectedSecond,
      widest: widest(expectedSecond, 0.13),
    },
  ],
  through: 'stations of the kernel',
  run(effort) {
    const seen = watchQueue(
      {
        name: 'V-Q6',
        sources: [
          { rate: first, level: 0 },
          { rate: second, level: 1 },
        ],
        row: [
          {
            shape: { servers: 1, queueLimit: Infinity, discipline: 'priority', levels: 2 },
            service: exponential({ mean: 1 }),
          },
        ],
        jobs: 12e6,
      },
      effort,
    );
    return [0, 1].map((source) =>
      ofMeans(
        seen.map((one) => one.waits[source]!),
        effort,
      ),
    );
  },
};
