import fs, { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from './make-folders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the topmost folder that was made is told; none where all were there', () => {
  expect(makeFolders(join(folder, 'a', 'b', 'c'))).toBe(join(folder, 'a'));
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c']);
  expect([makeFolders(join(folder, 'a', 'b')), makeFolders('/')]).toEqual([undefined, undefined]);
});

test('where one cannot be made, those above it that were made are gone again', () => {
  expect(() => makeFolders(join(folder, 'a', 'b', 'c'.repeat(300)))).toThrow(/ENAMETOOLONG/);
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolders(join(folder, 'file', 'x'))).toThrow(/ENOTDIR/);
  expect(() => makeFolders(join(folder, 'file'))).toThrow(/EEXIST/);
  symlinkSync('nowhere', join(folder, 'dangling'));
  expect(() => makeFolders(join(folder, 'dangling'))).toThrow(/EEXIST/);
});

test('a folder that another command makes at the same time will do', () => {
  const disk = {
    ...fs,
    mkdirSync: ((path: string) => {
      fs.mkdirSync(path);
      return fs.mkdirSync(path);
    }) as typeof fs.mkdirSync,
  };
  expect(makeFolders(join(folder, 'a', 'b'), { disk })).toBeUndefined();
  expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
});

test.runIf(process.platform === 'linux')('a file system that takes no folders refuses at once', () => {
  expect(() => makeFolders('/proc/x/y')).toThrow(/ENOENT/);
});
