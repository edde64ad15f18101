import { execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { EmbeddedEngine } from './embedded-engine.ts';
import { GroupedMedium } from './grouped-medium.ts';
import { compiledStores } from './testing/compiled.ts';
import { keyOf, recordOf } from './testing/numbered-record.mjs';

const program = (name: string): string => fileURLToPath(new URL(`testing/${name}.mjs`, import.meta.url));
const compiled = compiledStores();
const stores = join(compiled.folder, 'stores');
const folder = mkdtempSync(join(tmpdir(), 'metarange-crash-'));
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});
const open = async (path: string) => new GroupedMedium(await EmbeddedEngine.open(path));

/** What a writer was known to have done when it was killed. */
interface Told {
  readonly begun: Set<number>;
  readonly stored: Set<number>;
  readonly erasing: Set<number>;
  readonly erased: Set<number>;
}

/** Runs a writer and kills it some time after the first of its writes or erasures was acknowledged. */
async function killedWriter(path: string, first: number, after: 'stored' | 'erased', millis: number): Promise<Told> {
  const told: Told = { begun: new Set(), stored: new Set(), erasing: new Set(), erased: new Set() };
  const child = fork(program('writer'), [stores, path, String(first)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => {
    for (const [what, number] of Object.entries(message as Record<keyof Told, number>)) {
      told[what as keyof Told].add(number);
      if (what === after && told[after].size === 1) setTimeout(() => child.kill('SIGKILL'), millis);
    }
  });
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return told;
}

const rounds = 20;

test(`over ${rounds} kills at any moment no acknowledged record is lost, none is torn, and no erased one comes back`, async () => {
  const path = join(folder, 'killed', 'archive.db');
  const stored = new Set<number>();
  const erased = new Set<number>();
  let inFlight = 0;
  for (let round = 0; round < rounds; round++) {
    const after = round % 2 === 0 ? 'stored' : 'erased';
    const told = await killedWriter(path, round * 1_000_000, after, (round * 37) % 90);
    inFlight += told.begun.size - told.stored.size + told.erasing.size - told.erased.size;
    for (const number of told.stored) if (!told.erasing.has(number)) stored.add(number);
    for (const number of told.erased) erased.add(number);

    const medium = await open(path);
    const found = new Map(await medium.scan('', Infinity));
    await medium.close();
    const lost = [...stored].filter((number) => !found.has(keyOf(number)));
    const back = [...erased].filter((number) => found.has(keyOf(number)));
    const torn = [...found].filter(([key, bytes]) => !recordOf(Number(key.slice(7))).equals(bytes));
    expect({ round, lost, back, torn: torn.map(([key]) => key) }).toEqual({ round, lost: [], back: [], torn: [] });
  }
  const database = new Database(path);
  expect(database.prepare('PRAGMA integrity_check').get([])).toMatchObject({ integrity_check: 'ok' });
  database.close();
  const bytes = readdirSync(join(folder, 'killed')).map((file) => readFileSync(join(folder, 'killed', file)));
  expect([...erased].filter((number) => bytes.some((file) => file.includes(`mark-${number}-`)))).toEqual([]);
  expect(stored.size).toBeGreaterThan(rounds);
  expect(erased.size).toBeGreaterThanOrEqual(rounds / 2);
  expect(inFlight).toBeGreaterThan(rounds * 50);
});

const noTracer = spawnSync('strace', ['-V']).status === 0 ? false : 'no strace on this machine';

test.skipIf(noTracer)(`every acknowledgement comes after a sync of the log${noTracer ? ` (${noTracer})` : ''}`, () => {
  const trace = join(folder, 'trace');
  const path = join(folder, 'traced', 'archive.db');
  const writer = `
    import { EmbeddedEngine } from '${join(stores, 'embedded-engine.js')}';
    import { GroupedMedium } from '${join(stores, 'grouped-medium.js')}';
    import { writeSync } from 'node:fs';
    const medium = new GroupedMedium(await EmbeddedEngine.open('${path}'));
    for (let number = 0; number < 20; number++) {
      await medium.put('key', Buffer.from('record ' + number));
      writeSync(1, 'acknowledged\\n');
    }`;
  const words = ['-f', '-y', '-e', 'trace=pwrite64,fsync,fdatasync,write', '-o', trace];
  execFileSync('strace', [...words, process.execPath, '--input-type=module', '-e', writer], { stdio: 'pipe' });
  let dirty = 0;
  const acknowledgedWhile: number[] = [];
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/pwrite64\(\d+<.*archive\.db-wal>/.test(line)) dirty++;
    else if (/(fsync|fdatasync)\(\d+<.*archive\.db-wal>/.test(line)) dirty = 0;
    else if (line.includes('"acknowledged')) acknowledgedWhile.push(dirty);
  }
  expect(acknowledgedWhile).toEqual(Array.from({ length: 20 }, () => 0));
});

interface Filled {
  readonly stored: readonly number[];
  readonly refused: Readonly<Record<string, number>>;
  readonly intact: number;
  readonly intactAfter: number;
}

/** Every record that was acknowledged is there, and the store takes new ones. */
async function recovers(path: string, { stored }: Filled): Promise<void> {
  const medium = await open(path);
  const found = new Map(await medium.scan('', Infinity));
  expect(stored.filter((number) => !recordOf(number).equals(found.get(keyOf(number)) ?? Buffer.alloc(0)))).toEqual([]);
  await medium.put('after', recordOf(1));
  await medium.erase(keyOf(stored[0]!));
  await medium.close();
}

test('a file that may not grow is refused, record by record, and nothing acknowledged is lost', async () => {
  const path = join(folder, 'limited', 'archive.db');
  const words = [process.execPath, program('filler'), stores, path, '2400'];
  const limited = spawnSync('sh', ['-c', 'ulimit -f 2000; exec "$@"', 'sh', ...words], { encoding: 'utf8' });
  expect(limited.stderr).toBe('');
  const filled = JSON.parse(limited.stdout) as Filled;
  expect(filled.stored.length).toBeGreaterThan(50);
  expect(Object.values(filled.refused).reduce((sum, count) => sum + count, 0)).toBe(2400 - filled.stored.length);
  expect(filled.stored.length).toBeLessThan(2400);
  expect(filled.intact).toBe(filled.stored.length);
  await recovers(path, filled);
});

/** A small disk that is there for one process only, and gone with it. */
const disk = join(folder, 'disk');
const namespaces = process.getuid?.() === 0 ? '-m' : '-rm';
const onSmallDisk = (words: readonly string[]) =>
  spawnSync(
    'unshare',
    [namespaces, 'sh', '-c', `mount -t tmpfs -o size=4m small '${disk}' && exec "$@"`, 'sh', ...words],
    {
      encoding: 'utf8',
    },
  );
mkdirSync(disk);
const noDisk = onSmallDisk(['true']).status === 0 ? false : 'mounting a small disk is not allowed here';

test.skipIf(noDisk)(
  `on a full disk a store refuses, and goes on once there is room${noDisk ? ` (${noDisk})` : ''}`,
  () => {
    const words = [
      process.execPath,
      program('filler'),
      stores,
      join(disk, 'archive.db'),
      '2400',
      join(disk, 'ballast'),
    ];
    const { stdout, stderr } = onSmallDisk(words);
    expect(stderr).toBe('');
    const { stored, refused, intact, intactAfter } = JSON.parse(stdout) as Filled;
    expect(stored.length).toBeGreaterThan(50);
    expect(refused).toEqual({ full: 2400 - stored.length });
    expect([intact, intactAfter]).toEqual([stored.length, stored.length]);
  },
);
