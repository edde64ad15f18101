import { existsSync, readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { report } from './report/report.ts';
import { sampleRun } from './testing/sample-run.ts';

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

test('the code in the README runs as it stands there', () => {
  const code = /<!-- runs -->\n```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const body = code.replace(/^import .*$/gm, '').trim();
  const said: unknown[] = [];
  const run = runInThisContext(`((report, sampleRun, console) => {${body}})`) as (...given: unknown[]) => void;
  run(report, sampleRun, { log: (...words: unknown[]) => said.push(...words) });
  expect(said).toEqual([true, true]);
});

test('every file that the README names is there', () => {
  const files = [...readme.matchAll(/`((?:report|testing)\/[\w.-]+)`/g)].map((found) => found[1]!);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(existsSync(new URL(file, import.meta.url)), file).toBe(true);
});
