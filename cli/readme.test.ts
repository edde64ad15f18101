import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { readWords } from './arguments.ts';
import { main } from './main.ts';
import { captured, fakeRange } from './testing/fake-engine.ts';

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const block = (mark: string): string =>
  new RegExp(`<!-- ${mark} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!;

test('the README shows refusals as the command gives them', async () => {
  const lines = block('answers').trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (let at = 0; at < lines.length; at += 2) {
    const io = captured();
    expect(await main(lines[at]!.split(' ').slice(2), io, fakeRange())).toBe(2);
    expect(io.err).toBe(`${lines[at + 1]!}\n`);
  }
});

test('the code in the README runs as it stands there', async () => {
  const said: unknown[] = [];
  const run = runInThisContext(`(async (main, range, console) => {${block('runs')}})`) as (
    ...given: unknown[]
  ) => Promise<void>;
  await run(main, fakeRange(), { log: (...words: unknown[]) => said.push(...words) });
  expect(said).toEqual([0, 7]);
});

test('every flag of run is in the README, and every flag of the README is one of run', () => {
  const help = readWords(['run', '--help'], { version: '0', canInspect: true });
  const offered = help.command === 'help' ? [...help.text.matchAll(/ {2}(--[a-z]+)/g)].map((found) => found[1]!) : [];
  const table = readme.slice(readme.indexOf('Flags of `run`'), readme.indexOf('Exit codes'));
  const told = [...table.matchAll(/`(--[a-z]+)/g)].map((found) => found[1]!);
  expect(new Set(told)).toEqual(new Set(offered.filter((flag) => flag !== '--help')));
});
