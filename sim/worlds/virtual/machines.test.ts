import { expect, test } from 'vitest';
import { acting, at, linkOf, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';

const both = [1, 2];
const handleNs = 1_000_000;

/** A gateway that says something to each of two platforms, three times in one moment. */
const two = (changed: Partial<SmallHouse> = {}): ReturnType<typeof smallHouse> =>
  smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_state, _index, io) => {
            for (const round of [1, 2, 3])
              for (const platform of both)
                io.send('RP-T', at<'iot-platform'>(platform), reading(io.node, round * 10 + platform));
          },
        }),
      },
      { name: 'platform', count: 2, component: acting('iot-platform') },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform' }],
    costs: { handle: handleNs },
    ...changed,
  });

const delivered = ({ world, log }: ReturnType<typeof smallHouse>): readonly number[] => {
  world.run(second);
  return log.of('delivered').map(({ atNs }) => atNs / 1e6);
};

test('who has a machine of its own waits for nobody else', () => {
  expect(delivered(two())).toEqual([2, 2, 3, 3, 4, 4]);
});

test('those who share a core are served in the order in which things reach them', () => {
  expect(delivered(two({ hosts: [{ name: 'host', cores: 1, nodes: both }] }))).toEqual([2, 3, 4, 5, 6, 7]);
});

test('those who share as many cores as they are are served as if each had its own', () => {
  expect(delivered(two({ hosts: [{ name: 'host', cores: 2, nodes: both }] }))).toEqual([2, 2, 3, 3, 4, 4]);
});

test('what a shared machine has worked is the sum of what its nodes asked for', () => {
  const made = two({ hosts: [{ name: 'host', cores: 1, nodes: both }] });
  made.world.run(second);
  expect(both.map((node) => made.house.machines.workedNs(node))).toEqual([6 * handleNs, 6 * handleNs]);
});

test('each node has its own waiting places on a shared machine', () => {
  const made = two({
    nodes: two().house.cast.placements.map((placement) => ({ ...placement, queueLimit: 1 })),
    hosts: [{ name: 'host', cores: 1, nodes: both }],
  });
  made.world.run(second);
  // One in service, one waiting for each; nothing is lost of the books.
  expect([made.log.of('delivered').length, made.log.of('dropped').length]).toEqual([3, 3]);
  expect(made.house.slots.used).toBe(0);
});

test('a timer on a shared machine rings when all is done that came before it', () => {
  const rang: number[] = [];
  const sleeper = acting('iot-platform', {
    start: (_state, _index, io) => io.wake(1, 1_500_000),
    wake: (_state, _index, _timer, _argument, io) => void rang.push(io.now / 1e6),
  });
  const nodes = two().house.cast.placements.map((placement) =>
    placement.name === 'platform' ? { ...placement, component: sleeper } : placement,
  );
  two({ nodes }).world.run(second);
  expect(rang).toEqual([1.5, 1.5]);
  rang.length = 0;
  two({ nodes, hosts: [{ name: 'host', cores: 1, nodes: both }] }).world.run(second);
  expect(rang).toEqual([7, 7]);
});

test('a timer that waits while its node restarts never rings', () => {
  const rang: number[] = [];
  const sleeper = acting('iot-platform', {
    start: (_state, _index, io) => void (io.now === 0 && io.wake(1, 1_500_000)),
    wake: (_state, _index, _timer, _argument, io) => void rang.push(io.node),
  });
  const nodes = two().house.cast.placements.map((placement) =>
    placement.name === 'platform' ? { ...placement, component: sleeper } : placement,
  );
  const events = [{ atNs: 3_200_000, event: 'restart', node: 1 }] as const;
  two({ nodes, events, hosts: [{ name: 'host', cores: 1, nodes: both }] }).world.run(10 * second);
  expect(rang).toEqual([2]);
});

test.each([
  ['a node that there is not', [[1, 7]]],
  ['a node that another one holds', [[1], [1, 2]]],
])('a host cannot hold %s', (_what, held) => {
  const hosts = held.map((nodes, index) => ({ name: `no ${index + 1}`, cores: 1, nodes }));
  expect(() => two({ hosts })).toThrow(/^host no \d: node \d cannot be held$/);
});

test('a message that comes back waits on a shared machine for its turn too', () => {
  const back: number[] = [];
  const speaker = acting('iot-platform', {
    start: (_state, _index, io) => void io.send('RP-I', at<'things-agent'>(3), reading(io.node)),
    undelivered: (_state, _index, _number, io) => void back.push(io.now / 1e6),
  });
  const nodes = [
    ...two().house.cast.placements.map((placement) =>
      placement.name === 'platform' ? { ...placement, component: speaker } : placement,
    ),
    { name: 'things-agent', component: acting('things-agent') },
  ];
  const lost = linkOf(1_000_000, { loss: { kind: 'bernoulli', p: 1 } });
  const wires = [
    { point: 'RP-T', from: 'gateway', to: 'platform' },
    { point: 'RP-I', from: 'platform', to: 'things-agent', channel: 'handshake', link: lost },
  ] as const;
  const run = (hosts: SmallHouse['hosts'] = []): number => {
    back.length = 0;
    two({ nodes, wires, hosts, costs: { handle: 4 * second } }).world.run(60 * second);
    expect(back).toHaveLength(2);
    return Math.max(...back);
  };
  // Handshakes are given up after seven seconds; six readings of four seconds each are still being worked at.
  expect(run()).toBe(7000);
  expect(run([{ name: 'host', cores: 1, nodes: both }])).toBeGreaterThan(20_000);
});
