import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chapterOf } from '../../.ci/chapter.ts';
import { queryStore } from '../../metrics/store/query.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import { crewHere } from '../../scenarios/studies/here.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import { keyOfRun } from '../../scenarios/studies/order.ts';
import type { Study } from '../../sim/framework/study.ts';
import { readWords } from '../arguments.ts';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { captured } from '../testing/fake-engine.ts';

const command = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));
const { version } = range;
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'metarange-sweep-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Carries out a command line with the built command in the folder of this test. */
const carriedOut = (...words: readonly string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    encoding: 'utf8',
    cwd: scratch,
  });
  return { code: status, out: stdout, err: stderr };
};

/** The same in this process, which has loaded the range already. */
const here = async (...words: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const io = captured();
  const code = await main(words, io, range);
  return { code, out: io.out, err: io.err };
};

const { text } = chapterOf(new URL('../../scenarios/studies/', import.meta.url));

test('the lines of the chapter write a study, play it, add to it and ask it', () => {
  const lines = [...text.matchAll(/^npx metarange (.+)$/gm)].map((found) => found[1]!);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['list', 'init', 'sweep', 'sweep', 'query']);
  const said = lines.map((line) =>
    carriedOut(...[...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inner, bare]) => inner ?? bare!)),
  );
  expect(said.map(({ code, err }) => [code, err])).toEqual(lines.map(() => [0, '']));
  // Replays succeed where nothing protects, and not under the framework.
  expect(said[3]!.out).toMatch(/^2 +none +2 +100 \[[\d., ]+\]/m);
  expect(said[3]!.out).toMatch(/^4 +framework +2 +0 \[0, [\d.]+\]/m);
  expect(said[4]!.out).toMatch(/^rooms +profile +avg\("value"\)\n +2 +framework +[\d.]+\n/);
  expect(readdirSync(join(scratch, 'my-study')).toSorted()).toEqual([
    'figures',
    'manifest.json',
    'report.html',
    'runs.parquet',
    'study.duckdb',
    'study.json',
    'tables',
    'values.csv',
    'values.parquet',
  ]);
});

test('every flag of sweep is in the chapter', () => {
  const help = readWords(['sweep', '--help'], { version: '0', canInspect: true });
  const offered = help.command === 'help' ? [...help.text.matchAll(/ {2}(--[a-z]+)/g)].map((found) => found[1]!) : [];
  expect(offered.length).toBeGreaterThan(5);
  const told = [...text.matchAll(/^\| `(--[a-z]+)[^|]*\|/gm)].flatMap(([row]) =>
    [...row.matchAll(/--[a-z]+/g)].map(String),
  );
  expect(new Set(told)).toEqual(new Set(offered.filter((flag) => flag !== '--help')));
});

/** A study of short runs, and a metric whose fold ends the process, or eats its memory, where a profile has few controls. */
const short = `
const study = (id, name, levels) => ({
  id, name, summary: 'short runs', scenario: 'meeting-room-mapping', size: 'smoke', parameters: {},
  profile: { name: 'framework', without: [] }, attacks: ['A07'],
  factors: [{ kind: 'profile', levels }],
  design: { kind: 'full-factorial' }, repetition: { kind: 'replications', count: 4 },
  values: ['M30.p99'], seed: 5, untilSeconds: 40,
});
`;
const put = (name: string, body: string): void => writeFileSync(join(scratch, name), short + body);

/** Starts a sweep and signals it once its store holds something; tells how it ended. */
const ended = async (signal: NodeJS.Signals, ...words: readonly string[]): Promise<readonly (string | null)[]> => {
  const child = spawn(process.execPath, [command, 'sweep', ...words], {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const closed = new Promise<string | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  const wal = join(scratch, 'cut', 'study.duckdb.wal');
  const begun = statSync(wal, { throwIfNoEntry: false })?.size ?? 0;
  while (child.exitCode === null && (statSync(wal, { throwIfNoEntry: false })?.size ?? 0) <= begun + 20_000)
    await pause(10);
  child.kill(signal);
  return [await closed, err];
};

const rowsOf = async (folder: string, sql: string): Promise<readonly (readonly unknown[])[]> =>
  (await queryStore(join(scratch, folder, 'study.duckdb'), sql, 100)).rows;

test('a sweep that is ended, then killed, goes on to the table of one that was left in peace, by one process or two', async () => {
  // Many enough that they do not all end within the moment in which the store gathers them.
  put(
    'short.ts',
    `export const mine = { ...study('T901', 'short', ['none', 'transport', 'framework']), repetition: { kind: 'replications', count: 12 } };`,
  );
  const [by, said] = await ended('SIGTERM', 'short.ts', '--out', 'cut', '--workers', '2');
  expect(by).toBe('SIGTERM');
  const kept = Number(/^metarange: interrupted by SIGTERM; (\d+) runs are kept; go on with: (.+)\n$/.exec(said!)?.[1]);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(36);
  expect(await ended('SIGKILL', 'short.ts', '--out', 'cut', '--workers', '1')).toEqual(['SIGKILL', '']);
  expect(existsSync(join(scratch, 'cut', 'values.csv'))).toBe(false);
  const resumed = carriedOut('sweep', 'short.ts', '--out', 'cut', '--workers', '2', '--json');
  const whole = carriedOut('sweep', 'short.ts', '--out', 'whole', '--workers', '1', '--json');
  expect([resumed.code, whole.code, resumed.err + whole.err]).toEqual([0, 0, '']);
  const document = (out: string) => {
    const { study, ...rest } = JSON.parse(out) as { study: { command: string; digest: string } };
    return { ...rest, study: { ...study, command: '' } };
  };
  expect(document(resumed.out)).toEqual(document(whole.out));
  expect(document(whole.out).study.digest).toMatch(/^[0-9a-f]{64}$/);
  const csv = (folder: string) => readFileSync(join(scratch, folder, 'values.csv'), 'utf8');
  expect(csv('cut')).toBe(csv('whole'));
  expect(await rowsOf('cut', 'SELECT count(*), count(DISTINCT key) FROM runs')).toEqual([[36, 36]]);
});

test('processes come to the digests of a crew in this process', async () => {
  const rows = await rowsOf('whole', 'SELECT key, digest FROM orders JOIN runs USING (key) WHERE replication = 1');
  const { study } = JSON.parse(readFileSync(join(scratch, 'whole', 'manifest.json'), 'utf8')) as {
    readonly study: Study;
  };
  const here: (readonly [string, string])[] = [];
  const orders = layOut(study).map(({ order }) => {
    const run = { ...order, replication: 1 };
    return { key: keyOfRun(run, version), order: run };
  });
  await crewHere({ seconds: () => 0 }).carryOut(
    orders,
    (run) => void here.push([run.key, 'digest' in run ? run.digest : '']),
  );
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(String))).toEqual(new Set(here.map(String)));
});

test('runs of a study are found again, all or some of them; of those that are not the first is told in words', async () => {
  const some = await here('reproduce', join(scratch, 'whole'), '--sample', '1', '--json');
  expect([some.code, some.err]).toEqual([0, '']);
  expect(JSON.parse(some.out)).toMatchObject({ equal: true, study: 'short', runs: 36, played: 1, differs: [] });
  cpSync(join(scratch, 'whole'), join(scratch, 'forged'), { recursive: true });
  const instance = await DuckDBInstance.create(join(scratch, 'forged', 'study.duckdb'));
  const connection = await instance.connect();
  const of = (cell: number, replication: number) =>
    `(SELECT run FROM runs JOIN orders USING (key) WHERE cell = ${cell} AND replication = ${replication})`;
  await connection.run(`UPDATE runs SET digest = 'f00d' WHERE run IN (${of(0, 3)}, ${of(1, 2)})`);
  await connection.run(`UPDATE run_values SET value = 7 WHERE name = 'M30.p99' AND run = ${of(1, 2)}`);
  connection.closeSync();
  instance.closeSync();
  const { code, out } = await here('reproduce', join(scratch, 'forged'), '--only', '0/3,1/2');
  expect(code).toBe(1);
  expect(out).toMatch(/^short: 2 of 36 runs played again, 2 came to something else\n/);
  expect(out).toMatch(
    /\nthe first: cell 1 \(profile transport\), replication 2, seed \d+\n {2}its digest was f00d, is [0-9a-f]{64}\n/,
  );
  expect(out).toMatch(/\nvalue +was +is\nM30\.p99 +7 +[\d.]+\nothers, as cell\/replication: 0\/3\n$/);
});

test('what is no question to a study, or to another one, is refused before anything plays', async () => {
  const refused = async (folder: string, ...words: readonly string[]): Promise<string> => {
    const { code, out, err } = await here('reproduce', join(scratch, folder), ...words);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    return err;
  };
  expect(await refused('whole', '--out', 'new')).toContain('runs of a study are compared, and not kept in --out');
  expect(await refused('whole', '--only', '7')).toContain('no run "7" in the store in --only');
  cpSync(join(scratch, 'whole', 'study.duckdb'), join(scratch, 'ended', 'study.duckdb'));
  expect(await refused('ended')).toMatch(
    /its study has not come to its end in metarange reproduce; nearest valid: metarange sweep \S+ --out \S*whole.*, then /,
  );
  const path = join(scratch, 'forged', 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { study: Study };
  const write = (study: object): void => writeFileSync(path, JSON.stringify({ ...manifest, study }));
  write({ ...manifest.study, untilSeconds: 41 });
  expect(await refused('forged')).toContain(
    'the run of cell 0, replication 0 has other parameters than its study asks for',
  );
  write({ ...manifest.study, scenario: '../../etc' });
  expect(await refused('forged')).toContain('unknown scenario "../../etc"');
});

test('a process that dies or goes out of memory costs its run only, and is told of', () => {
  put(
    'deadly.ts',
    `
export const mine = { ...study('T902', 'deadly', ['none', 'transport', 'framework']), repetition: { kind: 'replications', count: 1 } };
export const eater = {
  id: 'M901', name: 'eater', summary: 's', unit: '', formula: 'f', values: ['eaten'], scale: 'amount', about: 'protection',
  fold({ controls }) {
    if (controls.length === 0) process.kill(process.pid, 'SIGKILL');
    const eaten = [];
    if (controls.length < 3) for (;;) eaten.push(new Array(100_000).fill(eaten.length + 0.5));
    return { block() {}, value: () => ({ eaten: { value: 1, n: 1 } }) };
  },
};`,
  );
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--max-old-space-size=220', command, 'sweep', 'deadly.ts', '--out', 'deadly', '--workers', '1', '--json'],
    { encoding: 'utf8', cwd: scratch },
  );
  const result = JSON.parse(stdout) as {
    failures: { cell: number; failure: string }[];
    cells: { replications: number }[];
  };
  expect(status).toBe(3);
  expect(result.failures.map(({ cell, failure }) => `${cell} ${failure}`)).toEqual([
    '0 its process was ended by SIGKILL',
    expect.stringMatching(/^1 its process went out of memory/),
  ]);
  expect(result.cells.map(({ replications }) => replications)).toEqual([0, 0, 1]);
});

test('while one process has a store open, another is told so in one line', async () => {
  const file = join(scratch, 'held', 'study.duckdb');
  mkdirSync(join(scratch, 'held'));
  const identity = {
    schemaVersion: '1',
    version: '',
    study: '',
    scenario: '',
    seed: '',
    factors: '',
    cells: '',
    command: '',
  };
  const store = await StudyStore.open(file, identity, [{ index: 0, levels: {} }]);
  const { code, err } = carriedOut('query', 'held', 'SELECT 1');
  expect([code, err]).toEqual([
    2,
    `metarange: the store is open in another process (${process.pid}) in metarange query "held"; nearest valid: the same command once that has ended\n`,
  ]);
  await store.close();
});
