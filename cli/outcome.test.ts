import { expect, test } from 'vitest';
import { sampleRun } from '../dashboards/testing/sample-run.ts';
import { oneReplication, readingOf } from '../metrics/results/reading.ts';
import type { ArmSummary, RunResult } from '../metrics/results/summary.ts';
import { outcomeText } from './outcome.ts';

const shown = (change: (arm: ArmSummary, index: number) => Partial<ArmSummary>): string => {
  const arms = sampleRun.arms.map((arm, index) => ({ ...arm, warnings: [], ...change(arm, index) }));
  return outcomeText({ ...sampleRun, arms } satisfies RunResult);
};
const linesWith = (text: string, word: string): readonly string[] =>
  text.split('\n').filter((line) => line.includes(word));

/** The same attacks, each tried this often. */
const tried = (arm: ArmSummary, attempts: number): Partial<ArmSummary> => {
  const attacks = arm.attacks.map((attack) => ({ ...attack, attempts, successes: 0, unfinished: 1 }));
  return { attacks, warnings: [oneReplication, ...readingOf(attacks)] };
};

test('few attempts of eight attacks under three profiles are one line, and it follows the table', () => {
  const text = shown((arm, index) => tried(arm, 3 + index));
  expect(text.startsWith('meeting-room-mapping  seed 1')).toBe(true);
  expect(linesWith(text, 'attempts:')).toEqual([
    'note: fewer than 30 attempts: read the interval, not the rate, of A01, A07, A09, A18, A20, A24, A31, A33',
  ]);
  expect(linesWith(text, 'still ran')).toEqual([
    'note: 24 attempts of A01, A07, A09, A18, A20, A24, A31, A33 still ran at the end and were not judged',
  ]);
  expect(linesWith(text, oneReplication)).toHaveLength(1);
  expect(linesWith(text, 'warning')).toEqual([]);
  expect(text.indexOf('fewer than 30')).toBeGreaterThan(text.indexOf('A33 rogue-dpm-result'));
});

test('warnings of a run come first, each once, with its profiles where they are not all', () => {
  const text = shown((_, index) => ({
    warnings: ['the recording ends at 20 s', ...(index > 0 ? ['erasures were not judged'] : [])],
  }));
  expect(text.split('\n').slice(0, 3)).toEqual([
    'warning: the recording ends at 20 s',
    'warning: erasures were not judged (transport, framework)',
    'meeting-room-mapping  seed 1  symbolic  replications 20',
  ]);
});

test('a precision that was met is told with its profile; one that was not is a warning of the run', () => {
  const text = shown((_, index) => ({
    replications: 7 + index,
    precision:
      index === 0
        ? { asked: 0.05, met: true, reached: { M33: 0.04, M01: 0.031 } }
        : { asked: 0.05, met: false, reached: { M33: 1.31, M01: null, 'M30.p99': 0.02 } },
  }));
  expect(linesWith(text, 'precision')).toEqual([
    'note: precision of 5 % met under none by 7 replications: 4 % or less',
  ]);
  expect(text).toContain('replications 7, 8, 9');
});

test('claims stand in one table, a column for each profile', () => {
  const text = shown((_, index) => ({
    claims: index === 1 ? [] : [{ name: 'the twin is fresh', verdict: index === 0 ? 'false' : 'true' }],
  }));
  expect(linesWith(text, 'the twin is fresh')[0]).toMatch(/^the twin is fresh +FAILS +- +holds$/);
  expect(shown(() => ({ claims: [] }))).toContain('claims: none for these profiles');
});
