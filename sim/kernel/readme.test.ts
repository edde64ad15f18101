import { describe, expect, test } from 'vitest';
import { chapterOf, complaints, printed } from '../../.ci/chapter.ts';

const chapter = chapterOf(new URL('./', import.meta.url));
const { blocks, folder, text } = chapter;

describe('the chapter on the kernel', () => {
  test.each(blocks)(
    'prints what stands under the block at line $line',
    { timeout: 60000 },
    async ({ code, output }) => {
      expect(await printed(code, folder)).toBe(output);
    },
  );

  test('holds code that compiles', { timeout: 60000 }, () => {
    expect(complaints([chapter])).toEqual([]);
  });

  test('has its M/M/1 queue in twenty lines', () => {
    const under = text.split('\n').slice(0, blocks[0]!.line);
    expect(under.findLast((line) => line.startsWith('#'))).toContain('M/M/1');
    expect(blocks[0]!.code.trim().split('\n').length).toBeLessThanOrEqual(20);
  });

  test('leaves no block without its output', () => {
    expect(blocks.length).toBe(text.match(/^```ts$/gm)!.length);
    expect(blocks.map(({ output }) => output)).not.toContain('');
  });
});
