import { expect, test } from 'vitest';
import type { Draft } from '../../framework/message.ts';
import type { Distribution } from '../../kernel/distributions/distribution.ts';
import { acting, at, linkOf, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

/** A gateway that reports to its platform at the given moments, and how many of its messages were given back. */
const talking = (
  moments: readonly number[],
  changed: Partial<SmallHouse> = {},
): ReturnType<typeof smallHouse> & { readonly back: number[] } => {
  const back: number[] = [];
  const made = smallHouse({
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_state, _index, io) =>
            moments.forEach((moment, index) => moment >= io.now && io.wake(1, moment - io.now, index + 1)),
          wake: (_state, _index, _timer, argument, io) =>
            void io.send('RP-T', at<'iot-platform'>(1), reading(io.node, argument)),
          undelivered: (_state, _index, number) => void back.push(number),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
    ...changed,
  });
  return { ...made, back };
};

test('what is said before the channel is open waits for it and goes out in order', () => {
  const { world, log, house } = talking([0, 1, 2]);
  world.run(second);
  expect(log.of('opened')).toHaveLength(1);
  expect(log.of('delivered').map(({ counter }) => counter)).toEqual([1, 2, 3]);
  // Four packets of a millisecond each, then the messages.
  expect(log.of('opened')[0]!.atNs).toBe(4_000_000);
  expect(log.of('delivered')[0]!.atNs).toBeGreaterThanOrEqual(5_000_000);
  expect([house.slots.used, world.nodes.halfOpen(1)]).toEqual([0, 0]);
});

test('under mutual authentication both ends have proved their names to each other', () => {
  const { world, house, log } = talking([0], { standing: ['C01', 'C32'] });
  world.run(second);
  expect(log.of('delivered')).toHaveLength(1);
  const session = house.sessions.find(0, 0, 1);
  expect([house.sessions.provedNode(session), house.sessions.provedNode(session ^ 1)]).toEqual([0, 1]);
  expect(house.sessions.secured(session >> 1)).toBe(true);
});

test('a handshake whose packets are lost is tried three times, then what waited is given back', () => {
  const lost = linkOf(1_000_000, { loss: { kind: 'bernoulli', p: 1 } });
  const { world, log, house, back } = talking([0], {
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake', link: lost }],
  });
  world.run(30 * second);
  // Waits of 1, 2 and 4 s.
  expect(log.of('not-opened').map(({ atNs }) => atNs)).toEqual([7 * second]);
  expect(log.drops()).toEqual(['no-channel']);
  expect(back).toEqual([1]);
  expect([house.slots.used, world.nodes.halfOpen(1)]).toEqual([0, 0]);
});

test('whichever packet of a handshake is lost, saying hello again makes it good', () => {
  const lossy = linkOf(1_000_000, { loss: { kind: 'bernoulli', p: 0.3 } });
  const { world, log } = talking([], {
    nodes: [
      {
        name: 'gateway',
        count: 400,
        component: acting('gateway', {
          start: (_s, _i, io) => void io.send('RP-T', at<'iot-platform'>(400), reading(io.node)),
        }),
      },
      { name: 'platform', component: acting('iot-platform'), halfOpenLimit: 1000 },
    ],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake', link: lossy }],
  });
  world.run(60 * second);
  // Three rounds of four packets: 1 - (1 - 0.7^4)^3 = 0.56; with hellos alone repeated it were a third.
  const share = log.of('opened').length / 400;
  expect(share).toBeGreaterThan(0.48);
  expect(log.of('opened').length + log.of('not-opened').length).toBe(400);
  expect(world.nodes.halfOpen(400)).toBe(0);
});

test('after a failed opening the next one waits, longer every time', () => {
  const lost = linkOf(1_000_000, { loss: { kind: 'bernoulli', p: 1 } });
  const { world, log } = talking([0, 7.1 * second, 15.1 * second], {
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake', link: lost }],
  });
  world.run(60 * second);
  // Tries of 7 s each; the second begins a second after the first ended, the third two seconds after the second.
  expect(log.of('not-opened').map(({ atNs }) => atNs)).toEqual([7 * second, 15 * second, 24 * second]);
});

test('a table without a free place turns a handshake away, and it finds one when it comes again', () => {
  const { world, log, house } = talking([0], {
    nodes: [
      {
        name: 'gateway',
        count: 3,
        component: acting('gateway', {
          start: (_state, _index, io) => void io.send('RP-T', at<'iot-platform'>(3), reading(io.node)),
        }),
      },
      { name: 'platform', component: acting('iot-platform'), halfOpenLimit: 1 },
    ],
  });
  world.run(20 * second);
  expect(log.drops()).toEqual(['table-full', 'table-full', 'table-full']);
  expect(log.of('opened').map(({ atNs }) => Math.floor(atNs / second))).toEqual([0, 1, 3]);
  expect(log.of('delivered')).toHaveLength(3);
  expect([house.slots.used, world.nodes.halfOpen(3)]).toEqual([0, 0]);
});

test('a cookie costs a round trip and no half-open place until it is echoed', () => {
  const { world, log, house } = talking([0], { standing: ['C43'] });
  world.run(2_500_000);
  expect(world.nodes.halfOpen(1)).toBe(0);
  world.run(3_500_000);
  expect(world.nodes.halfOpen(1)).toBe(1);
  world.run(20 * second);
  expect(log.of('opened').map(({ atNs }) => atNs)).toEqual([6_000_000]);
  expect([house.slots.used, world.nodes.halfOpen(1)]).toEqual([0, 0]);
});

/** A door, and somebody who knocks there ten times a second for a second and does not mean to come in. */
const flooded = (changed: Partial<SmallHouse>): ReturnType<typeof smallHouse> & { readonly transits: () => number } => {
  let transits = 0;
  const counted: Distribution = {
    name: 'counted',
    mean: null,
    variance: null,
    sample: () => {
      transits++;
      return 1_000_000;
    },
    cdf: () => 0,
  };
  const made = smallHouse({
    nodes: [
      { name: 'person', component: acting('person') },
      { name: 'door', component: acting('avatar-agent'), halfOpenLimit: 4 },
    ],
    wires: [{ point: 'RP-A', from: 'person', to: 'door', channel: 'handshake', link: linkOf(0, { latency: counted }) }],
    costs: { sign: 1_000_000, keygen: 1000 },
    attacks: [
      story(function* (hand) {
        hand.flood({ node: 1, point: 'RP-A' }, 10, second, 'spoofed');
        yield hand.wait(1e15);
      }),
    ],
    ...changed,
  });
  return { ...made, transits: () => transits };
};

test('each place in the table costs the door a reply, whether or not its taker means to go on', () => {
  const { world, house, transits } = flooded({ standing: ['C32', 'C01'] });
  world.run(2 * second);
  expect(world.nodes.halfOpen(1)).toBe(4);
  // One signature and one fresh key for each place; ten hellos came and four replies left, to where nobody is.
  expect(house.controlCosts.ns[1]! + house.controlCosts.ns[32]!).toBe(4 * 1_001_000);
  expect(house.machines.workedNs(1)).toBe(4 * 1_001_000);
  expect(transits()).toBe(10 + 4);
  expect(house.slots.used).toBe(0);
});

test('a cookie is sent to whoever knocks, also where nobody listens, and no place is taken', () => {
  const { world, house, transits } = flooded({ standing: ['C32', 'C01', 'C43'] });
  world.run(2 * second);
  expect(world.nodes.halfOpen(1)).toBe(0);
  expect(house.controlCosts.ns[1]! + house.controlCosts.ns[32]!).toBe(0);
  expect(transits()).toBe(10 + 10);
});

test('who opens a channel makes its fresh key first, and its station owes that time', () => {
  const fast = talking([0], { standing: ['C32'] });
  const slow = talking([0], { standing: ['C32'], costs: { keygen: 10_000_000 } });
  for (const { world } of [fast, slow]) world.run(second);
  const openedNs = ({ log }: typeof fast): number => log.of('opened')[0]!.atNs;
  // Two fresh keys: the initiator's before its hello, the responder's before its reply.
  expect(openedNs(slow) - openedNs(fast)).toBe(20_000_000);
  expect(slow.house.machines.workedNs(0) - fast.house.machines.workedNs(0)).toBe(10_000_000);
});

test('a channel that was idle for two minutes is closed and resumed without new proofs', () => {
  const { world, log, house } = talking([0, 130 * second], {
    standing: ['C01', 'C32'],
    costs: { sign: 1000, handle: 1000 },
  });
  world.run(129 * second);
  const { calls } = house.controlCosts;
  const signedOnce = house.controlCosts.ns[1]!;
  expect(calls[1]).toBeGreaterThan(0);
  world.run(200 * second);
  expect(log.of('closed').map(({ atNs }) => atNs)).toEqual([130 * second]);
  expect(log.of('opened')).toHaveLength(2);
  expect(log.of('delivered')).toHaveLength(2);
  expect(house.controlCosts.ns[1]).toBe(signedOnce);
  expect(log.refusals()).toEqual([]);
});

test('nothing is resumed on a proof that has run out: whoever holds a newer credential proves that one at once', () => {
  // Operators renew at half life, 50 s; the proof of the first opening is good for less than 100 s.
  const { world, log, house } = talking([0, 130 * second], {
    standing: ['C01', 'C32'],
    longCredentialNs: 100 * second,
    costs: { sign: 1000 },
  });
  world.run(129 * second);
  const signedOnce = house.controlCosts.ns[1]! + house.controlCosts.ns[32]!;
  world.run(300 * second);
  expect(log.of('opened')).toHaveLength(2);
  expect(log.of('delivered')).toHaveLength(2);
  expect(log.refusals()).toEqual([]);
  expect(house.controlCosts.ns[1]! + house.controlCosts.ns[32]!).toBe(2 * signedOnce);
});

test('after a restart of either end nothing is resumed, and both prove themselves again', () => {
  for (const node of [0, 1]) {
    const { world, log, house } = talking([0, 10 * second], {
      standing: ['C01', 'C32'],
      costs: { sign: 1000 },
      events: [{ atNs: 5 * second, event: 'restart', node }],
    });
    world.run(4 * second);
    const signedOnce = house.controlCosts.ns[1]! + house.controlCosts.ns[32]!;
    world.run(20 * second);
    expect(log.of('restarted')).toHaveLength(1);
    expect(log.of('closed')).toHaveLength(1);
    expect(log.of('delivered')).toHaveLength(2);
    expect(house.controlCosts.ns[1]! + house.controlCosts.ns[32]!).toBe(2 * signedOnce);
  }
});

test('keys installed at commissioning need no packets, and prove the names they were installed for', () => {
  const { world, log, house } = talking([0], {
    standing: ['C01', 'C32'],
    wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'provisioned' }],
  });
  world.run(second);
  expect(log.of('opened').map(({ atNs }) => atNs)).toEqual([0]);
  expect(log.of('delivered')).toHaveLength(1);
  expect(house.sessions.provedNode(house.sessions.find(0, 0, 1))).toBe(0);
});

test('two ends that reach for each other at once get one channel', () => {
  const both = (to: number): Draft<'command'> => ({
    kind: 'command',
    subject: to,
    dataClass: 'operational',
    body: { quantity: 'lamp', value: 1, person: 0 },
  });
  const { world, log, house } = talking([], {
    nodes: [
      {
        name: 'lamp',
        component: acting('device', { start: (_s, _i, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(0)) }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', { start: (_s, _i, io) => void io.send('RP-T', at<'device'>(0), both(0)) }),
      },
    ],
    wires: [{ point: 'RP-T', from: 'lamp', to: 'platform', channel: 'handshake' }],
  });
  world.run(10 * second);
  expect(log.of('opened')).toHaveLength(1);
  expect(
    log
      .of('delivered')
      .map(({ node }) => node)
      .toSorted((a, b) => a - b),
  ).toEqual([0, 1]);
  expect(house.slots.used).toBe(0);
});

/** A latency that takes its values from a list, then stays at the last. */
const scripted = (latencies: readonly number[]): Distribution => {
  let next = 0;
  const sample = (): number => latencies[Math.min(next++, latencies.length - 1)]!;
  return { name: 'scripted', mean: null, variance: null, sample, cdf: () => 0 };
};

test('a first packet that comes long after its handshake ended takes no place and disturbs nobody', () => {
  // The hello of node 0 needs 3.2 s; the one sent after a second opens the channel. Its number is then free, and the handshake
  // of node 1, which nobody answers before 3.5 s, may get it.
  const ms = 1_000_000;
  const slow = linkOf(ms, { latency: scripted([3200 * ms, ms]), order: 'free' });
  const slower = linkOf(400 * ms);
  const { world, log, house } = talking([], {
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => void io.send('RP-T', at<'iot-platform'>(2), reading(0)),
        }),
      },
      {
        name: 'lamp',
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, 3.1 * second),
          wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(3), reading(1)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
      { name: 'other platform', component: acting('iot-platform') },
    ],
    wires: [
      { point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake', link: slow },
      { point: 'RP-T', from: 'lamp', to: 'other platform', channel: 'handshake', link: slower },
    ],
  });
  world.run(3.3 * second);
  expect([0, 1, 2, 3].map((node) => world.nodes.halfOpen(node))).toEqual([0, 0, 0, 0]);
  world.run(30 * second);
  expect(log.of('delivered')).toHaveLength(2);
  expect([0, 1, 2, 3].map((node) => world.nodes.halfOpen(node))).toEqual([0, 0, 0, 0]);
  expect(house.slots.used).toBe(0);
});

test('a half-open place is kept its whole time, whoever held the number of its handshake before', () => {
  const ms = 1_000_000;
  const hello = 900 * ms;
  const { world } = talking([], {
    nodes: [
      {
        name: 'gateway',
        component: acting('gateway', {
          start: (_s, _i, io) => void io.send('RP-T', at<'iot-platform'>(2), reading(0)),
        }),
      },
      {
        name: 'lamp',
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, 1.1 * second),
          wake: (_s, _i, _t, _a, io) => void io.send('RP-T', at<'iot-platform'>(2), reading(1)),
        }),
      },
      { name: 'platform', component: acting('iot-platform') },
    ],
    wires: [
      { point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' },
      // Its replies are lost: it holds its place until time takes it away.
      {
        point: 'RP-T',
        from: 'lamp',
        to: 'platform',
        channel: 'handshake',
        link: linkOf(hello, { latency: scripted([hello, 60 * second]), order: 'free' }),
      },
    ],
  });
  // The first handshake took its place at 1 ms; the second takes one at 2 s, under the same number.
  world.run(4.9 * second);
  expect(world.nodes.halfOpen(2)).toBe(1);
  world.run(5.5 * second);
  expect(world.nodes.halfOpen(2)).toBe(1);
  world.run(7.5 * second);
  expect(world.nodes.halfOpen(2)).toBe(0);
});
