import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Size } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { planIn, play } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { marketClaims } from './claims.ts';
import type { MarketParameters } from './parameters.ts';
import { dpmProviderMarket } from './scenario.ts';

const valuesOf = (size: Size, set: Partial<MarketParameters> = {}): MarketParameters =>
  ({ ...valuesAt(dpmProviderMarket, size), ...set }) as MarketParameters;
const cast = dpmProviderMarket.build(valuesOf('smoke'), 1);
const attackOf = (id: AttackId) => attacks.find((attack) => attack.id === id)!;

/** What a play of the market came to, by names as in results. */
function observed(
  attack: AttackId | 'none',
  without: readonly ControlId[] = [],
  set: Partial<MarketParameters> = {},
  profile: ProfileName = 'framework',
) {
  const given = { attacks: attack === 'none' ? [] : [attackOf(attack)], profile: { name: profile, without } };
  return play(planIn(dpmProviderMarket, given, set)).observed;
}
type Seen = ReturnType<typeof observed>;
const verdicts = ({ values }: Seen, attack: AttackId | 'none', claims = marketClaims) =>
  Object.fromEntries(
    claims.map((claim) => [claim.name, claim.holds((metric) => values[metric]?.value ?? null, attack)]),
  );

describe('claims', () => {
  test('while nobody attacks every claim of honest play holds under the framework, and nothing is violated', () => {
    const seen = observed('none');
    expect(seen.violationsTotal).toBe(0);
    const held = Object.entries(verdicts(seen, 'none', dpmProviderMarket.claims)).filter(
      ([, held]) => held !== undefined,
    );
    expect(held.filter(([, holds]) => holds !== true)).toEqual([]);
    expect(held.length).toBeGreaterThanOrEqual(9);
    for (const metric of ['M30.job.p99', 'M40.all', 'M46.money']) expect(seen.values[metric]!.n).toBeGreaterThan(500);
  });

  test.each(['A33', 'A34', 'A35'] as const)('under %s every claim about it holds under the framework', (attack) => {
    const seen = observed(attack);
    const held = Object.entries(verdicts(seen, attack)).filter(([, held]) => held !== undefined);
    expect(held.filter(([, holds]) => holds !== true)).toEqual([]);
    expect(held.length).toBeGreaterThanOrEqual(4);
    expect(seen.attacks[0]!.attempts).toBeGreaterThan(1);
    expect(seen.attacks[0]!.successes).toBe(0);
    expect(seen.values['M08']!.n).toBeGreaterThan(0);
  });
});

describe('the cast', () => {
  test('has attackers inside as many providers as collude, and no more', () => {
    const inside = (colluding: number): number => {
      const { stage, household } = dpmProviderMarket.build(valuesOf('smoke', { colluding }), 1);
      // Whoever is inside the one that leaves is there in any case, and colludes only where it does so under a name of its own.
      const nodes = Object.entries(stage.insiders).flatMap(([name, node]) => (name === 'leaver' ? [] : [node]));
      return nodes.filter((node) => household.roleOf(node) === 'external-dpm').length;
    };
    expect([1, 2, 5].map(inside)).toEqual([1, 2, 5]);
  });

  test('a provider may know windows without what tells of people, the second one only until it leaves', () => {
    const provider = cast.stage.insiders['provider']!;
    const may = (node: number, dataClass: 'operational' | 'personal', atSeconds: number): boolean =>
      cast.entitlements.mayKnow(node, dataClass, firstSubjectWithoutNode, seconds(atSeconds));
    expect([may(provider, 'operational', 100), may(provider, 'personal', 1)]).toEqual([true, false]);
    expect([may(provider + 1, 'operational', 39), may(provider + 1, 'operational', 41)]).toEqual([true, false]);
    const { entitlements } = dpmProviderMarket.build(valuesOf('smoke', { leavesAtSeconds: 10, awaySeconds: 5 }), 1);
    const ended = (node: number) => [9, 11, 14, 16, 26].map((at) => entitlements.lapsed!(node, seconds(at)));
    expect(ended(provider + 1)).toEqual([false, true, true, false, true]);
    expect(ended(provider)).toEqual([false, false, false, false, false]);
    expect(cast.household.inputsFor('occupancy')).not.toContain('motion');
  });
});

describe('the market', () => {
  test('redundancy doubles what a job costs, and the dear providers are asked only when a cheap one is missing', () => {
    const alone = observed('none', ['C22'], { leavesAtSeconds: 0, restartAtSeconds: 0 }).values['M46.money']!.value!;
    const twice = observed('none', [], { leavesAtSeconds: 0, restartAtSeconds: 0 }).values['M46.money']!.value!;
    // 60 for one answer of the cheapest; 60 and 95 for one of each of the two cheapest; and some that were asked besides.
    expect(alone).toBeGreaterThan(55);
    expect(alone).toBeLessThan(75);
    expect(twice).toBeGreaterThan(150);
    expect(twice).toBeLessThan(190);
  });

  test('providers that share few cores wait for each other, and those that share many do not', () => {
    const hosting = (hostCores: number): number =>
      observed('none', [], { hosted: 5, hostCores }).values['M30.job.p50']!.value!;
    expect(hosting(1)).toBeGreaterThan(hosting(10) * 1.1);
  });

  test('a host that goes out takes all on it along: with some providers elsewhere the second is kept, with none it is not', () => {
    const [second] = Object.keys(verdicts(observed('none'), 'none'));
    const kept = (hosted: number): boolean | undefined =>
      verdicts(observed('none', [], { hosted, hostOutageAtSeconds: 35 }), 'none')[second!];
    expect([kept(3), kept(5)]).toEqual([true, false]);
  });

  test('wrong results are told apart by the party that gave them', () => {
    const { values } = observed('A35', ['C20', 'C21', 'C22']);
    expect(values['M08.provider-1']!.n).toBeGreaterThan(0);
    expect(values['M08.provider-3']).toBeUndefined();
  });
});

test('by passport, a provider whose code changes is believed until it has to get another one; by evidence it never is', () => {
  const wrong = (attestedBy: string): number => observed('A33', ['C21', 'C22'], { attestedBy }).values['M08']!.value!;
  expect(wrong('evidence')).toBe(0);
  expect(wrong('passport')).toBeGreaterThan(0.1);
  // Whoever looks again, or asks a second provider, does not depend on it.
  expect(observed('A33', [], { attestedBy: 'passport' }).values['M08']!.value).toBe(0);
});

test('a genuine machine speaks for other code only where no channel has proved a key that its evidence could be held against', () => {
  const succeeds = (without: readonly ControlId[]): boolean => {
    const [forgery] = observed('A38', without, { leavesAtSeconds: 0, restartAtSeconds: 0 }).attacks;
    expect(forgery!.attempts).toBeGreaterThan(0);
    return forgery!.successes > 0;
  };
  expect([[], ['C01'], ['C32'], ['C01', 'C32'], ['C21', 'C22']].map((out) => succeeds(out as ControlId[]))).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

describe('who runs the machine of providers', () => {
  /** What he learns: something that tells of people, and anything. */
  const learnt = (without: readonly ControlId[]): readonly [boolean, boolean] => {
    const { attacks, values } = observed('A30', without, { hosted: 3, durationSeconds: 120 });
    expect(attacks[0]!.attempts).toBeGreaterThan(1);
    return [attacks[0]!.successes > 0, values['M40.byAttacks']!.value! > 0];
  };

  test('learns nothing where memory is sealed, and nothing of people where jobs tell of nobody', () => {
    expect(learnt([])).toEqual([false, false]);
    expect(learnt(['C14'])).toEqual([false, true]);
    expect(learnt(['C17'])).toEqual([false, false]);
    expect(learnt(['C14', 'C17'])).toEqual([true, true]);
  });
});
