import { expect, test } from 'vitest';
import { chapterOf, complaints, printed, sectionOf } from '../.ci/chapter.ts';
import { comparisons, isProportion, metricRows, metrics, unitOf, valueName } from './catalogue.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

const table = (): string => {
  const cells = metricRows.map((row) => {
    const values =
      row.values.length === 1 ? '' : `: ${row.values.map((value) => value.slice(row.id.length + 1)).join(', ')}`;
    return `| ${row.id} | ${row.name}${values} | ${row.unit} | ${row.formula} | ${row.over} |`;
  });
  return ['| id | name: values | unit | formula | over |', '|---|---|---|---|---|', ...cells].join('\n');
};

test('the table of metrics in the chapter is the one that the code gives', () => {
  expect(sectionOf(chapter.folder, 'metrics', table())).toBe(table());
});

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the blocks of the chapter compile', () => {
  expect(chapter.blocks.length).toBeGreaterThan(1);
  expect(complaints([chapter])).toEqual([]);
});

test('identifiers are unique, in order, and every value has a unit', () => {
  const ids = metricRows.map((row) => row.id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  for (const metric of [...metrics, ...comparisons]) {
    for (const value of metric.values) expect(unitOf(valueName(metric, value))).not.toBe('');
    for (const value of Object.keys(metric.units ?? {})) expect(metric.values).toContain(value);
  }
  expect([unitOf('M46.C11.bytes'), unitOf('M30.p99'), unitOf('M99')]).toEqual(['B per 10^6 operations', 'ms', '']);
  expect([isProportion('M01'), isProportion('M30.p99'), isProportion('M99')]).toEqual([true, false, false]);
});

test('the catalogue holds the metrics that the scenarios need', () => {
  const needed =
    'M01 M02 M03 M04 M05 M06 M07 M08 M09 M10 M11 M12 M13 M14 M15 M16 M17 M18 M19 M20 M21 M22 M23 M24 M25 M26 M27 M28 M29 M30 M31 M32 M33 M34 M35 M36 ' +
    'M37 M38 M39 M40 M41 M42 M43 M44 M45 M46 M47 M48 M49 M50 M51 M52 M53 M54 M55 M56 M58 M59 M60 M62 M65';
  expect(metricRows.map((row) => row.id)).toEqual(needed.split(' '));
});
