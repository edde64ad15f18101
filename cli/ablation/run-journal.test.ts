import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import { inventedRun } from '../../scenarios/testing/invented-crew.ts';
import { realDisk } from '../staged-folder.ts';
import { openJournal } from './run-journal.ts';

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-journal-'));
  out = join(folder, 'results');
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (key: string) => ({
  ...inventedRun({ key, order: { attacks: [] } } as unknown as NamedOrder, { 'M30.p99': { value: -0, n: NaN } }, 0),
  digest: 'f00d'.repeat(16),
});

test('runs come back as they were kept, numbers included that JSON has no word for', () => {
  const journal = openJournal(`${out}/`, realDisk);
  expect(existsSync(journal.path)).toBe(false);
  for (const key of ['one', 'two']) journal.keep(run(key));
  const again = openJournal(out, realDisk);
  expect([...again.runs.values()]).toEqual([run('one'), run('two')]);
  again.drop();
  expect(existsSync(again.path)).toBe(false);
});

test('a line that a kill cut off, or that somebody changed, is no run, and what is kept after it is one', () => {
  const journal = openJournal(out, realDisk);
  for (const key of ['one', 'two']) journal.keep(run(key));
  const text = readFileSync(journal.path, 'utf8');
  writeFileSync(journal.path, text.replace('"key":"two"', '"key":2').slice(0, -1));
  appendFileSync(journal.path, `\n${text.split('\n')[1]!.slice(0, 80)}`);
  const cut = openJournal(out, realDisk);
  expect([...cut.runs.keys()]).toEqual(['one']);
  cut.keep(run('three'));
  expect([...openJournal(out, realDisk).runs.keys()]).toEqual(['one', 'three']);
});

test('a file of somebody else’s is not written into', () => {
  writeFileSync(`${out}.runs.jsonl`, '{"my":"notes"}\n');
  expect(() => openJournal(out, realDisk)).toThrow(/file holds something else than runs of an ablation/);
});

test('a disk that refuses is a fault of the folder', () => {
  const disk = {
    ...realDisk,
    appendFileSync: () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  expect(() => openJournal(out, disk).keep(run('one'))).toThrow(
    /cannot write ".*results.runs.jsonl" \(ENOSPC\) in --out/,
  );
});
