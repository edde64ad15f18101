import { describe, expect, test } from 'vitest';
import { chapterOf, complaints, printed, sectionOf } from '../../.ci/chapter.ts';
import { controlsTable, profilesTable } from './testing/tables.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

describe('the chapter on controls', () => {
  test.each(chapter.blocks)('prints what stands under the block at line $line', async ({ code, output }) => {
    expect(await printed(code, chapter.folder)).toBe(output);
  });

  test('has blocks that compile', { timeout: 60000 }, () => {
    expect(chapter.blocks.length).toBeGreaterThan(0);
    expect(complaints([chapter])).toEqual([]);
  });

  test.each([
    ['profiles', profilesTable()],
    ['controls', controlsTable()],
  ])('shows the %s as they are in the code', (name, table) => {
    expect(sectionOf(chapter.folder, name, table)).toBe(table);
  });
});
