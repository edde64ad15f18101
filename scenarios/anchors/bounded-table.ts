import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { erlangB } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { fifo, watchQueue } from './queue-row.ts';
import type { QueueRow } from './queue-row.ts';

/** Places of the table, as of half-open handshakes at a door. */
const places = 64;
/** How long a place is held, s: Erlang B asks for its mean of 1 s only; the spread is an assumption. */
const hold = lognormal({ mean: 1, cv: 1.2 });

const tableOf = (
  row: { id: string; name: string; check: number },
  sources: QueueRow['sources'],
  jobs: number,
): Anchor => {
  const expected = erlangB(
    places,
    sources.reduce((sum, source) => sum + source.rate, 0),
  );
  return {
    rows: [{ id: row.id, name: row.name, expected, widest: widest(expected, row.check) }],
    through: 'stations of the kernel with no place to wait',
    run(effort) {
      const queue = { name: row.id, sources, row: [{ shape: fifo(places, 0), service: hold }], jobs };
      return [
        ofMeans(
          watchQueue(queue, effort).map((seen) => seen.lost),
          effort,
        ),
      ];
    },
  };
};

/** V-Q4: a bounded table of 64 places, held for lognormal times, under honest load. */
export const boundedTable = tableOf(
  { id: 'V-Q4', name: 'M/G/64/64 share blocked at 60 erlang, lognormal hold', check: 0.0012 },
  [{ rate: 60 }],
  14e6,
);

/** V-Q4b: the same table under a flood of 140/s beside 60/s of honest openings. */
export const floodedTable = tableOf(
  { id: 'V-Q4b', name: 'the same under flood, 60/s honest and 140/s hostile: share blocked', check: 0.0008 },
  [{ rate: 60 }, { rate: 140 }],
  20e6,
);
