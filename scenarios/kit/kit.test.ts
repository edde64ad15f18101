import { expect, test } from 'vitest';
import { rogueActuation } from '../../attacks/rogue-actuation.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { joined } from '../../sim/framework/figure.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { partiesOf, sortsIn } from '../nodes.ts';
import { play, planIn } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { links } from './links.ts';
import { Seating, addressOf, filled, register } from './seating.ts';
import { twoHalls } from './testing/two-halls.ts';
import { wire } from './wire.ts';

const values = valuesAt(twoHalls, 'smoke');
const cast = twoHalls.build(values, 1);

test('seats are numbered without a gap, in the order in which they are taken', () => {
  const seating = new Seating();
  const devices = seating.take('device', { name: 'devices', party: 'a', count: 3 });
  const gateway = seating.take('gateway', { name: 'gateway', party: 'b' });
  const who = register(seating);
  expect([devices.first, gateway.first, who.nodes]).toEqual([0, 3, 4]);
  expect([0, 2, 3].map((node) => who.roleOf(node))).toEqual(['device', 'device', 'gateway']);
  expect(who.seatsOf(2)?.nameEach(2)).toBe('devices-3');
  expect(who.seatsOf(4)).toBeUndefined();
  expect(() => who.roleOf(4)).toThrow(/^node 4 has no role/);
});

test('a wire joins every placement of one end to every one of the other, and what the figure does not join does not compile', () => {
  const seating = new Seating();
  const sensors = seating.take('device', { name: 'sensor', party: 'a', count: 2, singly: true });
  const none = seating.take('device', { name: 'devices', party: 'a', count: 0 });
  const gateway = seating.take('gateway', { name: 'gateway', party: 'a' });
  const person = seating.take('person', { name: 'person', party: 'people' });
  const { radio } = links(values);
  expect(wire('RP-T', sensors, gateway, radio).map(({ from, to }) => [from, to])).toEqual([
    ['sensor-0', 'gateway'],
    ['sensor-1', 'gateway'],
  ]);
  expect(wire('RP-T', none, gateway, radio)).toEqual([]);
  // @ts-expect-error -- no point joins a person to a gateway
  wire('RP-T', gateway, person, radio);
  // @ts-expect-error -- a gateway does not stand at this point
  wire('RP-A', person, gateway, radio);
});

test.each([true, false])(
  'things are of the sorts that were said when their seats were taken, each placed singly: %s',
  (singly) => {
    const seating = new Seating();
    seating.take('gateway', { name: 'gateway', party: 'a' });
    const { component } = cast.placements.find((placement) => placement.component.role === 'device')!;
    const sorts = [
      ['full-fledged', 'camera'],
      ['full-fledged', 'actuator'],
    ] as const;
    const seats = seating.take('device', { name: 'devices', party: 'a', count: 3, singly, sorts });
    const placements = filled(seats, component, { device: 'embedded', cores: 1, queueLimit: 1, halfOpenLimit: 1 });
    expect([0, 1, 2, 3].map((node) => sortsIn({ placements })(node)[1])).toEqual([
      undefined,
      'camera',
      'actuator',
      'camera',
    ]);
  },
);

test('seats are filled by a component of their role, in one placement or in one for each node', () => {
  const seating = new Seating();
  const machine = { device: 'server', cores: 1, queueLimit: 1, halfOpenLimit: 1 } as const;
  const { component } = cast.placements.find((placement) => placement.component.role === 'gateway')!;
  const together = seating.take('gateway', { name: 'gateways', party: 'a', count: 2 });
  const singly = seating.take('gateway', { name: 'gateway', party: 'a', count: 2, singly: true });
  const shape = (seats: typeof together): unknown =>
    filled(seats, component, machine).map(({ name, first, count }) => [name, first, count]);
  expect(shape(together)).toEqual([['gateways', 0, 2]]);
  expect(shape(singly)).toEqual([
    ['gateway-2', 2, 1],
    ['gateway-3', 3, 1],
  ]);
  expect(filled(together, component, machine)[0]).not.toHaveProperty('sorts');
  expect(addressOf(singly, 1)).toBe(3);
});

test('everybody in two halls has one number, one place, one name and the role of its component', () => {
  const { household, placements, wires } = cast;
  const names = new Set<string>();
  let next = 0;
  for (const { first, count, component } of placements) {
    expect(first).toBe(next);
    for (; next < first + count; next++) {
      expect(household.roleOf(next)).toBe(component.role);
      names.add(household.nameOf(next));
    }
  }
  expect([next, names.size]).toEqual([household.nodes, household.nodes]);
  const roles = new Map(placements.map(({ name, component }) => [name, component.role]));
  expect(roles.size).toBe(placements.length);
  for (const { point, from, to } of wires) expect(joined(point, roles.get(from)!, roles.get(to)!)).toBe(true);
});

test('each hall runs in processes of its own', () => {
  const parties = partiesOf(cast);
  const processes = new Map<string, Set<string>>();
  for (const placement of cast.placements) {
    const process = twoHalls.live!.processOf(placement, 0);
    processes.set(process, (processes.get(process) ?? new Set()).add(parties(placement.first)));
  }
  expect([...processes.keys()].toSorted()).toEqual([
    'authority',
    'iot-platform.north',
    'iot-platform.south',
    'people',
    'platform-1',
    'platform-2',
    'provider-1',
    'storage of platform-1',
    'storage of platform-2',
    'things.north',
    'things.south',
  ]);
  for (const of of processes.values()) expect(of.size).toBe(1);
});

const played = (profile: ProfileName, attacks: readonly Attack[] = []): Played =>
  play(planIn(twoHalls, { profile: { name: profile, without: [] }, attacks }));

test.each(['none', 'framework'] as const)('two halls run honest under %s, and nothing is violated', (profile) => {
  const { observed } = played(profile);
  expect(observed.violations).toEqual([]);
  expect(observed.values['M40.all']!.n).toBeGreaterThan(500);
  expect(observed.values['M33']!.value).toBe(0);
  // Each twin is fed by its own hall alone: six sensors every 10 s, four devices every 30 s and after each command.
  const updates = observed.values['M29.twinUpdates']!.value!;
  expect(updates).toBeGreaterThan(2 * (6 / 10 + 4 / 30) - 0.1);
  expect(updates).toBeLessThan(2 * (6 / 10 + 4 / 30) + 0.2);
});

test('what a house stands for carries over: rogue commands to the hall succeed under none and not under framework', () => {
  const tally = (profile: ProfileName): readonly number[] => {
    const { attempts, successes } = played(profile, [rogueActuation]).observed.attacks[0]!;
    return [attempts, successes];
  };
  const [attempts, successes] = tally('none');
  expect(attempts).toBeGreaterThan(2);
  expect(successes).toBeGreaterThan(0);
  expect(tally('framework')[1]).toBe(0);
});
