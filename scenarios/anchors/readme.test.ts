import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sectionOf } from '../../.ci/chapter.ts';
import type { Anchor } from './anchor.ts';
import { anchorTable, growthPlot } from './page.ts';
import type { PageFigures } from './page.ts';
import { singleServer } from './single-server-wait.ts';
import { anchors, rowIds, validate } from './validate.ts';

const folder = new URL('./', import.meta.url);
const figures = JSON.parse(readFileSync(new URL('measured.json', folder), 'utf8')) as PageFigures;

test('the page has every anchor, as it is in the code, with its figure and where that comes from', () => {
  const table = anchorTable(anchors, figures);
  expect(
    table
      .split('\n')
      .slice(2)
      .map((line) => line.split(' | ')[0]),
  ).toEqual(rowIds.map((id) => `| ${id}`));
  expect(sectionOf(folder, 'anchors', table)).toBe(table);
});

test('the page has the growth of Mirai, or says that it was not measured', () => {
  const plot = growthPlot(figures);
  expect(sectionOf(folder, 'growth', plot)).toBe(plot);
});

test('every figure of the page is of a row that there is, and says which commit, seed and effort made it', () => {
  const made = [
    ...Object.entries(figures.rows),
    ...(figures.growth === undefined ? [] : [['growth', figures.growth] as const]),
  ];
  expect(made.length).toBeGreaterThan(20);
  for (const [id, { commit, seed, share }] of made) {
    expect(id === 'growth' || rowIds.includes(id), id).toBe(true);
    expect(commit, id).toMatch(/^[0-9a-f]{40}$/);
    expect(Number.isInteger(seed) && share > 0 && share <= 1, id).toBe(true);
  }
});

test('a row that fails, or that nobody measured, stands on the page as that', () => {
  const anchor = singleServer();
  const line = (measured: number, ci: readonly [number, number]): string =>
    anchorTable([anchor], { rows: { 'V-Q1': { measured, ci, commit: 'c'.repeat(40), seed: 1, share: 1 } } }).split(
      '\n',
    )[2]!;
  expect(line(2.33, [2.3, 2.36])).toContain('| 2.3333 | 2.33 | 2.3 to 2.36 | pass | ccccccccc, 1, 1 |');
  expect(line(2.5, [2.45, 2.55])).toContain('| **fail**: the closed form is outside |');
  expect(line(2.5, [2, 3])).toContain('| **fail**: the interval is too wide |');
  expect(anchorTable([anchor], { rows: {} })).toContain('| not measured yet |');
  const published = { ...anchor, rows: [{ ...anchor.rows[0]!, within: [2.3, 2.4] as const, miss: 'no memory' }] };
  const missed = (measured: number, ci: readonly [number, number]): string =>
    anchorTable([published], { rows: { 'V-Q1': { measured, ci, commit: 'c'.repeat(40), seed: 1, share: 1 } } });
  expect(missed(2, [1.99, 2.01])).toContain('| 2.3333 (2.3 to 2.4) | 2 | 1.99 to 2.01 | **miss**, known: no memory |');
  expect(missed(2.35, [2.34, 2.36])).toContain('| **fail**: said to miss, and does not |');
});

test('a wrong value and a wrong block are planted, and both fail where the right one passes', () => {
  const verdict = (anchor: Anchor): string =>
    validate({ among: [anchor], share: 0.2, clock: () => 0, onProgress: () => undefined })[0]!.verdict;
  const right = singleServer();
  const wrong = { ...right, rows: right.rows.map((row) => ({ ...row, expected: row.expected * 1.05 })) };
  expect([right, wrong, singleServer(1.05)].map(verdict)).toEqual(['pass', 'fail', 'fail']);
});
