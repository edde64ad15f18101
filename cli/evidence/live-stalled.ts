import { alignedTable } from '../table.ts';
import { atLeast, atMost, type Bar, type Figure } from './figure.ts';
import { partApart } from './place.ts';
import type { StalledResult, StalledSetting } from './stalled-run.ts';

const mega = 1e6;
/** Looks at memory during a stall, of a hundred: fewer would not show its highest. */
const leastLooks = 50;
const mostGrowthMegabytes = 16;
/** Large messages over WebSocket fill what the system's sockets hold, so that some are dropped; over MQTT there are many small ones. */
const rates = { websocket: 1_000, mqtt: 4_000 } as const;

const ways = [
  { title: 'reader frozen, WebSocket', kind: 'freeze', carrier: 'websocket' },
  { title: 'wire stalled, WebSocket', kind: 'stall', carrier: 'websocket' },
  { title: 'reader frozen, MQTT', kind: 'freeze', carrier: 'mqtt' },
  { title: 'wire stalled, MQTT', kind: 'stall', carrier: 'mqtt' },
] as const satisfies readonly (Pick<StalledSetting, 'kind' | 'carrier'> & { readonly title: string })[];

/** A reader that reads nothing for ten seconds while its sender goes on: what waits for it is bounded, and the rest is dropped and counted. */
export const liveStalledFigure: Figure = {
  name: 'live-stalled',
  summary: 'a live reader stalls for 10 s under a fast sender: resident memory of every process grows by 16 MB at most',
  takes: '',
  measure({ quick, print }) {
    // Before, for long enough that heaps have come to the size that they keep: what is soon garbage fills a young heap at 1 MB/s, stall or
    // no stall, until its first full collection, which came after 60 to 80 s; from then on it stays within 0.3 MB.
    const times = { beforeSeconds: quick ? 20 : 100, stallSeconds: 10, afterSeconds: 5 };
    const done = ways.slice(0, quick ? 2 : ways.length).map(({ title, kind, carrier }) => ({
      title,
      carrier,
      result: partApart<StalledResult>('live-stalled', {
        kind,
        carrier,
        messagesPerSecond: rates[carrier],
        ...times,
      } satisfies StalledSetting),
    }));
    print(
      alignedTable(
        [
          ['stalled', 'sent before', 'sent during', 'delivered during', 'dropped during', 'delivered after', 'refused'],
          ...done.map(({ title, result }) => [
            title,
            ...[
              result.sentBefore,
              result.sentDuring,
              result.deliveredDuring,
              result.droppedDuring,
              result.deliveredAfter,
              result.refused,
            ].map(String),
          ]),
        ],
        ['left', ...Array<'right'>(6).fill('right')],
      ),
    );
    print(
      alignedTable(
        [
          ['stalled', 'process', 'resident before, MB', 'during', 'growth', 'afterwards'],
          ...done.flatMap(({ title, result }) =>
            result.processes.map(({ name, beforeBytes, duringBytes, afterBytes }) => [
              title,
              name,
              ...[beforeBytes, duringBytes, duringBytes - beforeBytes, afterBytes].map((bytes) =>
                (bytes / mega).toFixed(1),
              ),
            ]),
          ),
        ],
        ['left', 'left', ...Array<'right'>(4).fill('right')],
      ),
    );
    return done.flatMap(({ title, carrier, result }): readonly Bar[] => [
      ...result.processes.map(({ name, beforeBytes, duringBytes }) =>
        atMost(`${title}: growth of ${name}`, (duringBytes - beforeBytes) / mega, mostGrowthMegabytes, ' MB'),
      ),
      atLeast(`${title}: looks at memory during the stall`, result.looksDuring, leastLooks),
      atLeast(`${title}: messages dropped or held back`, result.sentDuring - result.deliveredDuring, 1),
      ...(carrier === 'websocket'
        ? [atLeast(`${title}: messages dropped for a full queue`, result.droppedDuring, 1)]
        : []),
      atLeast(`${title}: delivered afterwards`, result.deliveredAfter, 1),
    ]);
  },
};
