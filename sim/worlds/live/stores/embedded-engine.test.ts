import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EmbeddedEngine } from './embedded-engine.ts';
import { GroupedMedium } from './grouped-medium.ts';
import { keepsTheContract } from './testing/medium-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'metarange-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = async (name: string) => new GroupedMedium(await EmbeddedEngine.open(join(folder, name, 'archive.db')));

keepsTheContract(() => open('contract'), 150);

test('of an erased record no byte is left in any file, however the records lay', async () => {
  const medium = await open('erasure');
  const mark = (index: number): string => `mark-${index}-`;
  // Lengths around a page and beyond, so that pages are split, joined and chained.
  const record = (index: number): Buffer => Buffer.alloc(20 + ((index * 397) % 9_000), mark(index));
  const names = Array.from({ length: 300 }, (_, index) => `room ${index % 7}/${index}`);
  const order = names.map((_, index) => (index * 113) % names.length);
  await Promise.all(order.map((index) => medium.put(names[index]!, record(index))));
  // Some are overwritten by shorter ones, so that old content lies behind new.
  await Promise.all(order.slice(0, 60).map((index) => medium.put(names[index]!, record(index).subarray(0, 15))));
  const erased = order.slice(30, 230);
  for (let from = 0; from < erased.length; from += 40) {
    await Promise.all(erased.slice(from, from + 40).map((index) => medium.erase(names[index]!)));
  }
  const files = readdirSync(join(folder, 'erasure')).map((file) => readFileSync(join(folder, 'erasure', file)));
  const left = (index: number): boolean => files.some((file) => file.includes(mark(index)));
  expect(erased.filter(left)).toEqual([]);
  expect(order.slice(230).filter(left)).toHaveLength(70);
  await medium.close();
});

test('an erasure is not acknowledged while somebody outside still reads the log', async () => {
  const { default: Database } = await import('libsql');
  const medium = await open('watched');
  await medium.put('secret', Buffer.from('love letter'));
  const outside = new Database(join(folder, 'watched', 'archive.db'));
  outside.exec('BEGIN; SELECT count(*) FROM records');
  outside.prepare('SELECT count(*) AS n FROM records').get([]);
  await expect(medium.erase('secret')).rejects.toMatchObject({ failure: 'busy' });
  outside.exec('COMMIT');
  outside.close();
  await medium.erase('secret');
  const files = readdirSync(join(folder, 'watched')).map((file) => readFileSync(join(folder, 'watched', file)));
  expect(files.some((file) => file.includes('love letter'))).toBe(false);
  await medium.close();
});

test('a file that is no database is named, and stays as it was', async () => {
  const path = join(folder, 'letter.db');
  const letter = 'Dear archive, this is no database. '.repeat(400);
  writeFileSync(path, letter);
  await expect(EmbeddedEngine.open(path)).rejects.toMatchObject({
    failure: 'damaged',
    message: `store ${path}: damaged (SQLITE_NOTADB)`,
  });
  expect(readFileSync(path, 'utf8')).toBe(letter);
});

test('a folder that cannot be made is named', async () => {
  writeFileSync(join(folder, 'plain'), '');
  const path = join(folder, 'plain', 'archive.db');
  await expect(EmbeddedEngine.open(path)).rejects.toThrow(`store ${path}: unreachable`);
});

test('a damaged page makes what lies on it unreadable, not the process', async () => {
  const medium = await open('damaged');
  await Promise.all(Array.from({ length: 200 }, (_, index) => medium.put(`room/${index}`, Buffer.alloc(500, index))));
  await medium.close();
  const path = join(folder, 'damaged', 'archive.db');
  const bytes = readFileSync(path);
  bytes.fill(0xff, 3 * 4096, 4 * 4096);
  writeFileSync(path, bytes);
  const again = await open('damaged');
  await expect(again.scan('', 1_000)).rejects.toMatchObject({ failure: 'damaged' });
  await again.close();
});
