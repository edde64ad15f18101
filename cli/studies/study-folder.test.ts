import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realDisk } from '../staged-folder.ts';
import { asFaulty } from './sweeping.ts';
import { dropPartials, openFolder } from './study-folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-study-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string): void => writeFileSync(join(folder, name), 'mine');

test('a file of a name that a study writes too is a stranger where there is no store', () => {
  put('values.csv');
  expect(() => openFolder(folder, realDisk)).toThrow(/folder holds "values.csv", which is not of a study/);
  put('study.duckdb');
  openFolder(folder, realDisk);
  mkdirSync(join(folder, 'notes'));
  expect(() => openFolder(folder, realDisk)).toThrow(/folder holds "notes"/);
});

test('what another command is writing stays until the store is open', () => {
  put('study.duckdb');
  put('values.csv.partial');
  openFolder(folder, realDisk);
  expect(readdirSync(folder)).toContain('values.csv.partial');
  dropPartials(folder, realDisk);
  expect(readdirSync(folder)).toEqual(['study.duckdb']);
});

test('a full disk is a fault of the folder, and a defect stays one', () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  expect(String(asFaulty(full, 'out'))).toContain(
    'cannot write (ENOSPC) in --out "out"; nearest valid: a folder with room',
  );
  const defect = new TypeError('x');
  expect(asFaulty(defect, 'out')).toBe(defect);
});

test.runIf(process.platform === 'linux')('a place that takes no folders is a fault at once', () => {
  expect(() => openFolder('/proc/x', realDisk)).toThrow(
    'cannot write (ENOENT) in --out "/proc/x"; nearest valid: a folder that',
  );
});
