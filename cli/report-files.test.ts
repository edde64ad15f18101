import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeReport } from './report-files.ts';
import { realDisk, type Disk } from './staged-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-report-'));
  for (const name of ['figures', 'tables']) mkdirSync(join(folder, name));
  for (const name of ['study.json', 'report.html', 'figures/old.svg', 'figures/both.svg', 'tables/old.csv'])
    writeFileSync(join(folder, name), `old ${name}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every file of the folder with what it holds. */
const held = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .toSorted()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

const report = new Map(
  ['report.html', 'figures/both.svg', 'figures/new.svg'].map((name) => [name, `new ${name}`] as const),
);

/** A disk that refuses the call of a kind that comes after so many others. */
const refusing = (
  call: 'renameSync' | 'writeFileSync' | 'mkdirSync',
  after: number,
): { disk: Disk; calls: () => number } => {
  let calls = 0;
  const refused = (...words: readonly unknown[]): unknown => {
    if (calls++ !== after) return (realDisk[call] as (...given: readonly unknown[]) => unknown)(...words);
    throw Object.assign(new Error('EIO: refused'), { code: 'EIO', syscall: call });
  };
  return { disk: { ...realDisk, [call]: refused }, calls: () => calls };
};

test('a report takes the place of the older one whole: what the new one lacks is gone, other files stay', () => {
  placeReport(folder, report, realDisk);
  expect(held()).toEqual({
    'study.json': 'old study.json',
    'report.html': 'new report.html',
    'figures/both.svg': 'new figures/both.svg',
    'figures/new.svg': 'new figures/new.svg',
  });
});

test('wherever the disk refuses, the older report is back as it was, and nothing is left over', () => {
  const before = held();
  const refusals = { renameSync: 0, writeFileSync: 0, mkdirSync: 0 };
  for (const call of Object.keys(refusals) as (keyof typeof refusals)[])
    for (let after = 0; ; after++) {
      const { disk, calls } = refusing(call, after);
      try {
        placeReport(folder, report, disk);
      } catch (error) {
        expect(error).toMatchObject({ code: 'EIO' });
        expect(held()).toEqual(before);
        expect(readdirSync(folder).toSorted()).toEqual(['figures', 'report.html', 'study.json', 'tables']);
        refusals[call]++;
        continue;
      }
      // No call was left to be refused: the report is placed. The older one is put back for the next kind.
      expect(calls()).toBe(after);
      rmSync(join(folder, 'figures'), { recursive: true });
      for (const name of ['figures', 'tables']) mkdirSync(join(folder, name));
      for (const [name, text] of Object.entries(before)) writeFileSync(join(folder, name), text);
      break;
    }
  // The page and the figures each go away and come, the tables only go away.
  expect(refusals).toEqual({ renameSync: 5, writeFileSync: 3, mkdirSync: expect.any(Number) });
});
