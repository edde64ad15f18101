import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf, complaints, printed } from '../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the block of the chapter compiles', () => {
  expect(chapter.blocks).toHaveLength(1);
  expect(complaints([chapter])).toEqual([]);
});

test('every file that the README names is there', () => {
  const files = [...chapter.text.matchAll(/`((?:report|testing)\/[\w.-]+)`/g)].map((found) => found[1]!);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(existsSync(new URL(file, chapter.folder)), file).toBe(true);
});
