import { execFileSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noPostgres, PostgresServer } from '../sim/worlds/live/stores/testing/postgres-server.ts';
import { live, partsOf, short, until } from './testing/live-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-place-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An honest live run whose temporary files have a folder of their own. */
const begun = (words: readonly string[] = []) => live(['--attack', 'none', ...words], { TMPDIR: folder });

/** Databases that storages have at the moment. */
const databases = (): readonly string[] =>
  readdirSync(folder).flatMap((space) => readdirSync(join(folder, space)).filter((file) => file.endsWith('.db')));

/** The storages among the processes that a run has started. */
const storagesOf = (child: ChildProcess): readonly number[] =>
  partsOf(child).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('storage of '));

test('each storage has a database on disk, in a folder that only its user can enter, and both are gone at the end', async () => {
  const { child, ended } = begun(short);
  await until(() => readdirSync(folder).length === 1 && databases().length === 2);
  expect(statSync(join(folder, readdirSync(folder)[0]!)).mode & 0o777).toBe(0o700);
  expect(storagesOf(child)).toHaveLength(2);
  const { code, stderr } = await ended;
  expect([code === 2 || code === 3, stderr]).toEqual([false, '']);
  expect(readdirSync(folder)).toEqual([]);
});

const kill = (pids: readonly number[]): void => pids.forEach((pid) => process.kill(pid, 'SIGKILL'));

test.each([
  ['the user interrupts it', (child: ChildProcess) => child.kill('SIGINT')],
  ['the parent is killed', (child: ChildProcess) => child.kill('SIGKILL')],
  ['a storage is killed', (child: ChildProcess) => kill(storagesOf(child).slice(0, 1))],
  ['the parent and all storages are killed at once', (child: ChildProcess) => kill([...storagesOf(child), child.pid!])],
])('nothing of the databases is left when %s', async (_how, strike) => {
  const { child, ended } = begun();
  await until(() => readdirSync(folder).length === 1 && databases().length === 2);
  strike(child);
  await ended;
  await until(() => readdirSync(folder).length === 0);
});

test.each([
  ['db.example/s3cret', 'it is no URL'],
  ['mysql://ann:s3cret@127.0.0.1/x', 'it begins with mysql://, and only postgres:// is known'],
])('what names no PostgreSQL server is refused without its words: %s', async (url, why) => {
  const { code, stdout, stderr } = await begun(['--store', url]).ended;
  const line = `metarange: no store there: ${why} in --store; nearest valid: postgres://USER:PASSWORD@HOST:PORT/DATABASE\n`;
  expect([code, stdout, stderr]).toEqual([2, '', line]);
});

test('where nobody answers, one line says so, and nothing was started', async () => {
  const { code, stdout, stderr } = await begun(['--store', 'postgres://ann:s3cret@127.0.0.1:1/range']).ended;
  const line =
    'metarange: store 127.0.0.1:1/range: unreachable (ECONNREFUSED) in --store; ' +
    'nearest valid: postgres://USER:PASSWORD@HOST:PORT/DATABASE\n';
  expect([code, stdout, stderr]).toEqual([2, '', line]);
  expect(readdirSync(folder)).toEqual([]);
});

test('where there is no place for temporary files, one line says so', async () => {
  const { code, stderr } = await live([...short, '--attack', 'none'], { TMPDIR: join(folder, 'nowhere') }).ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^metarange: ENOENT: .* in the directory for temporary files; nearest valid: TMPDIR=FOLDER .*\n$/,
  );
});

describe.skipIf(noPostgres)(`a PostgreSQL store${noPostgres ? ` (skipped: ${noPostgres})` : ''}`, () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = new PostgresServer();
    await server.start();
    url = `${server.url}&password=s3cret`;
  });
  afterAll(() => server?.remove());

  /** Stores in the schemas of runs, with how many records each holds. */
  const stores = async (at = server): Promise<readonly number[]> => {
    const client = new Client({ connectionString: at.url });
    await client.connect();
    try {
      const { rows: spaces } = await client.query<{ readonly name: string }>(
        `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'metarange\\_%'`,
      );
      const counts: number[] = [];
      for (const { name } of spaces) {
        const text = `SELECT count(*)::float8 AS count FROM ${name}.records GROUP BY store`;
        const { rows } = await client.query<{ readonly count: number }>(text);
        counts.push(...(rows.length === 0 ? [0] : rows.map(({ count }) => count)));
      }
      return counts;
    } finally {
      await client.end();
    }
  };

  test('holds what storages keep while the run lasts; its password is nowhere in what the run leaves', async () => {
    const out = join(folder, 'results');
    const { child, ended } = begun([...short, '--store', url, '--out', out, '--json', '--log', 'debug']);
    await expect.poll(() => stores(), { timeout: 120_000 }).not.toEqual([]);
    const words = partsOf(child).map((pid) => execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString());
    const { code, stdout, stderr } = await ended;
    expect([0, 1]).toContain(code);
    expect(await stores()).toEqual([]);
    const left = readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'));
    expect([stdout, stderr, ...words, ...left].filter((text) => text.includes('s3cret'))).toEqual([]);
    const { manifest } = JSON.parse(stdout) as { readonly manifest: { readonly command: string } };
    expect(manifest.command).toContain('--store ');
  });

  test('that goes away for good spoils no result: what is left there is told beside it', async () => {
    const other = new PostgresServer();
    await other.start();
    try {
      const { child, ended } = begun([...short, '--store', other.url, '--json']);
      await until(() => storagesOf(child).length === 2);
      // A storage that has not opened its store yet cannot begin any more, which voids the run.
      await expect.poll(() => stores(other), { timeout: 120_000 }).toHaveLength(2);
      await other.stop('SIGQUIT');
      const { code, stdout } = await ended;
      expect([0, 1]).toContain(code);
      expect(stdout).toMatch(/not all of the run could be removed: store [^"]* could not be dropped/);
    } finally {
      await other.remove();
    }
  });

  test('is left clean by the storages when the parent is killed', async () => {
    const { child, ended } = begun(['--store', url]);
    await expect.poll(() => stores(), { timeout: 120_000 }).not.toEqual([]);
    child.kill('SIGKILL');
    await ended;
    await expect.poll(() => stores(), { timeout: 120_000 }).toEqual([]);
  });
});
