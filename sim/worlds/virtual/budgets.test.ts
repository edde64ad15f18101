import { expect, test } from 'vitest';
import type { Attack, Hand, Wait } from '../../framework/attack.ts';
import type { AttackerClass } from '../../framework/attacker.ts';
import type { BudgetItem } from '../../framework/budget.ts';
import { acting, at, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const free = { value: 0, source: 'the test' };
const unlimited = { value: null, source: 'the test' };

/** A class with no limits but those that are given. */
const classOf = (
  limits: Partial<Record<BudgetItem | 'requestsPerSecond', number>>,
  more: Partial<AttackerClass> = {},
): AttackerClass => ({
  id: 'P9',
  name: 'tested',
  summary: 'of a test',
  holds: ['address', 'wire', 'inside', 'copy'],
  buys: ['account'],
  knowledge: 'white box',
  budget: {
    requestsPerSecond: unlimited,
    identities: unlimited,
    money: unlimited,
    computeSeconds: unlimited,
    wallSeconds: unlimited,
    alarmsTolerated: unlimited,
    ...Object.fromEntries(Object.entries(limits).map(([item, value]) => [item, { value, source: 'the test' }])),
  },
  prices: {
    place: { address: free, account: { value: 10, source: 'the test' }, copy: free, wire: free, inside: free },
    seconds: {
      open: { value: 0.5, source: 'the test' },
      message: { value: 0.1, source: 'the test' },
      certificate: free,
    },
  },
  adaptivity: 'static',
  ...more,
});

type Campaign = (hand: Hand) => Generator<Wait, void, void>;

/** A door that answers every view, or none, and an attacker who does the same again and again, with a second between two attempts. */
const attacked = (
  campaign: Campaign,
  attacker?: AttackerClass,
  more: { answers?: boolean; attacks?: readonly Attack[] } = {},
) =>
  smallHouse({
    nodes: [
      { name: 'person', component: acting('person') },
      {
        name: 'door',
        component: acting('avatar-agent', {
          receive: (_s, _i, { kind }, io) => {
            if (kind !== 'view' || more.answers === false) return;
            io.reply({ kind: 'answer', subject: 0, dataClass: 'public', body: { done: 1 } });
          },
        }),
      },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'door', channel: 'handshake' }],
    stage: { accounts: { guest: { person: 0, door: 1 } }, wires: { door: { from: 0, to: 1, point: 'RP-A' } } },
    attacks: more.attacks ?? [{ ...story(campaign), intensity: { everyNs: second, source: 'the test' } }],
    untilNs: 100 * second,
    ...(attacker === undefined ? {} : { attacker }),
  });

const view = { kind: 'view', subject: 0, dataClass: 'public', body: { room: 1, person: 0 } } as const;

function* viewing(hand: Hand, views: number): Generator<Wait, void, void> {
  const line = hand.open('RP-A', 1, 0, hand.account('guest'));
  yield { line };
  for (let left = views; left > 0; left--) hand.say(line, view);
  yield hand.wait(second);
}

test('without a class nothing is limited: what can be counted is, and what has no price is unknown', () => {
  const { world } = attacked((hand) => viewing(hand, 30));
  world.run(50 * second);
  const { attempts } = world.labels;
  expect(attempts.length).toBeGreaterThan(5);
  expect(attempts[0]!.spent).toEqual({ requests: 31, identities: 1, money: null, computeSeconds: null, alarms: 0 });
  expect(attempts.map(({ exhausted }) => exhausted)).not.toContain('money');
});

test('an account is paid for once, and each act takes its work; what all attempts spent stands with each', () => {
  const { world } = attacked((hand) => viewing(hand, 3), classOf({}));
  world.run(50 * second);
  const [first, later] = world.labels.attempts;
  expect(first!.spent).toMatchObject({ requests: 4, identities: 1, money: 10 });
  expect(first!.spent.computeSeconds).toBeCloseTo(0.8, 9);
  expect(later!.spent).toMatchObject({ requests: 4, identities: 0, money: 0 });
});

test.each([
  ['money', { money: 9 }, 1],
  ['identities', { identities: 0 }, 1],
  // Three attempts of 0.8 s of work, and the fourth one begins.
  ['computeSeconds', { computeSeconds: 2.5 }, 4],
] as const)('%s that has run out ends the attempt, and no other begins', (item, limits, begun) => {
  const { world, log } = attacked((hand) => viewing(hand, 3), classOf(limits));
  world.run(100 * second);
  const { attempts } = world.labels;
  expect(attempts).toHaveLength(begun);
  expect(attempts.at(-1)).toMatchObject({ exhausted: item });
  expect(attempts.slice(0, -1).every(({ exhausted }) => exhausted === null)).toBe(true);
  expect(log.of('delivered').filter(({ message }) => message === 'view').length).toBe(3 * (begun - 1));
});

test('when its time is up an attacker goes, in the middle of an attempt', () => {
  const { world } = attacked(
    function* (hand) {
      yield hand.wait(20 * second);
      yield hand.wait(20 * second);
    },
    classOf({ wallSeconds: 15 }),
  );
  world.run(100 * second);
  expect(world.labels.attempts).toHaveLength(1);
  const { startNs, endNs, exhausted } = world.labels.attempts[0]!;
  expect(exhausted).toBe('wallSeconds');
  expect(endNs! - startNs).toBe(20 * second);
});

test('whoever asks faster than it can goes on later: its next wait is longer by what it did too fast', () => {
  const steps: number[] = [];
  const hurrying: Campaign = function* (hand) {
    yield* viewing(hand, 99);
    steps.push(hand.now);
    yield hand.wait(500 * second);
  };
  const { world } = attacked(hurrying, classOf({ requestsPerSecond: 10 }));
  world.run(60 * second);
  // A hundred requests at ten a second, of which one second's worth may be made at once.
  const { startNs } = world.labels.attempts[0]!;
  expect((steps[0]! - startNs) / second).toBeCloseTo(9, 1);
});

test('a flood is as fast as its attacker, and pays for every packet', () => {
  const flooding: Campaign = function* (hand) {
    hand.flood({ node: 1, point: 'RP-A' }, 1000, 2 * second, 'own');
    yield hand.wait(500 * second);
  };
  const { world } = attacked(flooding, classOf({ requestsPerSecond: 50 }));
  world.run(60 * second);
  expect(world.labels.attempts[0]!).toMatchObject({ acts: 100, spent: { requests: 100 } });
});

test('an attacker notices by itself that nobody answers, and leaves when it was too often', () => {
  const asking: Campaign = function* (hand) {
    yield* viewing(hand, 1);
    yield hand.wait(3 * second);
    yield hand.wait(second);
  };
  const heard = attacked(asking, classOf({ alarmsTolerated: 2 }));
  heard.world.run(100 * second);
  expect(heard.world.labels.attempts.length).toBeGreaterThan(8);
  expect(heard.world.labels.attempts.every(({ spent }) => spent.alarms === 0)).toBe(true);
  const { world } = attacked(asking, classOf({ alarmsTolerated: 2 }), { answers: false });
  world.run(100 * second);
  expect(world.labels.attempts.map(({ spent }) => spent.alarms)).toEqual([1, 1, 1]);
  expect(world.labels.attempts.map(({ exhausted }) => exhausted)).toEqual([null, null, 'alarmsTolerated']);
});

test('an attempt at a place that the class cannot come by ends there, and the others go on', () => {
  const { world } = attacked((hand) => viewing(hand, 1), classOf({}, { buys: [] }));
  world.run(20 * second);
  const { attempts } = world.labels;
  expect(attempts.length).toBeGreaterThan(3);
  expect(attempts.every(({ exhausted, spent }) => exhausted === 'position' && spent.requests === 0)).toBe(true);
});

/** A relay that drops all that a person says, ten words a second for twenty seconds. */
const relayed = (attacker: AttackerClass): ReturnType<typeof smallHouse> =>
  smallHouse({
    nodes: [
      {
        name: 'person',
        component: acting('person', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _data, io) => {
            io.send('RP-A', at<'avatar-agent'>(1), view);
            if (io.now < 21 * second) io.wake(1, second / 10);
          },
        }),
      },
      { name: 'door', component: acting('avatar-agent') },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'door', channel: 'handshake' }],
    attacks: [
      story(function* (hand) {
        hand.tap({ from: 0, to: 1, point: 'RP-A' }, () => 'drop');
        yield hand.wait(500 * second);
      }),
    ],
    attacker,
    untilNs: 100 * second,
  });

test('a relay that cannot keep up lets pass what it has no time for', () => {
  const { world, log } = relayed(classOf({ requestsPerSecond: 2 }));
  world.run(60 * second);
  const { requests } = world.labels.attempts[0]!.spent;
  expect(requests).toBeGreaterThan(35);
  expect(requests).toBeLessThan(45);
  expect(log.of('delivered').length).toBeGreaterThan(150);
});

test('a relay whose means have come to an end is gone from the wire', () => {
  const { world, log } = relayed(classOf({ computeSeconds: 1.05 }));
  world.run(60 * second);
  expect(world.labels.attempts).toHaveLength(1);
  expect(world.labels.attempts[0]).toMatchObject({ exhausted: 'computeSeconds', spent: { requests: 10 } });
  expect(world.labels.attempts[0]!.endNs).toBeLessThan(5 * second);
  expect(log.of('delivered').length).toBeGreaterThan(180);
});
