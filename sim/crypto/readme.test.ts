import { expect, test } from 'vitest';
import { chapterOf, complaints, printed } from '../../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the blocks of the chapter compile', { timeout: 60000 }, () => {
  expect(chapter.blocks.length).toBeGreaterThan(0);
  expect(complaints([chapter])).toEqual([]);
});
