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

keepsTheContract(() => open('contract'), 60);

test('of an erased record no byte is left in any file, however the records lay', async () => {
  const medium = await open('erasure');
  const mark = (index: number): string => `mark-${index}-`;
  // A third of the records are longer than a page; the others share pages, which are split and joined as they come and go.
  const record = (index: number): Buffer =>
    Buffer.alloc(20 + ((index * 397) % (index % 3 === 0 ? 9_000 : 300)), mark(index));
  const kept = new Set<number>();
  const erased = new Set<number>();
  for (let turn = 0; turn < 40; turn++) {
    const fresh = Array.from({ length: 60 }, (_, index) => turn * 60 + index);
    await Promise.all(fresh.map((index) => medium.put(`room ${index % 7}/${index}`, record(index))));
    for (const index of fresh) kept.add(index);
    const gone = [...kept].filter((index) => (index * 7 + turn) % 5 === 0);
    await Promise.all(gone.map((index) => medium.erase(`room ${index % 7}/${index}`)));
    for (const index of gone) erased.add(index);
    for (const index of gone) kept.delete(index);
  }
  const files = readdirSync(join(folder, 'erasure')).map((file) =>
    readFileSync(join(folder, 'erasure', file), 'latin1'),
  );
  const found = new Set(files.flatMap((file) => [...file.matchAll(/mark-(\d+)-/g)].map(([, index]) => Number(index))));
  expect(erased.size).toBeGreaterThan(1_000);
  expect([...erased].filter((index) => found.has(index))).toEqual([]);
  expect([...kept].filter((index) => !found.has(index))).toEqual([]);
  await medium.close();
});

test('an erasure is not acknowledged while somebody outside still reads the log', async () => {
  const { default: Database } = await import('libsql');
  const medium = await open('watched');
  await medium.put('secret', Buffer.from('love letter'));
  const outside = new Database(join(folder, 'watched', 'archive.db'));
  outside.exec('BEGIN; SELECT count(*) FROM records');
  outside.prepare('SELECT count(*) AS n FROM records').get([]);
  let acknowledged = false;
  const erasing = medium.erase('secret').then(() => {
    acknowledged = true;
  });
  // Others are served meanwhile.
  for (let number = 0; number < 5; number++) await medium.put('other', Buffer.from('weather'));
  expect(await medium.get('secret')).toBeUndefined();
  expect(acknowledged).toBe(false);
  outside.exec('COMMIT');
  outside.close();
  await erasing;
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
