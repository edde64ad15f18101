import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf, printed } from '../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('every folder of the simulation has its chapter, and this one leads to it', () => {
  const folders = readdirSync(chapter.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(5);
  for (const { name } of folders) {
    expect(chapter.text).toContain(`(${name}/README.md)`);
    expect(existsSync(new URL(`${name}/README.md`, chapter.folder)), name).toBe(true);
  }
});
