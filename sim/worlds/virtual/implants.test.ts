import { expect, test } from 'vitest';
import type { Hand, Wait } from '../../framework/attack.ts';
import { flagForged } from '../../framework/fact.ts';
import type { Draft } from '../../framework/message.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const worm = { code: 'worm', version: 9, length: 100, signature: null } as const;
const bring = (to: number): Draft<'image'> => ({ kind: 'image', subject: to, dataClass: 'public', body: worm });

/** Lamps 0 to 3 in one network, which run what they are brought and tell a platform their state each second; nobody is at 5. */
const lamps = (campaign: (hand: Hand) => Generator<Wait, void, void>, changed: Partial<SmallHouse> = {}) => {
  const made = smallHouse({
    nodes: [
      {
        name: 'lamps',
        count: 4,
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-T', at<'iot-platform'>(4), reading(io.node, 20));
            io.wake(1, second);
          },
          receive: (_s, _i, message, io) => {
            if (message.kind !== 'image') return;
            const done = io.run({}) ? 1 : 0;
            io.reply({ kind: 'answer', subject: io.node, dataClass: 'public', body: { done } });
          },
        }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          start: (_s, _i, io) => io.wake(1, 5 * second),
          wake: (_s, _i, _t, _a, io) => {
            const body = io.identity.release('device of a test', 10, 100);
            io.send('RP-T', at<'device'>(3), { kind: 'image', subject: 3, dataClass: 'public', body });
          },
        }),
      },
    ],
    wires: [
      { point: 'RP-T', from: 'lamps', to: 'platform' },
      { point: 'RP-T', from: 'lamps', to: 'lamps', channel: 'handshake' },
    ],
    attacks: [story(campaign)],
    ...changed,
  });
  made.world.run(10 * second);
  return made;
};
const booted = ({ log }: ReturnType<typeof smallHouse>) =>
  log.of('booted').map(({ node, peer, flags }) => [node, peer, (flags & flagForged) !== 0]);

test('an image that an attacker made runs his code wherever it is run, and is told with who brought it', () => {
  const heard: (readonly [number, number])[] = [];
  const made = lamps(function* (hand) {
    hand.step('spread');
    hand.implant(0, { heard: (node, { kind, from }) => void (kind === 'answer' && heard.push([node, from])) });
    hand.speak(0, 'RP-T', 1, bring(1));
    const before = hand.now;
    yield { ...hand.wait(1e15), orTaken: true };
    expect(hand.now).toBeGreaterThan(before);
    expect([hand.taken, hand.runsIn(1), hand.runsIn(2)]).toEqual([[0, 1], true, false]);
    hand.speak(1, 'RP-T', 2, bring(2));
    yield hand.wait(1e15);
  });
  expect(booted(made)).toEqual([
    [1, 0, true],
    [2, 1, true],
    [3, 4, false],
  ]);
  expect(made.log.of('booted').map(({ label }) => label > 0)).toEqual([true, true, false]);
  expect(heard).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

/** The first attempt tells its story; those after it do nothing. */
const once = (campaign: (hand: Hand) => Generator<Wait, void, void>) => {
  let told = false;
  return function* (hand: Hand): Generator<Wait, void, void> {
    if (!told) {
      told = true;
      yield* campaign(hand);
    } else yield hand.wait(1e15);
  };
};

test('what leaves a node that runs it is in its hands, until the attempt ends and the maker’s code is back', () => {
  const made = lamps(
    once(function* (hand) {
      hand.step('lie');
      hand.implant(0, {
        rewrite: (node, { kind, subject }) => (kind === 'report' && node === 1 ? reading(subject, 99) : undefined),
      });
      hand.speak(0, 'RP-T', 1, bring(1));
      yield hand.wait(4.5 * second);
    }),
  );
  const reports = made.log.of('delivered').filter(({ message, node }) => message === 'report' && node === 4);
  const forged = reports.filter(({ flags }) => (flags & flagForged) !== 0);
  expect(forged.map(({ subject, atNs }) => [subject, Math.floor(atNs / second)])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [1, 4],
  ]);
  expect(forged.every(({ label }) => label > 0)).toBe(true);
  expect(booted(made).slice(1, 3)).toEqual([
    [0, -1, false],
    [1, -1, false],
  ]);
});

test('what speaks from a node is said with its keys, and passes who asks for proof of the name', () => {
  const { log } = lamps(
    function* (hand) {
      hand.implant(0, {});
      hand.speak(0, 'RP-T', 1, bring(1));
      yield hand.wait(1e15);
    },
    { standing: ['C32', 'C01'] },
  );
  expect(log.refusals()).toEqual([]);
  expect(log.of('booted').some(({ node }) => node === 1)).toBe(true);
});

test('where only signed code runs none of it is taken, and what the maker has released is', () => {
  const made = lamps(
    function* (hand) {
      hand.step('spread');
      hand.implant(0, {});
      hand.speak(0, 'RP-T', 1, bring(1));
      yield hand.wait(1e15);
    },
    { standing: ['C37'] },
  );
  expect(booted(made)).toEqual([[3, 4, false]]);
  expect(made.log.refusals()).toEqual(['C37 not-released']);
  expect(made.log.of('refused')[0]!.label).toBeGreaterThan(0);
});

test.each([
  ['outlives a restart', [], true],
  ['is gone after a restart where only signed code starts', ['C37'], false],
] as const)('code that lies in the flash %s', (_what, standing, stays) => {
  const seen: boolean[] = [];
  const made = lamps(
    function* (hand) {
      hand.implant(0, {});
      yield hand.wait(second);
      expect(hand.speak(0, 'RP-T', 1, bring(1)), 'nothing is said from a node that is down').toBe(0);
      yield hand.wait(5 * second);
      seen.push(hand.runsIn(0));
      yield hand.wait(1e15);
    },
    { standing, events: [{ atNs: 0.5 * second, event: 'restart', node: 0 }] },
  );
  expect(seen).toEqual([stays]);
  expect(made.log.refusals()).toEqual(stays ? [] : ['C37 not-released']);
});

test('addresses are drawn from those that the network lets a node reach, evenly and never its own', () => {
  const drawn = new Map<number, number>();
  lamps(function* (hand) {
    hand.implant(1, {});
    for (let time = 0; time < 3000; time++) {
      const node = hand.scan(1, 'RP-T', 'device');
      drawn.set(node, (drawn.get(node) ?? 0) + 1);
    }
    expect(hand.scan(1, 'RP-T', 'iot-platform')).toBe(4);
    expect(hand.scan(1, 'RP-T', 'gateway')).toBe(-1);
    yield hand.wait(1e15);
  });
  expect([...drawn.keys()].toSorted((a, b) => a - b)).toEqual([0, 2, 3]);
  for (const times of drawn.values()) expect(times).toBeGreaterThan(900);
});

test('nobody acts from a node in which his code does not run, and no code takes an update over it', () => {
  expect(() =>
    lamps(function* (hand) {
      hand.implant(0, {});
      hand.speak(1, 'RP-T', 2, bring(2));
      yield hand.wait(second);
    }),
  ).toThrow('node 1, in which no code of it runs');
  const made = lamps(function* (hand) {
    hand.implant(3, {});
    yield hand.wait(1e15);
  });
  expect(booted(made)).toEqual([]);
});

test('an operator who lays the own code of a node down anew is rid of what ran there, and of what lay in its flash', () => {
  const seen: boolean[] = [];
  const made = lamps(
    function* (hand) {
      hand.step('spread');
      hand.implant(0, {});
      for (;;) {
        seen.push(hand.runsIn(0));
        yield hand.wait(2 * second);
      }
    },
    { untilNs: 60 * second },
  );
  expect(seen.at(-1)).toBe(true);
  made.house.order('re-image', 0, second);
  made.house.order('revoke', 1, second);
  made.world.run(50 * second);
  expect(seen.at(-1)).toBe(false);
  expect(booted(made).at(-1)).toEqual([0, -1, false]);
  expect(made.log.of('restarted').map(({ node }) => node)).toEqual([0]);
  expect(made.log.of('revoked').map(({ peer }) => peer)).toEqual([1]);
});
