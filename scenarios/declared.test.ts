import { expect, test } from 'vitest';
import { joined } from '../sim/framework/figure.ts';
import { sizeNames } from '../sim/framework/scenario.ts';
import type { Cast, Parameter } from '../sim/framework/scenario.ts';
import { sortsOf } from '../sim/framework/sorts.ts';
import { scenarios } from './catalogue.ts';
import { trials } from './testing/trials.ts';
import { valuesAt } from './values.ts';

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
    for (const size of sizeNames) {
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

/** Each device of a cast with its sorts and the placement that it is of. */
const devicesOf = ({ placements }: Cast) =>
  placements
    .filter(({ component }) => component.role === 'device')
    .flatMap((placement) =>
      Array.from({ length: placement.count }, (_, index) => ({
        placement: placement.name,
        sorts: sortsOf(placement, placement.first + index),
      })),
    );

test.each(casts)(
  'in %s at %s each device is of a sort, and authenticates itself at an identity storage where it is full-fledged, and else not',
  (_id, _size, cast) => {
    const authenticates = new Set(
      cast.wires.filter(({ point }) => point === 'RP-D').flatMap(({ from, to }) => [from, to]),
    );
    for (const { placement, sorts: own } of devicesOf(cast)) {
      const [fledged, further] = [own.slice(0, 1), own.slice(1)];
      expect(fledged).toEqual([authenticates.has(placement) ? 'full-fledged' : 'constrained']);
      expect(further.length, placement).toBeGreaterThan(0);
      expect(further.filter((sort) => sort === 'full-fledged' || sort === 'constrained')).toEqual([]);
    }
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
