import { expect, test } from 'vitest';
import type { Hand, Wait } from '../../framework/attack.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { flagAltered, flagForged, flagHostile, flagReplayed } from '../../framework/fact.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

/** A person, a door that answers every view after some time, and one story told by an attacker. */
const told = (
  campaign: (hand: Hand) => Generator<Wait, void, void>,
  {
    dataClass = 'personal',
    ...changed
  }: Partial<SmallHouse> & { readonly dataClass?: 'personal' | 'operational' } = {},
  answerAfterNs = 0,
): ReturnType<typeof smallHouse> => {
  let begun = false;
  return smallHouse({
    nodes: [
      { name: 'person', component: acting('person') },
      {
        name: 'door',
        component: acting('avatar-agent', {
          receive: (_s, _i, message, io) => {
            if (message.kind !== 'view') return;
            if (answerAfterNs === 0) io.reply({ kind: 'answer', subject: 0, dataClass, body: { done: 1 } });
            else io.wake(1, answerAfterNs, message.from + 1);
          },
          wake: (_s, _i, _t, from, io) =>
            void io.send('RP-A', at<'person'>(from - 1), {
              kind: 'answer',
              subject: 0,
              dataClass: 'public',
              body: { done: 0 },
            }),
        }),
      },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'door', channel: 'handshake' }],
    stage: { accounts: { guest: { person: 0, door: 1 } }, wires: { door: { from: 0, to: 1, point: 'RP-A' } } },
    attacks: [
      story(function* (hand) {
        if (begun) {
          yield hand.wait(1e15);
          return;
        }
        begun = true;
        yield* campaign(hand);
      }),
    ],
    untilNs: 300 * second,
    ...changed,
  });
};

const view = (person = 0) =>
  ({ kind: 'view', subject: person, dataClass: 'public', body: { room: 1, person } }) as const;

test('an attacker who claims to be somebody is believed where nothing must be proved, and is a forger in truth', () => {
  const heard: string[] = [];
  const { world, log } = told(function* (hand) {
    hand.step('claim');
    const line = hand.open('RP-A', 1, 0, null);
    yield { line };
    heard.push(line.state);
    hand.say(line, view());
    yield { reply: line };
    heard.push(...line.inbox.map(({ kind, from }) => `${kind} from ${from}`));
  });
  world.run(10 * second);
  expect(heard).toEqual(['open', 'answer from 1']);
  const first = log.of('delivered')[0]!;
  expect(first.flags & flagForged).toBe(flagForged);
  expect(first.label).toBeGreaterThan(0);
  // What the door answers descends from the forgery.
  expect(log.of('delivered')[1]!.label).toBe(first.label);
});

test('where names must be proved a claim without keys is refused, and an account of one’s own is not', () => {
  const states: string[] = [];
  const { world, log } = told(
    function* (hand) {
      const claimed = hand.open('RP-A', 1, 0, null);
      yield { line: claimed };
      states.push(claimed.state);
      expect(hand.say(claimed, view())).toBe(0);
      const own = hand.open('RP-A', 1, 0, hand.account('guest'));
      yield { line: own };
      states.push(own.state);
      hand.say(own, view());
      yield { reply: own };
    },
    { standing: ['C01', 'C32'] },
  );
  world.run(20 * second);
  expect(states).toEqual(['refused', 'open']);
  expect(log.refusals()).toEqual(['C01 no-evidence']);
  const delivered = log.of('delivered').filter(({ message }) => message === 'view');
  expect(delivered.map(({ flags }) => flags & (flagForged | flagHostile))).toEqual([flagHostile]);
});

test('a line ends with its channel: whoever speaks on does not get the keys of the one it claimed to be', () => {
  const numbers: number[] = [];
  const events: CastEvent[] = [{ atNs: 5 * second, event: 'restart', node: 1 }];
  const { world, log } = told(
    function* (hand) {
      const line = hand.open('RP-A', 1, 0, null);
      yield { line };
      numbers.push(hand.say(line, view()));
      yield hand.wait(20 * second);
      numbers.push(hand.say(line, view()));
      expect(line.state).toBe('closed');
    },
    { events },
  );
  world.run(60 * second);
  expect(numbers).toEqual([1, 0]);
  expect(log.of('opened')).toHaveLength(1);
});

test('an attacker’s line comes to know what it is answered, as itself or as the person whose account it holds', () => {
  for (const [ring, knower] of [
    ['account', 0],
    [null, 3],
  ] as const) {
    const { world, log } = told(
      function* (hand) {
        const line = hand.open('RP-A', 1, 0, ring === null ? null : hand.account('guest'));
        yield { line };
        hand.say(line, view());
        yield { reply: line };
      },
      { dataClass: 'operational' },
    );
    world.run(10 * second);
    const known = log.of('disclosed');
    expect(known.map(({ node, dataClass }) => [node, dataClass])).toEqual([[knower, 'operational']]);
    expect(known[0]!.label).toBeGreaterThan(0);
  }
});

test('what is said on a line is said at the line’s own point, whatever else goes on in the house', () => {
  const { world, log } = smallHouse({
    nodes: [
      { name: 'person', component: acting('person') },
      { name: 'door', component: acting('avatar-agent') },
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => io.wake(1, 10_000_000),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-T', at<'iot-platform'>(3), reading(2));
            io.wake(1, 10_000_000);
          },
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [
      { point: 'RP-A', from: 'person', to: 'door', channel: 'handshake' },
      { point: 'RP-T', from: 'gateway', to: 'platform' },
    ],
    standing: ['C12'],
    stage: { accounts: { guest: { person: 0, door: 1 } } },
    attacks: [
      story(function* (hand) {
        const line = hand.open('RP-A', 1, 0, hand.account('guest'));
        yield { line };
        for (let said = 0; said < 50; said++) {
          hand.say(line, view());
          yield hand.wait(7_000_000);
        }
        yield hand.wait(1e15);
      }),
    ],
  });
  world.run(2 * second);
  const views = log.of('delivered').filter(({ message }) => message === 'view');
  expect(views).toHaveLength(50);
  expect(new Set(views.map(({ place }) => place))).toEqual(new Set(['RP-A']));
  expect(log.refusals()).toEqual([]);
});

test('an answer that comes after the attacker has hung up goes to the one it claimed to be', () => {
  const { world, log, house } = told(
    function* (hand) {
      const line = hand.open('RP-A', 1, 0, null);
      yield { line };
      hand.say(line, view());
      yield hand.wait(second);
      hand.close(line);
    },
    {},
    10 * second,
  );
  world.run(60 * second);
  expect(log.of('opened').map(({ node, label }) => [node, label > 0])).toEqual([
    [house.nodes.honest + 1, true],
    [1, false],
  ]);
  expect(log.of('delivered').map(({ node, message }) => [node, message])).toEqual([
    [1, 'view'],
    [0, 'answer'],
  ]);
  expect(house.slots.used).toBe(0);
});

test('a wire that is protected shows size and time only, and alterations there break the record and the channel', () => {
  for (const protectedWire of [false, true]) {
    const seen: unknown[] = [];
    const { world, log } = smallHouse({
      nodes: [
        {
          name: 'gateway',
          component: acting('gateway', {
            start: (_s, _i, io) => [10, 11].forEach((moment) => io.wake(1, moment * second)),
            wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(0, 20)),
          }),
        },
        { name: 'platform', component: acting('iot-platform') },
      ],
      wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
      standing: protectedWire ? ['C32'] : [],
      stage: { wires: { reports: { from: 0, to: 1, point: 'RP-T' } } },
      attacks: [
        story(function* (hand) {
          hand.tap(hand.stage.wires['reports']!, (one) => {
            seen.push(one.clear === null ? 'sealed' : one.clear.kind);
            return { body: { quantity: 'temperature', value: 99, at: 0 } };
          });
          yield hand.wait(1e15);
        }),
      ],
      untilNs: 100 * second,
    });
    world.run(100 * second);
    expect(seen).toEqual(protectedWire ? ['sealed', 'sealed'] : ['report', 'report']);
    const tampered = log.of('tampered');
    expect(tampered.map(({ flags }) => flags & (flagForged | flagAltered))).toEqual(
      Array(2).fill(flagForged | flagAltered),
    );
    expect(log.of('delivered')).toHaveLength(protectedWire ? 0 : 2);
    expect(log.refusals()).toEqual(protectedWire ? ['C32 record-broken', 'C32 record-broken'] : []);
    expect(log.of('closed')).toHaveLength(protectedWire ? 2 : 0);
  }
});

test('what is recorded and sent again carries the truth of the first time and the label of the second', () => {
  const { world, log } = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => io.wake(1, 10 * second),
          wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(0, 20)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
    stage: { wires: { reports: { from: 0, to: 1, point: 'RP-T' } } },
    attacks: [
      story(function* (hand) {
        const taken: ReturnType<Parameters<Parameters<Hand['tap']>[1]>[0]['record']>[] = [];
        hand.tap(hand.stage.wires['reports']!, (one) => {
          taken.push(one.record());
          return 'pass';
        });
        yield hand.wait(20 * second);
        hand.step('replay');
        hand.replay(taken[0]!);
        yield hand.wait(1e15);
      }),
    ],
    untilNs: 100 * second,
  });
  world.run(100 * second);
  const [first, again] = log.of('delivered');
  expect([first!.label, first!.flags & flagReplayed]).toEqual([0, 0]);
  expect([again!.origin, again!.counter, again!.bornNs]).toEqual([first!.origin, first!.counter, first!.bornNs]);
  expect([again!.label > 0, again!.flags & flagReplayed]).toEqual([true, flagReplayed]);
});

test('who writes into a wire in clear imitates time stamps, nonces and numbers; only the channel’s records stop it', () => {
  const command = (to: number) =>
    ({
      kind: 'command',
      subject: to,
      dataClass: 'operational',
      body: { quantity: 'lamp', value: 1, person: 0 },
    }) as const;
  const played = (standing: SmallHouse['standing']) => {
    const made = smallHouse({
      nodes: [
        {
          name: 'platform',
          component: acting('iot-platform', {
            start: (_s, _i, io) => [10, 11, 40].forEach((moment) => io.wake(1, moment * second)),
            wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'device'>(1), command(1)),
          }),
        },
        { name: 'lamp', component: acting('device') },
      ],
      wires: [{ point: 'RP-T', from: 'platform', to: 'lamp', channel: 'handshake' }],
      standing: standing ?? [],
      stage: { wires: { commands: { from: 0, to: 1, point: 'RP-T' } } },
      attacks: [
        story(function* (hand) {
          hand.tap(hand.stage.wires['commands']!, () => 'pass');
          yield hand.wait(20 * second);
          for (let written = 0; written < 3; written++) {
            hand.inject(hand.stage.wires['commands']!, command(1));
            yield hand.wait(second);
          }
          yield hand.wait(1e15);
        }),
      ],
    });
    made.world.run(100 * second);
    const forged = made.log.of('delivered').filter(({ flags }) => (flags & flagForged) !== 0);
    return { forged: forged.length, refusals: made.log.refusals() };
  };
  for (const standing of [['C09'], ['C10'], ['C12']] as const) {
    expect(played(standing)).toEqual({ forged: 3, refusals: [] });
  }
  // Whoever counts on does not know that his number is taken: the next honest command is lost.
  expect(played(['C11'])).toEqual({ forged: 3, refusals: ['C11 sequence-seen'] });
  expect(played(['C09', 'C10', 'C11', 'C12'])).toEqual({ forged: 3, refusals: ['C11 sequence-seen'] });
  const held = played(['C09', 'C10', 'C11', 'C12', 'C32']);
  expect(held.forged).toBe(0);
  expect(new Set(held.refusals)).toEqual(new Set(['C32 record-broken']));
});

test('a proof of work costs an attacker the time of its search, one after the other, and lets nobody in before it is found', () => {
  const found: { readonly when: string; readonly waitedNs: number }[] = [];
  const enter = { kind: 'enter', subject: 0, dataClass: 'personal', body: { person: 0 } } as const;
  const { log, world } = told(
    function* (hand) {
      const lines = [hand.open('RP-A', 1, 0, null), hand.open('RP-A', 1, 0, null)] as const;
      yield { line: lines[0] };
      yield { line: lines[1] };
      hand.say(lines[0], enter);
      const fromNs = hand.now;
      const works = lines.map((line) => hand.prove(line)!);
      hand.say(lines[0], enter);
      yield works[0]!;
      found.push({ when: 'first', waitedNs: hand.now - fromNs });
      hand.say(lines[0], enter);
      hand.say(lines[1], enter);
      yield works[1]!;
      found.push({ when: 'second', waitedNs: hand.now - fromNs });
      hand.say(lines[1], enter);
      yield hand.wait(second);
    },
    { standing: ['C08'], household: { joinBits: 16 }, costs: { handle: 1000, hash: 10_000 } },
  );
  world.run(100 * second);
  // Two searches of 2^16 tries on average, 10 us each.
  expect(found.map(({ when }) => when)).toEqual(['first', 'second']);
  expect(found[1]!.waitedNs).toBeGreaterThan(found[0]!.waitedNs);
  expect(found[1]!.waitedNs).toBeGreaterThan(0.05 * second);
  expect(log.of('refused').map(({ detail }) => detail)).toEqual([8, 8, 8]);
  expect(log.of('delivered').filter(({ node }) => node === 1)).toHaveLength(2);
});

test('where nothing is asked of who comes in, there is nothing to work out', () => {
  const works: unknown[] = [];
  told(function* (hand) {
    const line = hand.open('RP-A', 1, 0, null);
    yield { line };
    works.push(hand.prove(line));
  }).world.run(60 * second);
  expect(works).toEqual([undefined]);
});
