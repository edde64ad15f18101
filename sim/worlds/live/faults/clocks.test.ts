import { expect, test } from 'vitest';
import type { ControlId } from '../../../framework/control.ts';
import { acting, at, reading, second, smallHouse } from '../../virtual/testing/small-house.ts';
import type { SmallHouse } from '../../virtual/testing/small-house.ts';
import { liveHouse } from '../testing/live-rig.ts';
import type { PlannedClock } from './fault-plan.ts';

const milli = 1_000_000;
const everyNs = 20 * milli;

/** A gateway that tells its platform a reading every 20 ms, whatever becomes of them. */
const pair = (standing: readonly ControlId[], changed: { readonly clockSkewNs?: number } = {}): SmallHouse => ({
  nodes: [
    {
      name: 'gateway',
      component: acting('gateway', {
        start: (_state, _index, io) => io.wake(1, everyNs),
        wake: (_state, _index, _timer, _argument, io) => {
          io.send('RP-T', at<'iot-platform'>(1), reading(io.node));
          io.wake(1, everyNs);
        },
      }),
      ...changed,
    },
    { name: 'platform', component: acting('iot-platform') },
  ],
  wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
  standing,
});

/** By then readings have arrived, on a machine with much else to do as well. */
const wellOpenNs = 2000 * milli;

const off = (offsetNs: number, changed: Partial<PlannedClock> = {}): PlannedClock => ({
  fault: 'clock',
  node: 0,
  atNs: wellOpenNs,
  offsetNs,
  driftPpm: 0,
  ...changed,
});

test.each([
  ['behind', -60 * second, 'C09 stale'],
  ['ahead', 60 * second, 'C09 from-the-future'],
] as const)(
  'a thing whose clock is a minute %s is refused where messages carry their time, and is heard again when it is right',
  async (_how, offsetNs, refusal) => {
    const log = await liveHouse(pair(['C09']), {
      faults: [off(offsetNs, { healAfterNs: 500 * milli })],
      facts: (shown) => {
        const ends = shown.all().filter(({ kind }) => kind === 'refused' || kind === 'delivered');
        return ends.some(({ kind }) => kind === 'refused') && ends.at(-1)!.kind === 'delivered';
      },
    });
    expect(new Set(log.refusals())).toEqual(new Set([refusal]));
    const told = log.all().filter(({ kind }) => kind === 'refused' || kind === 'delivered');
    const first = told.findIndex(({ kind }) => kind === 'refused');
    const last = told.findLastIndex(({ kind }) => kind === 'refused');
    expect(first, 'it was heard before').toBeGreaterThan(0);
    expect(told.slice(first, last + 1).every(({ kind }) => kind === 'refused')).toBe(true);
    const sent = log.of('sent').map(({ atNs, bornNs }) => atNs - bornNs);
    expect(Math.max(...sent.map(Math.abs)), 'facts keep the time of the world').toBeLessThan(second);
  },
);

test('the same clock is no matter where messages carry no time', async () => {
  const log = await liveHouse(pair(['C32']), {
    faults: [off(-60 * second)],
    facts: (shown) => shown.of('delivered').some(({ bornNs }) => bornNs > wellOpenNs + second),
  });
  expect(log.refusals()).toEqual([]);
});

test('a thing that comes with a wrong clock shows no certificate that holds on it', async () => {
  const log = await liveHouse(pair(['C01', 'C32']), {
    // Credentials of the small house are good for a million seconds.
    faults: [off(3e6 * second, { atNs: 0 })],
    facts: (shown) => shown.refusals().length > 0,
  });
  expect(log.of('delivered')).toEqual([]);
});

test('a node reads its own clock and waits by it', async () => {
  const read: number[] = [];
  const component = acting('person', {
    start: (_state, _index, io) => {
      read.push(io.now);
      io.finish('view', io.now, 1);
      io.wake(1, 400 * milli);
    },
    wake: (_state, _index, _timer, _argument, io) => {
      read.push(io.now);
      io.finish('view', read[0]!, 1);
    },
  });
  const log = await liveHouse(
    { nodes: [{ name: 'person', component, clockSkewNs: 7 }], wires: [] },
    { faults: [off(-5 * second, { atNs: 0, driftPpm: 250_000 })], facts: 2 },
  );
  // 400 ms on a clock that gains a quarter are 320 ms of the world.
  const [first, last] = log.of('finished');
  expect(last!.atNs - first!.atNs).toBe(320 * milli);
  expect(read[1]! - read[0]!).toBe(400 * milli);
  expect(read[0]).toBe(Math.floor(first!.atNs * 1.25) - 5 * second + 7);
  expect(last!.bornNs - first!.atNs, 'facts keep the time of the world, to the ns').toBeCloseTo(0, -1);
});

test('a clock that is off means the same in both worlds', async () => {
  const offsetNs = -60 * second;
  const { world, log: virtual } = smallHouse({ ...pair(['C09'], { clockSkewNs: offsetNs }), untilNs: second });
  world.run(second);
  const skewed = await liveHouse(pair(['C09'], { clockSkewNs: offsetNs }), { facts: 6 });
  const faulty = await liveHouse(pair(['C09']), { faults: [off(offsetNs, { atNs: 0 })], facts: 6 });
  for (const log of [virtual, skewed, faulty]) {
    expect(new Set(log.refusals())).toEqual(new Set(['C09 stale']));
    expect(log.of('delivered')).toEqual([]);
  }
});
