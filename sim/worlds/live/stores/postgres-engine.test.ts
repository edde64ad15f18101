import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMedium } from './medium-reader.ts';
import { discardMediaSpace } from './media-space.ts';
import { openMedium } from './open-medium.ts';
import { PostgresEngine } from './postgres-engine.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { serverOf, tableOf, urlFault } from './postgres-place.ts';
import { keepsTheContract } from './testing/medium-contract.ts';
import { noPostgres, PostgresServer } from './testing/postgres-server.ts';

test('a server is named without user and password', () => {
  expect(serverOf('postgres://ann:s3cret@db.example:6432/range')).toBe('db.example:6432/range');
  expect(serverOf('postgres:///range?host=/run/pg&user=ann')).toBe('/run/pg/range');
});

test('a URL that is none, or of something else, is told apart', () => {
  expect(urlFault('127.0.0.1')).toBe('it is no URL');
  expect(urlFault('mysql://127.0.0.1/x')).toBe('it begins with mysql://, and only postgres:// is known');
  expect(urlFault('postgresql://127.0.0.1/x')).toBeUndefined();
});

test('the name of a schema is never SQL', () => {
  expect(tableOf('run_17')).toBe('run_17.records');
  expect(() => tableOf('x; DROP TABLE y')).toThrow('schema "x; DROP TABLE y": up to 48 small letters');
});

test('where nobody listens, the error names the server and keeps the password', async () => {
  const url = 'postgres://ann:s3cret@127.0.0.1:1/range';
  const opening = openMedium({ kind: 'postgres', url, space: 'x', store: 'y' });
  await expect(opening).rejects.toThrow(/^store 127\.0\.0\.1:1\/range: unreachable \(ECONNREFUSED\)$/);
});

describe.skipIf(noPostgres)(`a PostgreSQL store${noPostgres ? ` (skipped: ${noPostgres})` : ''}`, () => {
  let server: PostgresServer;
  const place = (store: string): PostgresPlace => ({ kind: 'postgres', url: server.url, space: 'run_1', store });
  beforeAll(async () => {
    server = new PostgresServer();
    await server.start();
  });
  afterAll(() => server?.remove());

  keepsTheContract(() => openMedium(place('contract')), 25);

  test('stores of one run are apart, made at once, and gone together', async () => {
    const media = await Promise.all(['aurora', 'borealis', 'corona'].map((name) => openMedium(place(name))));
    await Promise.all(media.map((medium, index) => medium.put('key', Buffer.from(`store ${index}`))));
    const found = await Promise.all(media.map(async (medium) => Buffer.from((await medium.get('key'))!).toString()));
    expect(found).toEqual(['store 0', 'store 1', 'store 2']);
    await Promise.all(media.map((medium) => medium.close()));
    await discardMediaSpace(place('aurora'));
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query("SELECT 1 FROM information_schema.schemata WHERE schema_name = 'run_1'");
    await client.end();
    expect(rows).toEqual([]);
  });

  test('whether a store could be made shows without anybody ever seeing one', async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const spaces = async (): Promise<number> =>
      (await client.query("SELECT 1 FROM pg_namespace WHERE nspname = 'run_1'")).rows.length;
    let isOver = false;
    const look = async (): Promise<readonly number[]> => {
      const seen: number[] = [];
      while (!isOver) seen.push(await spaces());
      return [...seen, await spaces()];
    };
    const check = async (): Promise<void> => {
      for (let time = 0; time < 10; time++) await PostgresEngine.check(place('nothing'));
    };
    const [seen] = await Promise.all([look(), check().finally(() => (isOver = true))]);
    await client.end();
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set([0]));
  });

  test('over crashes of the server no acknowledged record is lost, and the store connects again by itself', async () => {
    const medium = await openMedium(place('crash'));
    const stored: string[] = [];
    let refused = 0;
    const writers = 400;
    for (let round = 0; round < 2; round++) {
      let begun!: () => void;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      // Each writes one record after the other until it is told no, so that the crash always meets writes under way.
      const writing = Array.from({ length: writers }, async (_, writer) => {
        for (let turn = 0; ; turn++) {
          const key = `round ${round}/${writer}/${turn}`;
          try {
            await medium.put(key, Buffer.from(key));
          } catch (fault) {
            expect((fault as Error).message).toMatch(/^store .*: (unreachable|busy)/);
            refused++;
            return;
          }
          stored.push(key);
          begun();
        }
      });
      await hasBegun;
      await server.stop('SIGQUIT');
      await Promise.all(writing);
      await expect(medium.get('anything')).rejects.toMatchObject({ failure: 'unreachable' });
      await server.start();
      await expect
        .poll(
          () =>
            medium.get('anything').then(
              () => 'answers',
              () => 'rests',
            ),
          { timeout: 30_000 },
        )
        .toBe('answers');
      const found = new Map(await medium.scan('', Infinity));
      expect(stored.filter((key) => Buffer.from(found.get(key) ?? '').toString() !== key)).toEqual([]);
    }
    expect(stored.length).toBeGreaterThan(0);
    expect(refused).toBe(2 * writers);
    await medium.close();
  });

  test('an insider with the URL reads what lies in clear, while the store works', async () => {
    const medium = await openMedium(place('insider'));
    await medium.put('room 2/1', Buffer.from('motion 0.25'));
    await medium.put('room 1/1', Buffer.from([0, 1, 2]));
    const read = readMedium(place('insider')).map(([key, bytes]) => [key, Buffer.from(bytes).toString()]);
    expect(read).toEqual([
      ['room 1/1', '\0\x01\x02'],
      ['room 2/1', 'motion 0.25'],
    ]);
    await medium.close();
  });

  test('a server that does not sync is refused', async () => {
    await server.stop();
    await server.start(['fsync=off']);
    await expect(openMedium(place('fast'))).rejects.toThrow('it runs with fsync off');
    await server.stop();
    await server.start();
  });
});
