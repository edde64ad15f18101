import { expect, test } from 'vitest';
import { replicate } from './replicate.ts';
import { planOf } from './testing/play.ts';
import { parseTrace } from './trace.ts';

const seconds = (): number => 0;
/** Thirty seconds of a run, twenty of them warm-up. */
const short = { warmUpSeconds: 20, durationSeconds: 10, reportSeconds: 10 };
const warningsOf = (plan: Parameters<typeof planOf>[0], set: Parameters<typeof planOf>[1] = short): readonly string[] =>
  replicate(planOf(plan, set), { seconds }).warnings;

test('a run that fits its scenario warns of nothing', () => {
  expect(warningsOf({})).toEqual([]);
  expect(warningsOf({ untilNs: 30e9 })).toEqual([]);
});

test('an end inside the warm-up is told, for nothing was measured; so is one past the end', () => {
  expect(warningsOf({ untilNs: 20e9 })).toEqual([
    'the run ends at 20 s, inside the warm-up of 20 s: nothing was measured',
  ]);
  expect(warningsOf({ untilNs: 20.5e9 })).toEqual([]);
  expect(warningsOf({ untilNs: 3600e9 })).toEqual(['the scenario ends at 30 s, before the 3600 s that were asked for']);
});

test('a recording that ends before the run is told, by steps as by dates, and one that lasts is not', () => {
  const minute = (row: number): string => `2026-02-02 14:0${row}:00,40${row}`;
  const recording = (rows: number) => ({
    trace: parseTrace(`date,CO2\n${Array.from({ length: rows }, (_, row) => minute(row)).join('\n')}\n`),
  });
  expect(warningsOf(recording(2))).toEqual([
    'the recording ends at 20 s, the run at 30 s: its last row holds for the rest',
  ]);
  expect(warningsOf(recording(3))).toEqual([]);
  expect(warningsOf({ ...recording(2), untilNs: 20e9 }, { ...short, warmUpSeconds: 5, durationSeconds: 25 })).toEqual(
    [],
  );
  const dated = { ...short, traceTime: 'dates', durationSeconds: 140 };
  expect(warningsOf(recording(2), dated)).toEqual([
    'the recording ends at 120 s, the run at 160 s: its last row holds for the rest',
  ]);
  expect(warningsOf(recording(3), dated)).toEqual([]);
});
