import { expect, test } from 'vitest';
import type { Attack } from '../../framework/attack.ts';
import type { ControlId } from '../../framework/control.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';

const wire = { point: 'RP-T', from: 0, to: 1 } as const;

/** Leaves of each hello on a wire for some seconds what `left` says. */
const stripping = (left: (offered: readonly string[]) => readonly string[], forSeconds = 3): Attack => ({
  id: 'A90',
  name: 'stripping',
  summary: 'A test’s hand on a wire.',
  classes: ['PV'],
  groups: ['R4'],
  breaks: 'confidentiality',
  position: 'on a wire',
  knowledge: 'protocol',
  budget: 'none',
  preconditions: 'none',
  observables: 'none',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'none' },
  references: [],
  intensity: { everyNs: 1, source: 'the test' },
  *campaign(hand) {
    // The first attempt leaves the wire; the next only waits.
    if (hand.now < second) hand.strip(wire, left);
    yield hand.wait(forSeconds * second);
  },
  goal: { over: 'facts', needed: 1, reached: () => false },
});

/** A gateway that reports to its platform at second 1, 20 and 40, with somebody on the wire before it begins. */
const talking = (standing: readonly ControlId[], attack: Attack, suite: 'symbolic' | 'openssl' = 'symbolic') => {
  const made = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_state, _index, io) => [1, 20, 40].forEach((moment) => io.wake(1, moment * second)),
          wake: (_state, _index, _timer, _argument, io) =>
            void io.send('RP-T', at<'iot-platform'>(1), reading(io.node)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
    standing,
    suite,
    attacks: [attack],
    untilNs: 60 * second,
  });
  const channel = () => made.house.sessions.find(0, 0, 1) >> 1;
  return {
    ...made,
    secured: () => made.house.sessions.secured(channel()),
    proved: () => [0, 1].map((side) => made.house.sessions.provedNode(channel() * 2 + side)),
    chain: () => made.house.standing.chain(made.house.sessions.chain(channel())).ids,
  };
};

test.each(['symbolic', 'openssl'] as const)(
  'a hello that offers nothing any more opens a channel in clear where nobody asks for more, in %s',
  (suite) => {
    const { world, log, secured, proved, chain } = talking(
      ['C32', 'C11'],
      stripping(() => []),
      suite,
    );
    world.run(2 * second);
    expect([log.of('opened').length, log.of('delivered').length, secured()]).toEqual([1, 1, false]);
    expect(proved()).toEqual([-1, -1]);
    // What no handshake is about stays.
    expect(chain()).toEqual(['C11']);
  },
);

test.each([
  ['the least is asked for', 'C33'],
  ['both prove who they are, whatever is offered,', 'C01'],
] as const)('where %s the opening is refused by %s and in the attacker’s name', (_what, control) => {
  const { world, log } = talking(
    ['C32', control],
    stripping(() => []),
  );
  world.run(2 * second);
  expect(log.of('opened')).toEqual([]);
  expect(log.of('not-opened')[0]).toMatchObject({ detail: Number(control.slice(1)) });
  expect(log.of('not-opened')[0]!.label).toBeGreaterThan(0);
});

test('once nobody strips any more the next channel has everything again', () => {
  const { world, log, secured, chain } = talking(
    ['C01', 'C32', 'C33'],
    stripping(() => []),
  );
  world.run(30 * second);
  expect([log.of('delivered').length, secured()]).toEqual([1, true]);
  expect(chain()).toEqual(['C01', 'C32']);
  expect(log.of('opened').map(({ label }) => label)).toEqual([0]);
});

test('an opening that still proves who its ends are is refused by C01, whose proof signs the offer, in both suites', () => {
  for (const suite of ['symbolic', 'openssl'] as const) {
    const { world, log } = talking(
      ['C01', 'C32'],
      stripping(() => []),
      suite,
    );
    world.run(2 * second);
    expect([log.of('opened').length, log.of('delivered').length]).toEqual([0, 0]);
    expect(log.of('not-opened')[0]).toMatchObject({ detail: 1 });
  }
});

test('nothing can be put into an offer, and one that is left whole is nobody’s act', () => {
  const { world, log, secured } = talking(
    ['C32'],
    stripping((offered) => ['C01', 'C99', ...offered]),
  );
  world.run(2 * second);
  expect([secured(), log.of('opened').map(({ label }) => label)]).toEqual([true, [0]]);
});

test('who takes something out of a hello that would continue an earlier channel gets no proof of that one', () => {
  const late: Attack = {
    ...stripping(() => []),
    *campaign(hand) {
      yield hand.wait(10 * second);
      hand.strip(wire, () => []);
      let broken = false;
      hand.tap(wire, ({ clear }) => {
        if (clear !== null || broken) return 'pass';
        broken = true;
        return { body: { quantity: 'temperature', value: 1, at: 0 } };
      });
      yield hand.wait(1000 * second);
    },
  };
  const { world, log, secured, proved, house } = talking(['C32'], late);
  world.run(5 * second);
  expect([secured(), house.sessions.resumptions.size]).toEqual([true, 1]);
  world.run(50 * second);
  expect(log.of('opened')).toHaveLength(2);
  expect([secured(), proved()]).toEqual([false, [-1, -1]]);
});
