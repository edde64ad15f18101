import { expect, test } from 'vitest';
import { joined } from '../sim/framework/figure.ts';
import type { Cast, Parameter, Size } from '../sim/framework/scenario.ts';
import { scenarios } from './catalogue.ts';
import { trials } from './testing/trials.ts';
import { valuesAt } from './values.ts';

const sizes: readonly Size[] = ['smoke', 'paper', 'stress'];
const each = scenarios.map((scenario) => [scenario.id, scenario] as const);
/** Every cast at smoke size, and as the trials shape it. */
const casts = trials.flatMap(([id, { scenario, small }]) =>
  [{}, small].map((set, shape) => {
    const cast: Cast = scenario.build({ ...valuesAt(scenario, 'smoke'), ...set }, 1);
    return [id, shape === 0 ? 'smoke' : 'its trial', cast] as const;
  }),
);

test.each(each)(
  'in %s every default and size lies within its declared range, and says where it comes from',
  (_id, scenario) => {
    const declared = scenario.parameters as Readonly<Record<string, Parameter>>;
    for (const size of sizes) {
      for (const [name, value] of Object.entries(
        valuesAt(scenario, size) as Readonly<Record<string, number | string>>,
      )) {
        const { least = -Infinity, most = Infinity, choices, source } = declared[name]!;
        const sound = typeof value === 'number' ? value >= least && value <= most : (choices ?? []).includes(value);
        expect(sound, `${size}: ${name} is ${value}`).toBe(true);
        expect(source).not.toBe('');
      }
    }
  },
);

test.each(casts)(
  'in %s at %s everybody has one number, one place, one name and the role of its component',
  (_id, _size, cast) => {
    const { household, placements } = cast;
    const names = new Set<string>();
    let next = 0;
    for (const { first, count, component } of placements.toSorted((a, b) => a.first - b.first)) {
      expect(first).toBe(next);
      for (; next < first + count; next++) {
        expect(household.roleOf(next)).toBe(component.role);
        names.add(household.nameOf(next));
      }
    }
    expect([next, names.size]).toEqual([household.nodes, household.nodes]);
    expect(new Set(placements.map(({ name }) => name)).size).toBe(placements.length);
  },
);

test.each(casts)(
  'in %s at %s every wire joins two placements that the figure joins',
  (_id, _size, { placements, wires }) => {
    const roles = new Map(placements.map(({ name, component }) => [name, component.role]));
    expect(wires.length).toBeGreaterThan(0);
    for (const { point, from, to } of wires)
      expect(joined(point, roles.get(from)!, roles.get(to)!), `${from} ${point} ${to}`).toBe(true);
  },
);
