import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf, printed, sectionOf } from '../../.ci/chapter.ts';
import { figure, points } from './figure.ts';
import type { Point, Role } from './figure.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

/** Everybody whom a role meets at a point on the right of it, as one branch of the drawing. */
const branches = (point: Point): string[] => {
  const joins = figure[point].joins.map(([left, right]): readonly [Role, Role] => [left, right]);
  const lefts = [...new Set(joins.map(([left]) => left))];
  const hubs = new Set(joins.map(([, right]) => right));
  if (hubs.size === 1 && lefts.length > 1) return [`${lefts.join(', ')} ── ${[...hubs][0]}`];
  return lefts.map(
    (left) =>
      `${left} ── ${joins
        .filter(([one]) => one === left)
        .map(([, right]) => right)
        .join(', ')}`,
  );
};

const drawing = (): string => {
  const lines = points.flatMap((point) =>
    branches(point).map((branch, row) => `${row === 0 ? point : '    '}  ${branch}`),
  );
  const rows = points.map((point) => {
    const { title, interaction, groups } = figure[point];
    return `| ${point} | ${title} | ${interaction} | ${groups.join(' ')} |`;
  });
  return ['```', ...lines, '```', '', '| point | joins | class | groups |', '|---|---|---|---|', ...rows].join('\n');
};

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the figure in the chapter is the one that the code knows', () => {
  expect(sectionOf(chapter.folder, 'figure', drawing())).toBe(drawing());
});

test('every file that the chapter says a word is declared in is there', () => {
  const table = chapter.text.slice(chapter.text.indexOf('| word |'), chapter.text.indexOf('## How a component'));
  const files = [...table.matchAll(/`([a-z]+\.ts)`/g)].map((found) => found[1]!);
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(new URL(file, chapter.folder)))).toEqual([]);
});
