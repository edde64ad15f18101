import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anyFile, anyResults, nearestPath } from './nearest-path.ts';

let folder: string;
const make = (...parts: readonly string[]): void => {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
};
const near = (...parts: readonly string[]): string => nearestPath(join(folder, ...parts), anyFile);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-near-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a misspelt path', () => {
  test('names the nearest file of its folder, never a folder, and first of all one of the same kind', () => {
    make('room.csv');
    make('rooms', 'old.csv');
    make('roomm.json');
    make('.room.csv');
    expect(near('rom.csv')).toBe('"room.csv"');
    expect(near('roomm.csv')).toBe('"room.csv"');
    expect(near('rooms.jsn')).toBe('"roomm.json"');
    expect(near('.rom.csv')).toBe('".room.csv"');
  });

  test('whose folder is misspelt is mended from there on', () => {
    make('recordings', 'february', 'room.csv');
    expect(near('recordngs', 'february', 'room.csv')).toBe(`"${join(folder, 'recordings', 'february', 'room.csv')}"`);
    expect(near('recordngs', 'febuary', 'rom.csv')).toBe(`"${join(folder, 'recordings', 'february', 'room.csv')}"`);
    const here = relative('.', join(folder, 'recordngs', 'february', 'room.csv'));
    expect(nearestPath(here, anyFile)).toBe(`"${here.replace('recordngs', 'recordings')}"`);
  });

  test('that is like nothing says where to look instead of guessing', () => {
    make('recordings', 'room.csv');
    expect(near('xyzzy', 'room.csv')).toBe(`a file under "${folder}"`);
    expect(near('recordings', 'deeper', 'room.csv')).toBe(`a file under "${join(folder, 'recordings')}"`);
    make('notes', 'thesis.tex');
    expect(near('notes', 'room.csv')).toBe(`a file under "${join(folder, 'notes')}"`);
    mkdirSync(join(folder, 'empty'));
    expect(near('empty', 'room.csv')).toBe(`a file under "${join(folder, 'empty')}"`);
  });

  test('that is a folder names a file in it', () => {
    make('recordings', 'room.csv');
    expect(near('recordings')).toBe(`"${join(folder, 'recordings', 'room.csv')}"`);
  });

  test('that is there, but cannot be read, names another', () => {
    make('room.csv');
    make('hall.csv');
    expect(near('room.csv')).toBe('"hall.csv"');
  });

  test('of results names a folder with a summary in it, or a summary file', () => {
    make('results', 'one', 'summary.json');
    make('results', 'two', 'notes.txt');
    const results = (...parts: readonly string[]): string => nearestPath(join(folder, ...parts), anyResults);
    expect(results('results', 'on')).toBe('"one"');
    expect(results('results', 'tow')).toBe('"one"');
    expect(results('reslts', 'one')).toBe(`"${join(folder, 'results', 'one')}"`);
    expect(results('results')).toBe(`"${join(folder, 'results', 'one')}"`);
    expect(results('results', 'one', 'sumary.json')).toBe('"summary.json"');
    expect(results('results', 'two')).toBe(`a results folder under "${join(folder, 'results', 'two')}"`);
  });

  test('with characters that no path has is answered all the same', () => {
    make('room.csv');
    expect(near('ro\u0000om.csv')).toBe('"room.csv"');
    expect(nearestPath('\u0000', anyFile)).not.toBe('');
    expect(nearestPath('', anyFile)).not.toBe('');
  });
});
