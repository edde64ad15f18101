import { expect, test } from 'vitest';
import { objectSecurity } from '../../controls/object-security.ts';
import type { Control, ControlId, Guard } from '../../framework/control.ts';
import { flagClear } from '../../framework/fact.ts';
import { places } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import { acting, at, linkOf, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';

/** A control that notes when it works, charges and adds what it is told, and refuses what it is told. */
const noting = (id: ControlId, notes: string[], refuses?: (value: number) => Refusal | undefined): Control => ({
  id,
  name: `noting ${id}`,
  summary: 'a test',
  groups: [],
  rung: 'framework',
  layer: 'door',
  step: 90,
  places,
  limits: 'a test',
  source: 'a test',
  stand: (): Guard => ({
    protect(message, at) {
      notes.push(`${id} protects ${message.number} at ${at.node}`);
      at.charge('sign');
      at.extend(10);
    },
    verify(message, at) {
      notes.push(`${id} verifies ${message.number} at ${at.node}`);
      at.charge('verify');
      return refuses?.((message.body as { readonly value: number }).value);
    },
  }),
});

/** A sensor that says some values to a gateway at once. */
const saying = (
  values: readonly number[],
  changed: Partial<SmallHouse> = {},
): ReturnType<typeof smallHouse> & { readonly heard: number[] } => {
  const heard: number[] = [];
  const made = smallHouse({
    nodes: [
      {
        name: 'sensor',
        component: acting('device', {
          start: (_s, _i, io) => values.forEach((value) => io.send('RP-T', at<'gateway'>(1), reading(io.node, value))),
        }),
      },
      {
        name: 'gateway',
        component: acting('gateway', {
          receive: (_s, _i, message) =>
            void (message.kind === 'report' && message.body !== null && heard.push(message.body.value)),
        }),
      },
    ],
    wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway' }],
    ...changed,
  });
  return { ...made, heard };
};

test('controls protect in order and verify in reverse order', () => {
  const notes: string[] = [];
  const { world } = saying([1], { standing: [noting('C90', notes), noting('C91', notes)] });
  world.run(second);
  expect(notes).toEqual(['C90 protects 1 at 0', 'C91 protects 1 at 0', 'C91 verifies 1 at 1', 'C90 verifies 1 at 1']);
});

test('what one control refuses no other looks at, and nobody receives', () => {
  const notes: string[] = [];
  const standing = [noting('C90', notes), noting('C91', notes, (value) => (value === 2 ? 'stale' : undefined))];
  const { world, log, heard } = saying([1, 2, 3], { standing });
  world.run(second);
  expect(heard).toEqual([1, 3]);
  expect(log.refusals()).toEqual(['C91 stale']);
  expect(notes).not.toContain('C90 verifies 2 at 1');
});

test('security is paid for: in time at both ends and in bytes on the wire', () => {
  const costs = { sign: 3_000_000, verify: 5_000_000, handle: 1000 };
  const slow = linkOf(1_000_000, { bandwidthBitsPerSecond: 80_000 });
  const arrival = (standing: SmallHouse['standing']): number => {
    const { world, log } = saying([1], {
      standing: standing ?? [],
      costs,
      wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway', link: slow }],
    });
    world.run(second);
    return log.of('delivered')[0]!.atNs;
  };
  const plain = arrival([]);
  const notes: string[] = [];
  // 3 ms to protect, 10 bytes at 80 kbit/s = 1 ms, 5 ms to verify.
  expect(arrival([noting('C90', notes)]) - plain).toBe(9_000_000);
  expect(plain).toBe(1_000_000 + 4_800_000 + 1000);
});

test('what a handler does before it sends delays what it sends', () => {
  const { world, log } = saying([1, 2], { standing: [noting('C90', [])], costs: { sign: 3_000_000 } });
  world.run(second);
  expect(log.of('delivered').map(({ atNs }) => atNs)).toEqual([4_000_000, 7_000_000]);
});

test('a machine with one core works one message off after the other, and its queue holds no more than it can', () => {
  const { house, world, log } = saying([1, 2, 3, 4, 5], {
    costs: { handle: 10_000_000 },
    nodes: [
      {
        name: 'sensor',
        component: acting('device', {
          start: (_s, _i, io) =>
            [1, 2, 3, 4, 5].forEach((value) => io.send('RP-T', at<'gateway'>(1), reading(io.node, value))),
        }),
      },
      { name: 'gateway', component: acting('gateway'), queueLimit: 2 },
    ],
  });
  world.run(second);
  expect(log.of('delivered').map(({ atNs }) => atNs)).toEqual([11_000_000, 21_000_000, 31_000_000]);
  expect(log.drops()).toEqual(['queue', 'queue']);
  expect(house.slots.used).toBe(0);
});

test('a datum keeps its identity, birth and taint as it is forwarded, and gets a new one where it is said anew', () => {
  const { world, log } = smallHouse({
    nodes: [
      {
        name: 'sensor',
        component: acting('device', { start: (_s, _i, io) => void io.send('RP-T', at<'gateway'>(1), reading(0)) }),
      },
      {
        name: 'gateway',
        component: acting('gateway', { receive: (_s, _i, _m, io) => void io.forward('RP-T', at<'iot-platform'>(2)) }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          receive: (_s, _i, _m, io) => void io.send('RP-I', at<'things-agent'>(3), reading(0, 21)),
        }),
      },
      { name: 'agent', component: acting('things-agent') },
    ],
    wires: [
      { point: 'RP-T', from: 'sensor', to: 'gateway' },
      { point: 'RP-T', from: 'gateway', to: 'platform' },
      { point: 'RP-I', from: 'platform', to: 'agent' },
    ],
  });
  world.run(second);
  const hops = log.of('delivered').map(({ node, origin, counter, bornNs }) => ({ node, origin, counter, bornNs }));
  expect(hops).toEqual([
    { node: 1, origin: 0, counter: 1, bornNs: 0 },
    { node: 2, origin: 0, counter: 1, bornNs: 0 },
    // A new datum that descends from the first: the age of what it tells is counted from there.
    { node: 3, origin: 2, counter: 1, bornNs: 0 },
  ]);
});

test('a reply goes back where the request came from and names it; a late answer can still be given', () => {
  const answers: string[] = [];
  const { world } = smallHouse({
    nodes: [
      {
        name: 'person',
        component: acting('person', {
          start: (_s, _i, io) => {
            const body = { room: 5, person: 0 };
            const asked = [1, 2].map(() =>
              io.send('RP-A', at<'avatar-agent'>(1), { kind: 'view', subject: 0, dataClass: 'public', body }),
            );
            answers.push(`asked ${asked.join(' ')}`);
          },
          receive: (_s, _i, message) => void answers.push(`${message.kind} from ${message.from} to ${message.re}`),
        }),
      },
      {
        name: 'avatar agent',
        component: acting('avatar-agent', {
          receive: (_s, _i, message, io) => {
            if (message.number === 1) io.wake(1, second, message.from + 1);
            else io.reply({ kind: 'answer', subject: 0, dataClass: 'public', body: { done: 1 } });
          },
          wake: (_s, _i, _t, from, io) =>
            void io.send(
              'RP-A',
              at<'person'>(from - 1),
              { kind: 'answer', subject: 0, dataClass: 'public', body: { done: 0 } },
              1,
            ),
        }),
      },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'avatar agent' }],
  });
  world.run(3 * second);
  expect(answers).toEqual(['asked 1 2', 'answer from 1 to 2', 'answer from 1 to 1']);
});

test('who gets protected data in clear is told, who forwards it sealed is not', () => {
  const sealed = (standing: SmallHouse['standing']): readonly string[] => {
    const { world, log } = smallHouse({
      nodes: [
        {
          name: 'sensor',
          component: acting('device', {
            start: (_s, _i, io) => void io.send('RP-T', at<'gateway'>(1), { ...reading(0), dataClass: 'personal' }),
          }),
        },
        {
          name: 'gateway',
          component: acting('gateway', { receive: (_s, _i, _m, io) => void io.forward('RP-T', at<'iot-platform'>(2)) }),
        },
        {
          name: 'platform',
          component: acting('iot-platform', {
            receive: (_s, _i, _m, io) => void io.forward('RP-I', at<'things-agent'>(3)),
          }),
        },
        {
          name: 'agent',
          component: acting('things-agent', {
            receive: (_s, _i, _m, io) => void io.forward('RP-M', at<'secure-dpm'>(4)),
          }),
        },
        { name: 'dpm', component: acting('secure-dpm') },
      ],
      wires: [
        { point: 'RP-T', from: 'sensor', to: 'gateway' },
        { point: 'RP-T', from: 'gateway', to: 'platform' },
        { point: 'RP-I', from: 'platform', to: 'agent' },
        { point: 'RP-M', from: 'agent', to: 'dpm' },
      ],
      standing: standing ?? [],
      objectReaders: [4],
    });
    world.run(second);
    const clear = log
      .of('delivered')
      .map(({ node, flags }) => `${node} ${(flags & flagClear) === 0 ? 'sealed' : 'clear'}`);
    return [...clear, ...log.of('disclosed').map(({ node }) => `${node} knows`)];
  };
  expect(sealed([])).toEqual(['1 clear', '2 clear', '3 clear', '4 clear', '1 knows', '2 knows', '3 knows', '4 knows']);
  expect(sealed([objectSecurity])).toEqual(['1 sealed', '2 sealed', '3 sealed', '4 clear', '4 knows']);
});

test('a message that waits while its channel closes is lost with it, whatever it says', () => {
  const { world, log, house } = smallHouse({
    nodes: [
      {
        name: 'sensor',
        component: acting('device', {
          start: (_s, _i, io) => {
            if (io.now === 0) for (const value of [1, 2, 3]) io.send('RP-T', at<'gateway'>(1), reading(0, value));
          },
        }),
      },
      { name: 'gateway', component: acting('gateway') },
    ],
    wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway' }],
    standing: ['C32'],
    costs: { handle: second },
    events: [{ atNs: 1.5 * second, event: 'restart', node: 0 }],
  });
  world.run(10 * second);
  expect(log.of('delivered')).toHaveLength(1);
  expect(log.drops()).toEqual(['no-channel', 'no-channel']);
  expect(house.slots.used).toBe(0);
});

test('a node that is away gets nothing, and what it was about to do is void', () => {
  const done: string[] = [];
  const { world, log, house } = smallHouse({
    nodes: [
      {
        name: 'sensor',
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-T', at<'gateway'>(1), reading(0));
            io.wake(1, second);
          },
        }),
      },
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => {
            done.push(`starts ${io.now / second}`);
            io.wake(7, 2 * second);
          },
          wake: (_s, _i, timer, _a, io) => void done.push(`timer ${timer} at ${io.now / second}`),
          receive: (_s, _i, _m, io) => void done.push(`hears ${Math.floor(io.now / second)}`),
          forget: () => void done.push('forgets'),
        }),
      },
    ],
    wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway' }],
    events: [{ atNs: 1.5 * second, event: 'restart', node: 1 }],
  });
  world.run(6.5 * second);
  expect(done).toEqual([
    'starts 0',
    'hears 1',
    'forgets',
    'starts 3.5',
    'hears 4',
    'hears 5',
    'timer 7 at 5.5',
    'hears 6',
  ]);
  expect(log.drops()).toEqual(['restart', 'restart']);
  expect(house.slots.used).toBe(0);
});
