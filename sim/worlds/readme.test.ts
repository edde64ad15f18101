import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf, printed } from '../../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));
const rooms = ['virtual', 'shared'].map((folder) => new URL(`${folder}/`, import.meta.url));

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('every file that the chapter names is there', () => {
  const named = [...chapter.text.matchAll(/`([a-z-]+\.ts)`/g)].map((found) => found[1]!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !rooms.some((room) => existsSync(new URL(name, room))))).toEqual([]);
});
