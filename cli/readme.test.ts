import { expect, test } from 'vitest';
import { chapterOf, complaints, printed } from '../.ci/chapter.ts';
import { readWords } from './arguments.ts';
import { main } from './main.ts';
import { captured, fakeRange } from './testing/fake-engine.ts';

const chapter = chapterOf(new URL('./', import.meta.url));
const readme = chapter.text;

test('the README shows refusals as the command gives them', async () => {
  const answers = /<!-- answers -->\n```\n(.*?)```/s.exec(readme)![1]!;
  const lines = answers.trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (let at = 0; at < lines.length; at += 2) {
    const io = captured();
    expect(await main(lines[at]!.split(' ').slice(2), io, fakeRange())).toBe(2);
    expect(io.err).toBe(`${lines[at + 1]!}\n`);
  }
});

test.each(chapter.blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code, chapter.folder)).toBe(output);
});

test('the block of the README compiles', { timeout: 60000 }, () => {
  expect(chapter.blocks).toHaveLength(1);
  expect(complaints([chapter])).toEqual([]);
});

test('every flag of run is in the README, and every flag of the README is one of run', () => {
  const help = readWords(['run', '--help'], { version: '0', canInspect: true });
  const offered = help.command === 'help' ? [...help.text.matchAll(/ {2}(--[a-z]+)/g)].map((found) => found[1]!) : [];
  const table = readme.slice(readme.indexOf('Flags of `run`'), readme.indexOf('Exit codes'));
  const told = [...table.matchAll(/`(--[a-z]+)/g)].map((found) => found[1]!);
  expect(new Set(told)).toEqual(new Set(offered.filter((flag) => flag !== '--help')));
});
