import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookOf } from '../../metrics/catalogue.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import { controlsUnderAttack } from '../../scenarios/studies/controls-under-attack.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import { keyOfCell, playStudy } from '../../scenarios/studies/play-study.ts';
import type { Crew, NamedOrder } from '../../scenarios/studies/crew.ts';
import { shardsOf } from '../../scenarios/studies/shards.ts';
import type { Shard } from '../../scenarios/studies/shards.ts';
import { inventedCrew, inventedRun } from '../../scenarios/testing/invented-crew.ts';
import { crewOfShards } from './crew-of-shards.ts';
import { shardFolder } from './shard-folders.ts';
import { storeFile } from './study-folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-shards-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cells = layOut(controlsUnderAttack).slice(0, 3);
const version = '1';
const replications = 5;
const identity = {
  schemaVersion: '1',
  version,
  study: 'T1',
  scenario: 's',
  seed: '1',
  factors: 'f',
  cells: 'c',
  command: 'metarange sweep',
};

const invented = (order: NamedOrder) => inventedRun(order, { M01: { value: order.order.replication, n: 4 } }, 1);

/** Plays the study, or a part of it, into a store, and tells of every run of the study that is there then. */
async function played(place: string, crew: Crew, shard?: Shard): Promise<readonly unknown[]> {
  mkdirSync(place, { recursive: true });
  const store = await StudyStore.open(join(place, storeFile), identity, cells);
  const shardOf = shardsOf(cells, shard?.of ?? 1);
  const mine = (cell: number, at: number): boolean => shardOf(cell, at) === (shard?.index ?? 1);
  try {
    const repetition = { kind: 'replications', count: replications } as const;
    await playStudy({ repetition, cells, version, crew, ledger: store, book: bookOf(), mine });
    const keys = cells.flatMap((cell) => Array.from({ length: replications }, (_, at) => keyOfCell(cell, at, version)));
    return await store.runs(keys);
  } finally {
    await store.close();
  }
}

const gathered = (): Promise<readonly unknown[]> => played(folder, crewOfShards({ folder, identity, cells }));

test('two shards come to the whole when they are gathered, and nothing is played twice', async () => {
  const crews = [inventedCrew(invented), inventedCrew(invented)];
  for (const [at, crew] of crews.entries()) {
    const shard = { index: at + 1, of: 2 };
    await played(shardFolder(folder, shard), crew, shard);
  }
  const counts = crews.map((crew) => crew.played.length);
  expect(Math.max(...counts)).toBe(8);
  expect(new Set(crews.flatMap((crew) => crew.played.map(({ key }) => key))).size).toBe(15);
  const whole = await played(join(folder, 'whole'), inventedCrew(invented));
  expect(await gathered()).toEqual(whole);
  // Once more, there is nothing left to bring together.
  expect(await gathered()).toEqual(whole);
});

test('what no shard has is told of by shard, and is found once that is there', async () => {
  const shards = [1, 2, 3].map((index) => ({ index, of: 3 }));
  const breaks = new Set<string>();
  const brittle = inventedCrew((order) => {
    if (breaks.size > 0) return invented(order);
    breaks.add(order.key);
    return { key: order.key, failure: 'its process was ended by SIGKILL' };
  });
  await played(shardFolder(folder, shards[0]!), brittle, shards[0]!);
  await played(shardFolder(folder, shards[2]!), inventedCrew(invented), shards[2]!);
  const failures = (runs: readonly unknown[]): readonly string[] =>
    runs.flatMap((run) => ('failure' in (run as object) ? [(run as { failure: string }).failure] : []));
  expect(failures(await gathered()).toSorted()).toEqual([
    'its process was ended by SIGKILL',
    ...Array.from({ length: 5 }, () => 'shard 2 of 3 is not there'),
  ]);
  await played(shardFolder(folder, shards[1]!), inventedCrew(invented), shards[1]!);
  expect(failures(await gathered())).toEqual(['its process was ended by SIGKILL']);
  // The shard's own command tries it once more.
  await played(shardFolder(folder, shards[0]!), inventedCrew(invented), shards[0]!);
  expect(await gathered()).toEqual(await played(join(folder, 'whole'), inventedCrew(invented)));
});

test('a shard of another version, or none at all, is refused', async () => {
  expect(() => crewOfShards({ folder, identity, cells })).toThrow(/no shard in .*nearest valid: --shard 1\/4/);
  const shard = { index: 1, of: 1 };
  await played(shardFolder(folder, shard), inventedCrew(invented), shard);
  const crew = crewOfShards({ folder, identity: { ...identity, version: '2' }, cells });
  await expect(played(folder, crew)).rejects.toThrow(
    /shard-1-of-1": the store holds runs of version 1, and 2 is asked for/,
  );
});
