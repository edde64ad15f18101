import { expect, test } from 'vitest';
import { verdictRows } from './verdict-rows.ts';
import type { AttackCell } from './verdict-rows.ts';
import { effectOf, isBacked, isSettled, nothingTried, together } from './verdict.ts';
import type { AttackCount } from './verdict.ts';

const count = (successes: number, attempts: number, refusals: AttackCount['refusals'] = {}): AttackCount => ({
  successes,
  attempts,
  refusals,
});

test('an attack works where its interval lies above a half, is held where it lies below, and else is unclear', () => {
  expect(
    [count(8, 8), count(4, 4), count(3, 3), count(0, 4), count(0, 3), count(5, 10), nothingTried].map(effectOf),
  ).toEqual(['works', 'works', 'unclear', 'held', 'unclear', 'unclear', 'unclear']);
});

test('a verdict is backed by eight successes, or by eight refusals or failures', () => {
  expect(isBacked(count(7, 7))).toBe(false);
  expect(isBacked(count(8, 9))).toBe(true);
  expect(isBacked(count(0, 5, { C32: 5 }))).toBe(false);
  expect(isBacked(count(0, 5, { C32: 5, C12: 3 }))).toBe(true);
  expect(isBacked(count(0, 8))).toBe(true);
});

test('a pair is settled once who refuses often in one world does so in the other', () => {
  const often = count(0, 8, { C32: 9 });
  expect(isSettled([often, often])).toBe(true);
  expect(isSettled([often, count(0, 8, { C32: 7 })])).toBe(false);
  expect(isSettled([often, count(0, 8, { C32: 8, C11: 7 })])).toBe(true);
});

test('counts add up, control by control', () => {
  expect(together(count(1, 2, { C32: 1 }), count(3, 4, { C12: 2, C32: 2 }))).toEqual(count(4, 6, { C12: 2, C32: 3 }));
});

const cell = (virtual: AttackCount, live: AttackCount): AttackCell => ({
  attack: 'A07',
  profile: 'framework',
  runs: 1,
  virtual,
  live,
  voided: null,
});

const verdictsOf = (virtual: AttackCount, live: AttackCount): readonly string[] =>
  verdictRows(cell(virtual, live)).map(({ id, verdict }) => `${id} ${verdict}`);

test('the worlds agree on an attack where both say the same with enough behind it', () => {
  expect(verdictsOf(count(8, 8), count(9, 9))).toEqual(['worlds.verdict.A07.framework pass']);
  expect(verdictsOf(count(8, 8), count(0, 8))).toEqual(['worlds.verdict.A07.framework fail']);
  expect(verdictsOf(count(8, 8), count(4, 4))).toEqual(['worlds.verdict.A07.framework fail']);
});

test('the worlds agree on a control where both saw it refuse often enough', () => {
  expect(verdictsOf(count(0, 8, { C32: 9, C11: 2 }), count(0, 8, { C32: 8 }))).toEqual([
    'worlds.verdict.A07.framework pass',
    'worlds.refusals.A07.framework.C32 pass',
  ]);
  expect(verdictsOf(count(0, 8, { C32: 9 }), count(0, 8, { C11: 9 }))).toEqual([
    'worlds.verdict.A07.framework pass',
    'worlds.refusals.A07.framework.C11 fail',
    'worlds.refusals.A07.framework.C32 fail',
  ]);
});

test('rows give the success rate of each world, and refusals an attempt', () => {
  const [verdict, refusals] = verdictRows(cell(count(0, 8, { C32: 16 }), count(0, 10, { C32: 10 })));
  expect([verdict!.expected, verdict!.measured, verdict!.ci!.map((end) => end.toFixed(3))]).toEqual([
    0,
    0,
    ['0.000', '0.278'],
  ]);
  expect([refusals!.expected, refusals!.measured, refusals!.ci]).toEqual([2, 1, null]);
});
