import { expect, test } from 'vitest';
import { operations, type Operation } from '../../sim/framework/costs.ts';
import { acting, at, reading, second, smallHouse } from '../../sim/worlds/virtual/testing/small-house.ts';
import { handshakeCharges } from './handshake-charges.ts';

/** How often an operation is charged while a gateway opens its channel, and how often in all once it has resumed it. */
const charged = (operation: Operation): readonly [full: number, both: number] => {
  const { world, log, house } = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_state, _index, io) => [1, 130 * second].forEach((moment, index) => io.wake(1, moment, index)),
          wake: (_state, _index, _timer, _argument, io) =>
            void io.send('RP-T', at<'iot-platform'>(1), reading(io.node)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
    standing: ['C32', 'C01'],
    costs: { [operation]: 1 },
  });
  const sum = (): number => house.controlCosts.ns.reduce((total, ns) => total + ns, 0);
  world.run(129 * second);
  const once = sum();
  world.run(200 * second);
  expect(log.of('opened').map(({ atNs }) => atNs < 129 * second)).toEqual([true, false]);
  return [once, sum()];
};

/** What each message is charged besides, on a channel that is open: not of the opening. */
const ofMessages: readonly Operation[] = ['aead', 'judge', 'handle'];

test.each(operations.filter((operation) => !ofMessages.includes(operation)))(
  'the virtual world charges %s for a full and for a resumed opening as often as it is said here',
  (operation) => {
    const { full, resumed } = handshakeCharges as Readonly<Record<string, Partial<Record<Operation, number>>>>;
    const [once, both] = charged(operation);
    expect([once, both - once]).toEqual([full![operation] ?? 0, resumed![operation] ?? 0]);
  },
);
