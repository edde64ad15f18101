import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acting, second, smallHouse } from '../virtual/testing/small-house.ts';

const storedWindow = {
  subject: 0,
  dataClass: 'operational',
  sizeBytes: 72,
  body: { room: 0, window: 0, temperature: 1, humidity: 1, light: 1, co2: 1, motion: null },
} as const;

test('every timer rings once, at its moment, in order of time and then of setting', () => {
  const timer = fc.record({ node: fc.nat(3), delayNs: fc.nat(1000), argument: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(timer, { maxLength: 60 }), (timers) => {
      const rung: string[] = [];
      const component = acting('person', {
        start: (_s, index, io) => {
          timers.forEach(({ node, delayNs, argument }, number) => node === index && io.wake(number, delayNs, argument));
        },
        wake: (_s, index, number, argument, io) => void rung.push(`${io.now} ${index} ${number} ${argument}`),
      });
      const { world } = smallHouse({ nodes: [{ name: 'people', component, count: 4 }], wires: [] });
      world.run(second);
      const expected = timers
        .map((one, number) => ({ ...one, number }))
        .toSorted((a, b) => a.delayNs - b.delayNs || a.node - b.node || a.number - b.number)
        .map(({ node, delayNs, argument, number }) => `${delayNs} ${node} ${number} ${argument}`);
      expect(rung).toEqual(expected);
    }),
  );
});

test.each([256, -1, 1.5])('timer %d, which would ring as another one, is refused', (timer) => {
  const component = acting('person', { start: (_s, _i, io) => io.wake(timer, 1) });
  expect(() => smallHouse({ nodes: [{ name: 'people', component }], wires: [] })).toThrow(`timer ${timer} of people`);
});

test('timers and tickets of a life that a restart ended are void', () => {
  const rung: string[] = [];
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      io.wake(1, 5 * second);
      io.wake(2, 5 * second, 9);
      rung.push(`put ${io.store.put('k', storedWindow)}`);
    },
    wake: (_s, _i, timer, argument, io) => void rung.push(`timer ${timer} ${argument} at ${io.now / second}`),
    stored: (_s, _i, ticket, done, io) => void rung.push(`ticket ${ticket} ${done} at ${io.now / second}`),
  });
  const { world } = smallHouse({
    nodes: [{ name: 'storage', component }],
    wires: [],
    events: [{ atNs: 500_000, event: 'restart', node: 0 }],
  });
  world.run(20 * second);
  expect(rung).toEqual(['put 1', 'put 2', 'ticket 2 1 at 2.0015', 'timer 1 0 at 7.0005', 'timer 2 9 at 7.0005']);
});

test('a clock that is wrong shows its own time to its node and does not move the world', () => {
  const times: number[] = [];
  const component = acting('person', {
    start: (_s, _i, io) => io.wake(1, second),
    wake: (_s, _i, _t, _a, io) => {
      times.push(io.now);
      io.finish('view', io.now - 1000, 1);
    },
  });
  const { world, log } = smallHouse({ nodes: [{ name: 'person', component, clockSkewNs: -400_000 }], wires: [] });
  world.run(2 * second);
  expect(times).toEqual([second - 400_000]);
  expect(log.of('finished').map(({ atNs, bornNs }) => [atNs, bornNs])).toEqual([[second, second - 1000]]);
});
