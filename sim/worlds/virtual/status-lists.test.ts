import { expect, test } from 'vitest';
import type { Hand, Seen } from '../../framework/attack.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

/**
 * An authority that publishes a list a minute, good for three, and speaks every five seconds to another party, which has no way
 * to the authority's lists but what comes with those messages.
 */
const spreading = (changed: Partial<SmallHouse> = {}): ReturnType<typeof smallHouse> =>
  smallHouse({
    nodes: [
      {
        name: 'authority',
        component: acting('identity-storage', {
          start: (_s, _i, io) => io.wake(1, 1),
          wake: (_s, _i, _t, _a, io) => {
            io.identity.publish(180 * second);
            io.wake(1, 60 * second);
          },
        }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          start: (_s, _i, io) => io.wake(1, 1),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-I', at<'things-agent'>(2), reading(1));
            io.wake(1, 5 * second);
          },
        }),
      },
      { name: 'agent', component: acting('things-agent'), party: 'other' },
    ],
    wires: [{ point: 'RP-I', from: 'platform', to: 'agent', channel: 'handshake' }],
    standing: ['C32', 'C01', 'C05', 'C04'],
    stage: { wires: { way: { from: 1, to: 2, point: 'RP-I' } } },
    ...changed,
  });

/** An attacker who sits on the only way of the lists and drops what it chooses between two moments. */
const dropping = (fromNs: number, untilNs: number, what: (seen: Seen) => boolean): Partial<SmallHouse> => ({
  attacks: [
    story(function* (hand: Hand) {
      yield hand.wait(fromNs - hand.now);
      if (hand.now >= untilNs) yield hand.wait(1e15);
      hand.tap(hand.stage.wires['way']!, (seen) => (what(seen) ? 'drop' : 'pass'));
      yield hand.wait(untilNs - hand.now);
    }),
  ],
});
const versionAt = ({ house }: ReturnType<typeof spreading>, node: number): number =>
  house.trusts.of(node).status!.version;

test('a party that nobody else tells learns each list from who speaks to it, for its bytes and its check', () => {
  const made = spreading({ costs: { verify: 1000, handle: 1000 } });
  made.world.run(1000 * second);
  expect(versionAt(made, 2)).toBe(versionAt(made, 1));
  expect(made.log.refusals()).toEqual([]);
  expect(made.log.of('delivered')).toHaveLength(200);
  const { bytes, ns } = made.house.controlCosts;
  // One list shown by either end at the opening, then one every 30 s at least.
  expect(bytes[4]! / 400).toBeGreaterThanOrEqual(2 + 30);
  expect(bytes[4]! / 400).toBeLessThanOrEqual(2 + 34);
  // Each version is checked once.
  expect(ns[4]! + ns[5]!).toBe((versionAt(made, 2) - 1) * 1000);
});

test('who holds everything back until the last list has run out is believed to hide a revocation', () => {
  const made = spreading(dropping(60 * second, 700 * second, () => true));
  made.world.run(690 * second);
  expect(versionAt(made, 2)).toBeLessThan(versionAt(made, 1) - 8);
  made.world.run(1000 * second);
  // What comes first without a list is refused; with the next list service is back.
  const refusals = made.log.refusals();
  expect(new Set(refusals)).toEqual(new Set(['C05 status-unknown']));
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.length).toBeLessThan(8);
  expect(versionAt(made, 2)).toBe(versionAt(made, 1));
});

test('on a protected wire messages that carry a list show by their size, and who drops just those stops the channel', () => {
  const made = spreading(dropping(60 * second, 2000 * second, (seen) => seen.clear === null && seen.sizeBytes > 400));
  made.world.run(900 * second);
  const delivered = made.log.of('delivered').map(({ atNs }) => atNs);
  // The last list that got through was published before a minute had passed, and is good for three.
  expect(Math.max(...delivered)).toBeLessThan(240 * second);
  expect(delivered.length).toBeGreaterThan(30);
  expect(new Set(made.log.refusals())).toEqual(new Set(['C05 status-unknown']));
});

test('a node that is handed a list by an attacker’s line takes nothing from it but a newer one that the authority signed', () => {
  const made = spreading({
    attacks: [
      story(function* (hand) {
        hand.open('RP-I', 2, 1, null);
        yield hand.wait(1e15);
      }),
    ],
  });
  const before = versionAt(made, 1);
  made.world.run(2 * second);
  // The line shows the newest list of the one it claims to be, which is public; the claimed one learns nothing by it.
  expect([before, versionAt(made, 1)]).toEqual([1, 2]);
});
