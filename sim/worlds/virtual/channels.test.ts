import { expect, test } from 'vitest';
import { acting, at, linkOf, reading, second, smallHouse } from './testing/small-house.ts';

test('who hangs up in the middle of its work goes on as itself, and hears later of what was given up', () => {
  const done: string[] = [];
  const view = { kind: 'view', subject: 0, dataClass: 'public', body: { room: 1, person: 0 } } as const;
  const { world, log, house } = smallHouse({
    nodes: [
      {
        name: 'platform',
        component: acting('iot-platform', {
          receive: (_s, _i, message) => void done.push(`platform hears ${message.from}`),
        }),
      },
      {
        name: 'person',
        component: acting('person', {
          start: (_s, _i, io) => {
            io.send('RP-A', at<'avatar-agent'>(2), view);
            io.send('RP-A', at<'avatar-agent'>(2), view);
            io.leave('RP-A', at<'avatar-agent'>(2));
            done.push(`still ${io.node} of two sent`);
          },
          undelivered: (_s, _i, number, io) => void done.push(`${io.node} hears of ${number}`),
        }),
      },
      { name: 'avatar agent', component: acting('avatar-agent') },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'avatar agent', channel: 'handshake' }],
  });
  world.run(20 * second);
  expect(done).toEqual(['still 1 of two sent', '1 hears of 1', '1 hears of 2']);
  expect(log.drops()).toEqual(['no-channel', 'no-channel']);
  expect([house.slots.used, world.nodes.halfOpen(2)]).toEqual([0, 0]);
});

test('a channel that was left can be opened again', () => {
  const { world, log } = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => [0, 1, 2].forEach((moment) => io.wake(1, moment * second)),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-T', at<'iot-platform'>(1), reading(0));
            io.wake(2, second / 2);
          },
        }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          receive: (_s, _i, message, io) => io.leave('RP-T', at<'gateway'>(message.from)),
        }),
      },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
    standing: ['C01', 'C32'],
  });
  world.run(2.4 * second);
  expect(log.of('opened').length).toBeGreaterThan(2);
  expect(log.of('closed')).toHaveLength(log.of('opened').length);
  expect(log.of('delivered')).toHaveLength(log.of('opened').length);
  expect(log.refusals()).toEqual([]);
});

test('two nodes without a wire between them cannot speak, and the error names both and the point', () => {
  const { world } = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(0)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [],
  });
  expect(() => world.run(2 * second)).toThrow(/no wire at RP-T between gateway and platform/);
});

test('a wire at the wrong point or to somebody who is not on stage is refused before the run', () => {
  const nodes = [
    { name: 'gateway', component: acting('gateway') },
    { name: 'platform', component: acting('iot-platform') },
  ];
  const wired =
    (wire: { point: 'RP-T' | 'RP-C'; from: string; to: string }): (() => unknown) =>
    () =>
      smallHouse({ nodes, wires: [wire] });
  expect(wired({ point: 'RP-C', from: 'gateway', to: 'platform' })).toThrow(/RP-C joins gateway and iot-platform/);
  expect(wired({ point: 'RP-T', from: 'gateway', to: 'nobody' })).toThrow(/"nobody", which is not on stage/);
  expect(wired({ point: 'RP-T', from: 'gateway', to: 'platform' })).not.toThrow();
});

test('an order of ten messages stays an order over a link whose latency varies', () => {
  const values: number[] = [];
  const jitter = {
    name: 'falling',
    mean: null,
    variance: null,
    cdf: () => 0,
    sample: (() =>
      (
        (next) => () =>
          1_000_000 * (11 - next++)
      )(0))(),
  };
  const { world } = smallHouse({
    nodes: [
      {
        name: 'sensor',
        component: acting('device', {
          start: (_s, _i, io) =>
            Array.from({ length: 10 }, (_, value) => io.send('RP-T', at<'gateway'>(1), reading(0, value))),
        }),
      },
      {
        name: 'gateway',
        component: acting('gateway', {
          receive: (_s, _i, message) => void (message.kind === 'report' && values.push(message.body.value)),
        }),
      },
    ],
    wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway', link: linkOf(0, { latency: jitter }) }],
  });
  world.run(second);
  expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
