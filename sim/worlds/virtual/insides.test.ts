import { expect, test } from 'vitest';
import type { Leaving } from '../../framework/attack.ts';
import { flagAltered, flagForged } from '../../framework/fact.ts';
import type { Draft } from '../../framework/message.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const got: (number | null)[] = [];

/** A lamp that reports through a gateway and an agent to a DPM, which answers, and somebody inside the gateway. */
const relaying = (rewrite: (leaving: Leaving) => Draft | undefined, changed: Partial<SmallHouse> = {}) => {
  got.length = 0;
  const made = smallHouse({
    nodes: [
      {
        name: 'lamp',
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(0, 20)),
          receive: (_s, _i, message) => void (message.kind === 'answer' && got.push(message.body.done)),
        }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          receive: (_s, _i, message, io) => {
            if (message.kind === 'report') io.forward('RP-I', at<'things-agent'>(2));
            else io.answer('RP-T', 0, 1);
          },
        }),
      },
      {
        name: 'agent',
        component: acting('things-agent', {
          receive: (_s, _i, message, io) => {
            if (message.kind !== 'report') return;
            io.forward('RP-M', at<'secure-dpm'>(3));
            io.reply({ kind: 'answer', subject: 0, dataClass: 'operational', body: { done: 1 } });
          },
        }),
      },
      {
        name: 'dpm',
        component: acting('secure-dpm', {
          receive: (_s, _i, message) => void (message.kind === 'report' && got.push(message.body.value)),
        }),
      },
    ],
    wires: [
      { point: 'RP-T', from: 'lamp', to: 'platform' },
      { point: 'RP-I', from: 'platform', to: 'agent' },
      { point: 'RP-M', from: 'agent', to: 'dpm' },
    ],
    objectReaders: [3],
    attacks: [
      story(function* (hand) {
        hand.inside(1, rewrite);
        yield hand.wait(1e15);
      }),
    ],
    ...changed,
  });
  made.world.run(10 * second);
  return made;
};
const worse = (leaving: Leaving): Draft | undefined =>
  leaving.kind === 'report' ? { ...reading(leaving.subject, 99), dataClass: leaving.dataClass } : undefined;

test('who is inside a relaying node alters what it passes on, and the truth about it goes on with it', () => {
  const { log } = relaying(worse);
  expect(got).toEqual([99, 1]);
  const reports = log.of('delivered').filter(({ message }) => message === 'report');
  const both = flagForged | flagAltered;
  expect(reports.map(({ node, flags, label }) => [node, flags & both, label > 0])).toEqual([
    [1, 0, false],
    [2, both, true],
    [3, both, true],
  ]);
  // It is still the lamp's own datum, altered on its way.
  expect(new Set(reports.map(({ origin, counter }) => `${origin} ${counter}`)).size).toBe(1);
});

test('answers that a node hands back are in its hands too', () => {
  relaying((leaving) => (leaving.kind === 'answer' ? { ...leaving, kind: 'answer', body: { done: 0 } } : undefined));
  expect(got).toEqual([20, 0]);
});

test('what is sealed for others cannot be read inside a relay, and what is put in its place is found out', () => {
  const bodies: unknown[] = [];
  const { log } = relaying(
    (leaving) => {
      if (leaving.kind === 'report') bodies.push(leaving.body);
      return worse(leaving);
    },
    { standing: ['C16'] },
  );
  expect(bodies).toEqual([null]);
  expect(log.refusals()).toEqual(['C16 not-sealed']);
  expect(got).toEqual([1]);
});

test('a node that somebody is inside of but leaves alone passes on what it got', () => {
  const { log } = relaying(() => undefined, { standing: ['C16'] });
  expect(got).toEqual([20, 1]);
  expect(log.refusals()).toEqual([]);
});

test('a guess is stated from inside a node only, and is a fact that descends from the attempt', () => {
  const guessing = (inside: boolean) =>
    smallHouse({
      nodes: [
        { name: 'lamp', component: acting('device', {}) },
        { name: 'gateway', component: acting('gateway', {}) },
      ],
      wires: [{ point: 'RP-T', from: 'lamp', to: 'gateway' }],
      attacks: [
        story(function* (hand) {
          if (inside) hand.inside(1, () => undefined);
          hand.guess(1, 0, 7);
          yield hand.wait(second);
        }),
      ],
    });
  const made = guessing(true);
  made.world.run(10 * second);
  const [fact] = made.log.of('guessed');
  expect(fact).toMatchObject({ node: 1, subject: 0, peer: 7, place: 'RP-X' });
  expect(fact!.label).toBeGreaterThan(0);
  expect(() => guessing(false).world.run(10 * second)).toThrow('not inside');
});
