import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { recordAt } from '../../sim/components/registry.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { joined } from '../../sim/framework/figure.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { holderEntitlements } from '../kit/holder-entitlements.ts';
import { seatHouse } from '../kit/house.ts';
import { nameEverybody } from '../kit/names.ts';
import { planIn, play } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { claims } from './claims.ts';
import type { SharedStorageParameters } from './parameters.ts';
import { registryPlan } from './registry.ts';
import { campusSales } from './sales.ts';
import { sharedIdentityStorage } from './scenario.ts';

const valuesOf = (set: Partial<SharedStorageParameters> = {}): SharedStorageParameters =>
  ({ ...valuesAt(sharedIdentityStorage, 'smoke'), ...set }) as SharedStorageParameters;
const castOf = (set: Partial<SharedStorageParameters> = {}): Cast => sharedIdentityStorage.build(valuesOf(set), 1);

/** What each claim comes to in a run of smoke size. */
const verdicts = (
  profile: ProfileName,
  without: readonly ControlId[],
  attack: AttackId | 'none',
): Readonly<Record<string, boolean | undefined>> => {
  const struck = attacks.filter(({ id }) => id === attack);
  const { observed } = play(planIn(sharedIdentityStorage, { profile: { name: profile, without }, attacks: struck }));
  const value = (metric: string): number | null => observed.values[metric]?.value ?? null;
  return Object.fromEntries(claims.map((claim) => [claim.name, claim.holds(value, attack)]));
};

test('every claim holds under framework while nobody attacks', () => {
  const own = claims.slice(3).map(({ name }) => name);
  const honest = verdicts('framework', [], 'none');
  const judged = own.filter((name) => honest[name] !== undefined);
  expect(judged.length).toBeGreaterThanOrEqual(5);
  for (const [name, verdict] of Object.entries(honest)) expect(verdict ?? true, name).toBe(true);
});

test('under framework neither a split view nor tampering moves a wrong twin, and the split is noticed', () => {
  const [split, tampered] = (['A15', 'A41'] as const).map((attack) => verdicts('framework', [], attack));
  for (const [name, verdict] of Object.entries(split!)) expect(verdict ?? true, name).toBe(true);
  for (const { name } of claims.slice(3, 7)) expect(tampered![name], name).toBe(true);
});

test('every wire joins two placements that the figure joins, and the attacker in a replica finds it', () => {
  const cast = castOf();
  const roles = new Map(cast.placements.map(({ name, component }) => [name, component.role]));
  for (const { point, from, to } of cast.wires)
    expect(joined(point, roles.get(from)!, roles.get(to)!), `${from} ${point} ${to}`).toBe(true);
  const replica = cast.placements.find(({ name }) => name === 'replicas')!;
  expect(cast.stage.insiders['replica']).toBe(replica.first);
  expect(replica.count).toBe(3);
});

test('nothing is sold while the storage is away, nor just before, and every thing that is sold has another holder then', () => {
  const values = valuesOf();
  const sales = campusSales(values, 9);
  expect(sales.length).toBeGreaterThan(20);
  for (const { atNs, from, to } of sales) {
    expect(from).not.toBe(to);
    expect(atNs > 105e9 && atNs < 160e9).toBe(false);
  }
});

test('what is on record is what is truly so: the book and the entitlements agree at any time', () => {
  const values = valuesOf();
  const { rooms, sensorsPerRoom, roomsPerGateway, platforms, replicas } = values;
  const house = seatHouse(
    {
      sites: [{ party: 'campus', rooms, sensorsPerRoom, equippedRooms: rooms, roomsPerGateway }],
      platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
      providers: 1,
      people: [],
      replicas,
    },
    values,
    1,
  );
  const sales = campusSales(values, house.things.count);
  const {
    books: [book],
  } = registryPlan(house, nameEverybody(house, 1), sales, values);
  const truth = holderEntitlements(house, sales, 0);
  let changes = 0;
  for (const entry of book!) {
    for (let nowNs = 1.5e9; nowNs < 420e9; nowNs += 7e9) {
      const record = recordAt(entry, nowNs)!;
      changes = Math.max(changes, record.version);
      const showing = house.platforms.filter(({ entityAgent }) =>
        truth.mayShow!(entityAgent.first, entry.subject, nowNs),
      );
      expect(showing.map(({ party }) => party)).toEqual([record.holder]);
    }
  }
  expect(changes).toBeGreaterThan(1);
  expect(new Set(book!.map(({ identifier }) => identifier)).size).toBe(house.things.count);
});

test('a twin may show what its platform sold for as long as agreed, and no longer', () => {
  const cast = castOf();
  const [first] = campusSales(valuesOf(), 9);
  const twinOf = (platform: number): number =>
    cast.placements.find(({ name }) => name === `entity-agent.platform-${platform + 1}`)!.first;
  const { atNs, from, to, thing } = first!;
  const subject = cast.placements.find(({ name }) => name === 'sensors')!.first + thing;
  const may = (platform: number, laterNs: number): boolean =>
    cast.entitlements.mayShow!(twinOf(platform), subject, atNs + laterNs);
  expect([may(from, -1), may(from, 15e9), may(from, 15e9 + 1)]).toEqual([true, true, false]);
  expect([may(to, -1), may(to, 0), may(to, 100e9)]).toEqual([false, true, true]);
});
