import { expect, test } from 'vitest';
import { trustBundlePoisoning } from '../../attacks/trust-bundle-poisoning.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { House } from '../../sim/worlds/virtual/house.ts';
import { Bundles } from '../testing/bundles.ts';
import { planIn, play } from '../testing/play.ts';
import { revocationStorm } from './scenario.ts';

const poisoned = (without: readonly ControlId[], suite: 'symbolic' | 'openssl' = 'symbolic') => {
  const profile = { name: 'framework', without } as const;
  const set = { federations: 2, rooms: 1, members: 1, stormAtSeconds: 0, durationSeconds: 150 };
  const { observed } = play(planIn(revocationStorm, { attacks: [trustBundlePoisoning], profile, suite }, set));
  return observed.attacks[0]!;
};

test.each(['symbolic', 'openssl'] as const)(
  'a root that is slipped in opens channels where nobody asks who signed the bundle, nor for a log: %s',
  (suite) => {
    const { attempts, successes } = poisoned(['C06', 'C07'], suite);
    expect(attempts).toBeGreaterThan(1);
    expect(successes).toBe(attempts);
  },
);

test('each of signature and log keeps it out alone', () => {
  for (const without of [[], ['C06'], ['C07']] as const) {
    const { attempts, successes } = poisoned(without);
    expect(attempts).toBeGreaterThan(1);
    expect(successes).toBe(0);
  }
});

test('members take true bundles again and again, and learn from them that the root of the stolen key counts no more', () => {
  const bundles = new Bundles();
  const { world } = play(planIn(revocationStorm, { observers: [bundles] }, { federations: 2 }));
  expect(bundles.refused).toBe(0);
  expect(bundles.came).toBeGreaterThan(10);
  const { trusts, rings, cast } = (world as unknown as { readonly house: House }).house;
  const member = cast.stage.wires['reports up 2']!.to;
  const first = rings.issuers[0]!.name;
  expect(trusts.of(member).sequenceOf(first)).toBe(2);
  expect(trusts.of(member).roots.filter(({ name }) => name === first)).toHaveLength(1);
});
