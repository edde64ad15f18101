import { expect, test } from 'vitest';
import { acting, second, smallStage } from '../../virtual/testing/small-house.ts';
import { checkFaults } from './check-faults.ts';
import { faultInWords } from './fault-plan.ts';
import type { PlannedFault } from './fault-plan.ts';

const { cast } = smallStage({
  nodes: [
    { name: 'gateway', component: acting('gateway') },
    { name: 'platform', component: acting('iot-platform') },
    { name: 'person', component: acting('person') },
  ],
  wires: [{ point: 'RP-T', from: 'gateway', to: 'platform' }],
  untilNs: 10 * second,
});
const checked = (...plan: readonly PlannedFault[]): void => checkFaults(plan, { cast, processes: ['things', 'house'] });
const wire = { point: 'RP-T', from: 0, to: 1 } as const;

test('faults of different sufferers may overlap, those of one may follow each other', () => {
  checked(
    { fault: 'kill', process: 'house', atNs: second, backAfterNs: second },
    { fault: 'freeze', process: 'house', atNs: 2 * second, thawAfterNs: second },
    { fault: 'stall', wire, atNs: second, healAfterNs: second },
    { fault: 'cut', wire, atNs: 5 * second },
    { fault: 'bend', wire: { ...wire, from: 1, to: 0 }, atNs: 0, delayNs: 5, healAfterNs: second },
    { fault: 'clock', node: 2, atNs: 0, offsetNs: -5, driftPpm: 40 },
  );
});

const refusals: readonly (readonly [string, readonly PlannedFault[]])[] = [
  [
    'fault freeze of cellar, from 1 s to 2 s: there are the processes things, house',
    [{ fault: 'freeze', process: 'cellar', atNs: second, thawAfterNs: second }],
  ],
  [
    'fault kill of house, from 1 s to 10 s: it must be over before the run is, at 10 s',
    [{ fault: 'kill', process: 'house', atNs: second, backAfterNs: 9 * second }],
  ],
  [
    'fault cut of wire RP-T between 0 and 2, from 1 s to the end: there is no such wire',
    [{ fault: 'cut', wire: { ...wire, to: 2 }, atNs: second }],
  ],
  [
    'fault stall of wire RP-T between 0 and 1, from 10 s to the end: it must begin before the run is over, at 10 s',
    [{ fault: 'stall', wire, atNs: 10 * second }],
  ],
  [
    'fault bend of wire RP-T between 0 and 1, from 1 s to the end: a wire takes no less than no time, and carries more than nothing',
    [{ fault: 'bend', wire, atNs: second, delayNs: 0, bytesPerSecond: 0 }],
  ],
  [
    'a clock that drifts by 1000000 ppm: up to 900000',
    [{ fault: 'clock', node: 0, atNs: 0, offsetNs: 0, driftPpm: 1e6 }],
  ],
  [
    'fault clock of node 3, from 0 s to the end: there is no such node',
    [{ fault: 'clock', node: 3, atNs: 0, offsetNs: 0, driftPpm: 0 }],
  ],
  [
    'fault cut of wire RP-T between 0 and 1, from 2 s to the end: another fault of it is not over before 3 s',
    [
      { fault: 'stall', wire, atNs: second, healAfterNs: 2 * second },
      { fault: 'cut', wire, atNs: 2 * second },
    ],
  ],
];

test.each(refusals)('what no run can suffer is refused: %s', (line, plan) => {
  expect(() => checked(...plan)).toThrow(line);
});

test('a fault says in one line what it is, of whom, and for how long', () => {
  expect(faultInWords({ fault: 'cut', wire, atNs: 1.5 * second })).toBe(
    'fault cut of wire RP-T between 0 and 1, from 1.5 s to the end',
  );
});
