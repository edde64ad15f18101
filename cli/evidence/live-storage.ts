import { alignedTable } from '../table.ts';
import { atLeast, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { storageEntry, StorageTrial } from './storage-trial.ts';
import type { Cycle } from './storage-trial.ts';

const cycles = 20;
const leastInFlight = 100;

/** Kills a live storage's process with many writes under way, again and again, and reads back all that it acknowledged. */
export const liveStorageFigure: Figure = {
  name: 'live-storage',
  summary: `${cycles} kills of a live storage, each with ${leastInFlight} writes in flight at least: nothing acknowledged is lost`,
  takes: '',
  async measure({ quick, print }) {
    const done: Cycle[] = [];
    const trial = new StorageTrial(storageEntry);
    try {
      await trial.begin();
      for (let cycle = 0; cycle < cycles; cycle++) {
        // Other moments of the storage's work with each cycle.
        done.push(await trial.cycle((quick ? 60 : 400) + ((cycle * 37) % 100), leastInFlight));
      }
    } finally {
      await trial.end();
    }
    print(tableOf(done));
    const lost = done.flatMap(({ lost: numbers }, index) => numbers.map((number) => `${number} in cycle ${index + 1}`));
    const silent = done.flatMap(({ unanswered }, index) => (unanswered > 0 ? [] : [`cycle ${index + 1}`]));
    return [
      atLeast('cycles of kill and restart', done.length, cycles),
      atLeast('fewest writes in flight at a kill', Math.min(...done.map(({ inFlight }) => inFlight)), leastInFlight),
      none('cycles without a write that was never acknowledged', silent),
      none('acknowledged records that were not read back as they were written', lost),
    ];
  },
};

const columns = [
  'cycle',
  'in flight at the kill',
  'never answered',
  'acknowledged so far',
  'of these lost',
  'stored without an answer',
];

const tableOf = (done: readonly Cycle[]): string =>
  alignedTable(
    [
      columns,
      ...done.map(({ inFlight, unanswered, acknowledged, lost, beyond }, index) =>
        [index + 1, inFlight, unanswered, acknowledged, lost.length, beyond].map(String),
      ),
    ],
    columns.map(() => 'right'),
  );
