import { expect, test } from 'vitest';
import { controlsUnderAttack } from '../../scenarios/studies/controls-under-attack.ts';
import type { Study } from '../../sim/framework/study.ts';
import { FaultyRequest } from '../fault.ts';
import { fakeRange } from '../testing/fake-engine.ts';
import { sweepRequest } from './sweep-request.ts';

const good: Study = {
  ...controlsUnderAttack,
  factors: [
    { kind: 'profile', levels: ['none', 'access'] },
    { kind: 'attack', levels: ['none', 'A01'] },
  ],
  values: ['M29.operations'],
};

/** What a study comes to on a command line: its fault, or `good`. */
const asked = (given: object, flags: Partial<Parameters<typeof sweepRequest>[1]> = {}): string => {
  const catalogue = { ...fakeRange().catalogue, studies: [{ ...good, ...given } as Study] };
  try {
    sweepRequest('T01', { set: [], with: [], out: 'out', ...flags }, catalogue);
    return 'good';
  } catch (error) {
    if (!(error instanceof FaultyRequest)) throw error;
    const { what, where, nearest } = error.fault;
    return `${what} | ${where} | ${nearest}`;
  }
};
const factor = (one: object): { readonly factors: readonly object[] } => ({ factors: [one] });

test('a study whose every word stands for something may be played', () => {
  expect(asked({})).toBe('good');
  expect(asked(factor({ kind: 'parameter', name: 'rooms', levels: [1, 1000] }))).toBe('good');
  expect(asked(factor({ kind: 'control', control: 'C11', levels: ['in', 'out'] }))).toBe('good');
  expect(asked({ baseline: ['access', 'none'] }, { set: ['rooms=7'], precision: '5%' })).toBe('good');
});

test.each<readonly [given: object, fault: RegExp]>([
  [{ scenario: 'meeting-room' }, /^unknown scenario .*\| study controls-under-attack \| meeting-room-mapping$/],
  [
    factor({ kind: 'parameter', name: 'romms', levels: [1] }),
    /^unknown parameter "romms" .*\| factor romms .*\| rooms$/,
  ],
  [
    factor({ kind: 'parameter', name: 'rooms', levels: [2, 0] }),
    /^value "0" is out of range \| factor rooms .*\| 1 \(/,
  ],
  [factor({ kind: 'parameter', name: 'rooms', levels: ['2'] }), /^level "2" is a string, and rooms a number/],
  [factor({ kind: 'parameter', name: 'latencyPreset', levels: ['camp'] }), /\| campus$/],
  [factor({ kind: 'parameter', name: 'rooms', levels: [] }), /^wrong "factors.0.levels", .*init study/],
  [factor({ kind: 'paramter', name: 'rooms', levels: [1] }), /^wrong "factors.0.kind"/],
  [factor({ kind: 'parameter', name: 'rooms', levels: [2, 2] }), /^level "2" twice/],
  [factor({ kind: 'range', name: 'rooms', of: 'parameter', least: 5, most: 5 }), /^a range from 5 to 5/],
  [
    factor({ kind: 'range', name: 'load\u001b[31m', of: 'intensity', least: 1, most: 5 }),
    /^wrong "factors.0.name", letters,/,
  ],
  [factor({ kind: 'range', name: '', of: 'intensity', least: 1, most: 5 }), /^wrong "factors.0.name", letters,/],
  [factor({ kind: 'range', name: 'load', of: 'intensity', least: 0, most: 5 }), /must be above 0/],
  [factor({ kind: 'profile', levels: ['framwork'] }), /^unknown profile .*\| framework$/],
  [factor({ kind: 'attack', levels: ['A99'] }), /^unknown attack "A99" \| factor attack/],
  [factor({ kind: 'attack', levels: ['A01+A01'] }), /name one twice.*\| A01$/],
  [factor({ kind: 'attack', levels: ['device-clone'] }), /by name .*\| A01$/],
  [factor({ kind: 'control', control: 'C99', levels: ['in'] }), /^unknown control "C99"/],
  [
    {
      ...factor({ kind: 'control', control: 'C11', levels: ['in', 'out'] }),
      profile: { name: 'identity', without: [] },
    },
    /^control C11 does not stand under identity \| .* \| profile access$/,
  ],
  [
    { factors: [good.factors[0], { kind: 'profile', levels: ['data'] }] },
    /^two factors "profile" .*\| one factor with the levels of both$/,
  ],
  [
    { ...factor({ kind: 'parameter', name: 'rooms', levels: [1] }), parameters: { rooms: 3 } },
    /^parameter "rooms" is both set and varied/,
  ],
  [{ values: ['M29.operation'] }, /^unknown value "M29.operation" .*\| M29.operations$/],
  [{ values: [] }, /^wrong "values"/],
  [{ baseline: ['framework', 'none'] }, /^no cell has the levels framework, none/],
  [{ design: { kind: 'listed', cells: [['none']] } }, /^a cell has 1 levels, and there are 2 factors/],
  [{ design: { kind: 'listed', cells: [['data', 'A01']] } }, /^cell 1 has profile "data" .*\| none, access$/],
  [{ repetition: { kind: 'replications', count: 0 } }, /^wrong "repetition.count"/],
  [
    {
      factors: Array.from({ length: 6 }, (_, at) => ({
        kind: 'range',
        name: `r${at}`,
        of: 'parameter',
        least: 0,
        most: 1,
      })),
    },
    /^unknown parameter "r0"/,
  ],
])('%j is refused in one line', (given, fault) => {
  expect(asked(given)).toMatch(fault);
});

test('what only the command line gets wrong is told of that', () => {
  expect(asked({}, { set: ['romms=3'] })).toMatch(/^unknown parameter "romms" .*\| --set "romms=3" \| rooms$/);
  expect(asked({}, { replications: '3', precision: '5%' })).toMatch(/^two ways to choose how often/);
  expect(asked({}, { workers: '0' })).toMatch(/\| --workers \| 1 \(1 to 1024\)$/);
  expect(asked({}, { out: '' })).toMatch(/^no folder .*--out controls-under-attack$/);
  const own = { file: 'my study.ts' };
  expect(asked(own, { out: '', with: ['mine.ts'], seed: '7' })).toMatch(
    /\| metarange sweep 'my study.ts' --out controls-under-attack --with mine.ts --seed 7$/,
  );
});
