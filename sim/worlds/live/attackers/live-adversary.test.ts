import { expect, test } from 'vitest';
import type { Leaving, Line, Recording } from '../../../framework/attack.ts';
import { flagAltered, flagForged, flagHostile, flagReplayed } from '../../../framework/fact.ts';
import type { Draft } from '../../../framework/message.ts';
import { acting, reading, second } from '../../virtual/testing/small-house.ts';
import type { story } from '../../virtual/testing/story.ts';
import { liveHouse } from '../testing/live-rig.ts';
import { telling, toldWire as wire } from '../testing/telling-house.ts';

const milli = 1_000_000;
const forever = 1e15;

const worse = { ...reading(0, 99).body, value: 99 };

test('who sits on a wire in clear alters a message, and the truth about it is known', async () => {
  const log = await liveHouse(
    telling([], function* (hand) {
      hand.step('alter');
      hand.tap(wire, () => ({ body: worse }));
      yield hand.wait(forever);
    }),
    { facts: 14 },
  );
  const [used] = log.of('used').filter(({ value }) => value === 99);
  expect(used, 'the false value is used').toBeDefined();
  expect(used!.flags & (flagForged | flagAltered)).toBe(flagForged | flagAltered);
  expect(used!.label).toBeGreaterThan(0);
  expect(log.of('tampered').length).toBeGreaterThan(0);
  expect(
    log.of('disclosed').some(({ node }) => node >= 2),
    'who sits there has read it',
  ).toBe(true);
});

test('behind TLS the same hands can only break a record: C32 refuses it, and the channel opens anew', async () => {
  const log = await liveHouse(
    telling(['C32', 'C01'], function* (hand) {
      yield hand.wait(1.5 * second);
      hand.step('alter');
      let altered = 0;
      hand.tap(wire, (seen) => {
        expect(seen.clear).toBeNull();
        return altered++ === 0 ? { body: worse } : 'pass';
      });
      yield hand.wait(forever);
    }),
    { facts: 45 },
  );
  expect(log.refusals()).toContain('C32 record-broken');
  const [refused] = log.of('refused');
  expect(refused!.label, 'it descends from the attack step').toBeGreaterThan(0);
  expect(log.of('used').every(({ value }) => value === 20)).toBe(true);
  expect(log.of('opened').length, 'it opened again').toBeGreaterThan(1);
});

test('a record that is only held back is not tampered with: the channel stands, and what it says is used', async () => {
  let held = 0;
  const log = await liveHouse(
    telling(['C32', 'C01'], function* (hand) {
      yield hand.wait(1.5 * second);
      hand.tap(wire, () => (held++ < 2 ? { delayNs: 100 * milli } : 'pass'));
      yield hand.wait(forever);
    }),
    { facts: (log) => held > 3 && log.of('used').length > 12 },
  );
  expect(log.of('tampered')).toEqual([]);
  expect(log.of('opened')).toHaveLength(1);
  expect(log.of('used').every(({ label, flags }) => label === 0 && flags === 0)).toBe(true);
});

test('what was recorded in clear can be sent again, and is known as a replay', async () => {
  const log = await liveHouse(
    telling([], function* (hand) {
      let recording: Recording | undefined;
      hand.tap(wire, (seen) => {
        recording ??= seen.record();
        return 'pass';
      });
      while (recording === undefined) yield hand.wait(50 * milli);
      hand.replay(recording);
      yield hand.wait(forever);
    }),
    { facts: 16 },
  );
  const again = log.of('used').filter(({ flags }) => (flags & flagReplayed) !== 0);
  expect(again.length).toBe(1);
  const first = log.of('used').find(({ counter }) => counter === again[0]!.counter)!;
  expect(first.flags & flagReplayed, 'the same datum, which had arrived before').toBe(0);
});

test('what goes to who opened the connection passes the same hands', async () => {
  const answering = acting('iot-platform', {
    receive: (_state, _index, message, io) => {
      if (message.kind !== 'report') return;
      io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 0 } });
    },
  });
  const house = telling([], function* (hand) {
    hand.tap({ point: 'RP-T', from: 1, to: 0 }, ({ clear }) =>
      clear?.kind === 'answer' ? { body: { done: 1 } } : 'pass',
    );
    yield hand.wait(forever);
  });
  const nodes = [house.nodes[0]!, { name: 'platform', component: answering }];
  // Both are one wire, seen from either end: who has tapped one does not lose it to who sits in the other.
  const stage = { wires: { answers: { point: 'RP-T', from: 1, to: 0 }, reports: wire } } as const;
  const log = await liveHouse({ ...house, nodes, stage }, { facts: 14 });
  const answers = log
    .of('delivered')
    .filter(({ message, flags }) => message === 'answer' && (flags & flagAltered) !== 0);
  expect(answers.length).toBeGreaterThan(0);
});

test('a dropped message is lost, and a message of one’s own can be written in its place', async () => {
  const log = await liveHouse(
    telling([], function* (hand) {
      let held = 0;
      hand.tap(wire, () => (held++ === 0 ? 'drop' : 'pass'));
      while (held === 0) yield hand.wait(20 * milli);
      hand.inject(wire, { ...reading(0, 77) });
      yield hand.wait(forever);
    }),
    { facts: 18 },
  );
  expect(log.drops()).toContain('attacker');
  const [own] = log.of('used').filter(({ value }) => value === 77);
  expect(own!.flags & flagForged).toBe(flagForged);
});

/** A line of the attacker's own that claims to be the gateway. */
const claiming = function* (hand: Parameters<Parameters<typeof story>[0]>[0], lines: Line[]) {
  const line = hand.open('RP-T', 1, 0, null);
  lines.push(line);
  yield { line };
  hand.say(line, { ...reading(0, 66) });
  yield hand.wait(forever);
};

test('without proof of identity anybody can be the gateway', async () => {
  const lines: Line[] = [];
  const log = await liveHouse(
    telling([], (hand) => claiming(hand, lines)),
    { facts: 12 },
  );
  expect(lines[0]!.state).toBe('open');
  const [own] = log.of('used').filter(({ value }) => value === 66);
  expect(own!.flags & (flagForged | flagHostile)).toBe(flagForged);
});

test.each([
  ['in clear', ['C01']],
  ['over TLS', ['C01', 'C32']],
] as const)('who cannot prove it is turned away: %s', async (_how, standing) => {
  const lines: Line[] = [];
  const log = await liveHouse(
    telling(standing, (hand) => claiming(hand, lines)),
    { facts: 14 },
  );
  expect(lines[0]!.state).toBe('refused');
  expect(log.of('used').every(({ value }) => value === 20)).toBe(true);
});

test.each(['namesake', 'impostor', 'unlabelled', 'truncated', 'garbled'] as const)(
  'a certificate of the attacker’s own making opens nothing over TLS: %s',
  async (forgery) => {
    const lines: Line[] = [];
    await liveHouse(
      telling(['C01', 'C32'], function* (hand) {
        const line = hand.open('RP-T', 1, 0, hand.feigned(0, forgery));
        lines.push(line);
        yield { line };
        yield hand.wait(forever);
      }),
      { facts: 14 },
    );
    expect(lines[0]!.state).toBe('refused');
  },
);

test('copied keys open a channel as their owner does', async () => {
  const lines: Line[] = [];
  const stage = { copies: { gateway: { node: 0, ageNs: second, entry: 1 } } };
  const log = await liveHouse(
    telling(
      ['C01', 'C32'],
      function* (hand) {
        const line = hand.open('RP-T', 1, 0, hand.copied('gateway'));
        lines.push(line);
        yield { line };
        hand.say(line, { ...reading(0, 55) });
        yield hand.wait(forever);
      },
      { stage },
    ),
    { facts: 14 },
  );
  expect(lines[0]!.state).toBe('open');
  expect(log.of('used').some(({ value, flags }) => value === 55 && (flags & flagForged) !== 0)).toBe(true);
});

test('code inside a node puts something else into what leaves it, until it leaves', async () => {
  const rewrite = (leaving: Leaving): Draft | undefined =>
    leaving.kind === 'report' ? { ...reading(leaving.subject, 44), dataClass: leaving.dataClass } : undefined;
  const log = await liveHouse(
    telling(
      ['C32'],
      function* (hand) {
        yield hand.wait(500 * milli);
        hand.inside(0, rewrite);
        yield hand.wait(second);
      },
      { stage: { insiders: { gateway: 0 } } },
    ),
    { facts: 30 },
  );
  const values = log.of('used').map(({ value }) => value);
  expect(values).toContain(20);
  expect(values).toContain(44);
  const false_ = log.of('used').filter(({ value }) => value === 44);
  expect(false_.every(({ flags, label }) => (flags & flagForged) !== 0 && label > 0)).toBe(true);
});

test.each([
  ['without a cookie they fill the table', [], true],
  ['with a cookie they take no place', ['C43'], false],
] as const)('a flood of connections at a door: %s', async (_how, standing, isFull) => {
  const log = await liveHouse(
    telling(
      standing,
      function* (hand) {
        hand.flood({ node: 1, point: 'RP-T' }, 200, 3 * second, 'spoofed');
        yield hand.wait(forever);
      },
      { stage: { wires: {} } },
    ),
    { facts: isFull ? 130 : 60 },
  );
  expect(log.drops().includes('table-full')).toBe(isFull);
  expect(log.of('used').length, 'who came before the flood is served').toBeGreaterThan(2);
});
