import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf, printed } from '../../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));
const virtual = new URL('virtual/', import.meta.url);

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the chapter names every file of the virtual world, and no other', () => {
  const named = new Set([...chapter.text.matchAll(/`([a-z-]+\.ts)`/g)].map((found) => found[1]!));
  const there = readdirSync(virtual).filter((name) => /^[a-z-]+\.ts$/.test(name));
  expect([...named].filter((name) => !existsSync(new URL(name, virtual)))).toEqual([]);
  expect(there.filter((name) => !named.has(name))).toEqual([]);
});
