import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunRecord } from '../results/run-record.ts';
import { exportTables } from './export-tables.ts';
import type { StoreIdentity } from './identity.ts';
import { queryStore } from './query.ts';
import { StudyStore } from './study-store.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-store-'));
  file = join(folder, 'study.duckdb');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const identity: StoreIdentity = {
  schemaVersion: '1',
  version: '0.1.0',
  study: 'T01 study',
  scenario: 'room',
  seed: '1',
  factors: 'profile none, framework',
  cells: 'abc',
  command: 'metarange sweep T01 --out first',
};
const cells = [
  { index: 0, levels: { profile: 'none', name: 2.5 } },
  { index: 1, levels: { profile: "it's", name: 4 } },
];

const run = (key: string, value: number): RunRecord => ({
  key,
  // Not in the order of the alphabet, with a value that no decimal text of few digits holds, and one that is unknown.
  values: { M30: { value, n: 3 }, M01: { value: null, n: 0, hits: 0 }, M29: { value: Infinity, n: 2.5 } },
  attacks: [
    {
      id: 'A01',
      attempts: 4,
      unfinished: 1,
      successes: 2,
      detected: 0,
      firstSuccessSeconds: null,
      violations: ['authenticity'],
      steps: { second: 2, first: 4 },
    },
  ],
  chain: { id: 'K01', name: 'chain', plays: 1, unfinished: 0, stages: [] },
  violationsTotal: 2,
  properties: { authenticity: { judged: 10, violated: 2 } } as RunRecord['properties'],
  refusals: { world: 1, C11: 3 },
  messages: 123,
  simulatedSeconds: 0.1 + 0.2,
  warnings: ['a "warning"'],
  digest: 'd',
  events: 9_007_199_254_740_991,
  wallSeconds: 0.3,
});

test('a run comes back as it was kept, to the last bit and in its order, after the file was shut', async () => {
  const store = await StudyStore.open(file, identity, cells);
  await store.place([{ cell: 1, replication: 0, key: 'k' }]);
  await Promise.all([store.keep(run('k', Math.PI)), store.keep(run('l', -0)), store.keep(run('k', 7))]);
  await store.close();
  const again = await StudyStore.open(file, identity, cells);
  expect(again.done()).toEqual(new Set(['k', 'l']));
  const [k, none, l] = await again.runs(['k', 'x', 'l']);
  expect(k).toStrictEqual(run('k', Math.PI));
  expect(Object.keys((k as RunRecord).values)).toEqual(['M30', 'M01', 'M29']);
  expect(none).toBeUndefined();
  expect(Object.is((l as RunRecord).values['M30']!.value, -0)).toBe(true);
  await again.close();
});

test('a failure is kept until its run gives something', async () => {
  const store = await StudyStore.open(file, identity, cells);
  await store.keep({ key: 'k', failure: 'first' });
  await store.keep({ key: 'k', failure: 'out of "memory"' });
  expect(store.done().size).toBe(0);
  expect(await store.runs(['k'])).toEqual([{ key: 'k', failure: 'out of "memory"' }]);
  await store.keep(run('k', 1));
  expect(await store.runs(['k'])).toStrictEqual([run('k', 1)]);
  await store.close();
  expect((await queryStore(file, 'SELECT count(*) FROM failures', 5)).rows).toEqual([[0]]);
});

test('what still waits to be written when a store is shut is in it', async () => {
  const store = await StudyStore.open(file, identity, cells);
  const kept = [store.keep(run('k', 1)), store.keep({ key: 'l', failure: 'lost' })];
  await store.close();
  await Promise.all(kept);
  expect((await queryStore(file, 'SELECT key FROM runs', 5)).rows).toEqual([['k']]);
  expect((await queryStore(file, 'SELECT key FROM failures', 5)).rows).toEqual([['l']]);
});

test('of runs that are written together each is told where they could not be, and those that come later are written', async () => {
  const store = await StudyStore.open(file, identity, cells);
  const kept = [run('k', 1), { ...run('l', 2), attacks: null as never }].map((one) => store.keep(one));
  for (const one of await Promise.allSettled(kept))
    expect(one).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/cannot be written/) } });
  expect(store.done().size).toBe(0);
  await store.keep(run('k', 3));
  expect(await store.runs(['k', 'l'])).toStrictEqual([run('k', 3), undefined]);
  await store.close();
});

test('a store of another study, of other settings, of another version, or none at all is refused by name', async () => {
  await (await StudyStore.open(file, identity, cells)).close();
  const refused = async (other: Partial<StoreIdentity>) =>
    StudyStore.open(file, { ...identity, ...other }, cells).then(
      () => 'opened',
      (error: Error & { nearest: string }) => `${error.name}: ${error.message}; ${error.nearest}`,
    );
  expect(await refused({ seed: '2' })).toBe(
    'StoreFault: the store holds seed 1, and 2 is asked for; a new folder, or metarange sweep T01 --out first',
  );
  expect(await refused({ version: '0.2.0' })).toBe(
    'StoreFault: the store holds runs of version 0.1.0, and 0.2.0 is asked for; a new folder',
  );
  expect(await refused({ schemaVersion: '2' })).toContain('tables of version 1');
  expect(await refused({ cells: 'def' })).toContain('parameters');
  expect(await refused({ command: 'metarange sweep T01 --replications 20' })).toBe('opened');
  writeFileSync(join(folder, 'other'), 'something else of some length, which is no database at all');
  await expect(StudyStore.open(join(folder, 'other'), identity, cells)).rejects.toThrow('cannot be opened');
});

test('tables are given away in order of cell and replication, levels beside values', async () => {
  const store = await StudyStore.open(file, identity, cells);
  const keys = ['a', 'b', 'c', 'd'];
  await store.place(keys.map((key, at) => ({ cell: at % 2, replication: Math.floor(at / 2), key })));
  for (const key of ['c', 'a', 'd', 'b'])
    await store.keep({ ...run(key, 1 / 3), values: { M30: { value: 1 / 3, n: 3 } } });
  await exportTables(store, 2, (name) => join(folder, name));
  await store.close();
  expect(readFileSync(join(folder, 'values.csv'), 'utf8').split('\n').slice(0, 3)).toEqual([
    'cell,profile,level_name,replication,name,value,n,hits',
    '0,none,2.5,0,M30,0.3333333333333333,3.0,',
    '0,none,2.5,1,M30,0.3333333333333333,3.0,',
  ]);
  expect(readFileSync(join(folder, 'values.csv'), 'utf8')).toContain("1,it's,4.0,1,M30");
  expect(readFileSync(join(folder, 'runs.parquet')).subarray(0, 4).toString()).toBe('PAR1');
});

const wrong: readonly (readonly [sql: string, why: string])[] = [
  ["SELECT * FROM read_csv('/etc/passwd')", 'disabled by configuration'],
  ["COPY runs TO 'runs.csv'", 'disabled by configuration'],
  ["ATTACH 'other.duckdb'", 'kind ATTACH'],
  ['SET enable_external_access = true', 'kind SET'],
  ['DELETE FROM runs', 'read-only'],
  ['INSTALL httpfs', 'kind LOAD'],
  ["EXPLAIN ANALYZE COPY runs TO 'runs.csv'", 'disabled by configuration'],
  ["SELECT repeat('x', 30000000) FROM range(8)", 'more than 200 million characters'],
  ['SELECT 1; SELECT 2', '2 statements'],
  ['', '0 statements'],
  ['-- nothing', '0 statements'],
  [' ; ', '0 statements'],
  ['SELEC 1', 'syntax error'],
  ['SELECT nothing FROM results', 'nothing'],
];

test('words that are wrong, or reach for files, settings or other rows, are refused in one line', async () => {
  await (await StudyStore.open(file, identity, cells)).close();
  for (const [sql, why] of wrong) {
    const said = await queryStore(file, sql, 10).then(
      () => 'answered',
      (error: Error) => `${error.name} ${error.message}`,
    );
    expect(said, sql).toMatch(/^StoreFault [^\n]+$/);
    expect(said, sql).toContain(why);
  }
  const { rows, more, columns } = await queryStore(file, 'SELECT range AS n FROM range(100000000000)', 3);
  expect([columns, rows, more]).toEqual([['n'], [[0], [1], [2]], true]);
});

test('no statement writes to the files of the store itself, which the database leaves within reach', async () => {
  await (await StudyStore.open(file, identity, cells)).close();
  for (const path of [file, `${file}.wal`])
    for (const verb of ['COPY', 'EXPLAIN ANALYZE COPY'])
      await expect(queryStore(file, `${verb} meta TO '${path}'`, 10)).rejects.toThrow('kind');
  expect(readdirSync(folder)).toEqual(['study.duckdb']);
  expect((await queryStore(file, 'DESCRIBE results', 99)).rows.length).toBeGreaterThan(5);
});
