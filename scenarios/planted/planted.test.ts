import { expect, test } from 'vitest';
import type { Observations } from '../../metrics/results/replication.ts';
import { properties } from '../../sim/framework/attack.ts';
import type { Property } from '../../sim/framework/attack.ts';
import { play } from '../testing/play.ts';
import { plantedViolations } from './catalogue.ts';
import { plansOf } from './planted.ts';

const broken = (of: Observations['properties']): readonly Property[] =>
  properties.filter((property) => of[property].violated > 0);

test('there is a planted violation of every property, and no two are the same', () => {
  const planted = new Set(plantedViolations.map(({ property }) => property));
  expect([...planted].toSorted()).toEqual(properties.toSorted());
  expect(new Set(plantedViolations.map(({ what }) => what)).size).toBe(plantedViolations.length);
});

test.each(plantedViolations.map((planted) => [planted.property, planted.what, planted] as const))(
  '%s: the oracle finds that %s, and nothing where it is not so',
  (property, _what, planted) => {
    const plans = plansOf(planted);
    const honest = play(plans.honest).observed.properties;
    const spoilt = play(plans.spoilt).observed.properties;
    expect(broken(honest)).toEqual([]);
    const found = properties.filter((one) => one === property || Object.hasOwn(planted.besides, one));
    expect(broken(spoilt)).toEqual(found);
    // All the rest of what it was judged on was in order.
    expect(spoilt[property].judged).toBeGreaterThan(spoilt[property].violated);
  },
);
