import { expect, test } from 'vitest';
import { chapterOf, complaints, printed } from '../.ci/chapter.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { readWords } from './arguments.ts';
import { listings } from './command-words.ts';
import { readCosts } from './cost-file.ts';
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

test('the cost file of the README is one, and changes what it names', () => {
  const file = /```json\n(.*?)```/s.exec(readme)![1]!;
  const { tables } = readCosts('readme.json', new TextEncoder().encode(file), costTables);
  expect(tables.server).toMatchObject({ name: 'ours', fixedNs: { sign: 25_000, verify: 61_000 } });
  expect(tables.server.fixedNs.chain).toBe(costTables.server.fixedNs.chain);
});

test('every command of the help is in the README, and its listings are those that there are', () => {
  const help = readWords([], { version: '0', canInspect: true });
  const text = help.command === 'help' ? help.text : '';
  const offered = [...text.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map((found) => found[1]!);
  const told = [...readme.matchAll(/^metarange ([a-z]+)/gm)].map((found) => found[1]!);
  expect(offered.length).toBeGreaterThan(4);
  expect(offered.filter((command) => !told.includes(command))).toEqual([]);
  expect(readme).toContain(`metarange list ${listings.join('|')} [--json]`);
});

test('every flag of calibrate is in the README, and every flag there is one of calibrate', () => {
  const help = readWords(['calibrate', '--help'], { version: '0', canInspect: true });
  const offered = help.command === 'help' ? [...help.text.matchAll(/ {2}(--[a-z]+)/g)].map((found) => found[1]!) : [];
  const section = readme.slice(readme.indexOf('## Calibrating'), readme.indexOf('## A wrong request'));
  const told = [...section.matchAll(/^\| `(--[a-z]+)/gm)].map((found) => found[1]!);
  expect(new Set(told)).toEqual(new Set(offered.filter((flag) => flag !== '--help')));
});

test('every flag of run is in the README, and every flag of the README is one of run', () => {
  const help = readWords(['run', '--help'], { version: '0', canInspect: true });
  const offered = help.command === 'help' ? [...help.text.matchAll(/ {2}(--[a-z]+)/g)].map((found) => found[1]!) : [];
  const table = readme.slice(readme.indexOf('Flags of `run`'), readme.indexOf('Exit codes'));
  const told = [...table.matchAll(/`(--[a-z]+)/g)].map((found) => found[1]!);
  expect(new Set(told)).toEqual(new Set(offered.filter((flag) => flag !== '--help')));
});
