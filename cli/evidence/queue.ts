import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crewHere } from '../../scenarios/studies/here.ts';
import { layOut } from '../../scenarios/studies/lay-out.ts';
import type { RunRecord } from '../../scenarios/studies/order.ts';
import { keyOfCell } from '../../scenarios/studies/play-study.ts';
import type { Study } from '../../sim/framework/study.ts';
import { FaultyRequest } from '../fault.ts';
import { range } from '../range.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { carriedOut, command, seconds } from './place.ts';
import { queueRate, storeRate, waitingBytes } from './queue-rates.ts';
import { noRedis, redisServer } from './redis-server.ts';

/** Short runs: four cells, an attack in half of them. */
const studyOf = (replications: number): Study => ({
  id: 'T991',
  name: 'runs-elsewhere',
  summary: 'short runs, played elsewhere',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  parameters: {},
  profile: { name: 'framework', without: [] },
  attacks: [],
  factors: [
    { kind: 'profile', levels: ['none', 'framework'] },
    { kind: 'attack', levels: ['none', 'A07'] },
  ],
  design: { kind: 'full-factorial' },
  repetition: { kind: 'replications', count: replications },
  values: ['M01', 'M30.p99'],
  seed: 7,
  untilSeconds: 60,
});

/** Digests of runs by their names. */
type Digests = ReadonlyMap<string, string>;

/** One study by this process, by workers over a Redis of which one is killed, and in two shards: run for run the same. */
export const queueFigure: Figure = {
  name: 'queue',
  summary:
    'one study by this process, by two workers over a Redis of which one is killed, and in two shards: run for run the same',
  takes: '',
  async measure({ quick, print }) {
    if (noRedis) throw new FaultyRequest(noRedis, 'evidence queue', 'a machine with redis-server');
    const folder = mkdtempSync(join(tmpdir(), 'metarange-queue-'));
    const study = studyOf(quick ? 10 : 50);
    try {
      writeFileSync(join(folder, 'study.ts'), `export const mine = ${JSON.stringify(study)};\n`);
      const here = await playedHere(study);
      const runs = here.digests.size;
      const queue = await playedOverQueue(folder, Math.ceil(runs / 5));
      const shards = playedInShards(folder);
      print(
        alignedTable(
          [
            ['played', 'seconds', 'runs/s'],
            ...[
              ['by this process', here.took],
              ['by two workers over a Redis, one of them killed', queue.took],
              ['in two shards, one after the other, and gathered', shards],
            ].map(([what, took]) => [String(what), Number(took).toFixed(1), (runs / Number(took)).toFixed(1)]),
          ],
          ['left', 'right', 'right'],
        ),
      );
      print(await costs(folder, here.first, study, quick ? 500 : 5000));
      return [
        atLeast('runs', runs, quick ? 40 : 200),
        atLeast('runs of the killed worker that went to another', queue.handedOver, 1),
        ...compared('over the queue', here.digests, runsOf(folder, 'queue')),
        ...compared('in shards', here.digests, runsOf(folder, 'shards')),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Plays a study in this process. */
async function playedHere(study: Study): Promise<{ digests: Digests; took: number; first: RunRecord }> {
  const digests = new Map<string, string>();
  let first: RunRecord | undefined;
  const count = study.repetition.kind === 'replications' ? study.repetition.count : 0;
  const orders = layOut(study).flatMap((cell) =>
    Array.from({ length: count }, (_, replication) => ({
      key: keyOfCell(cell, replication, range.version),
      order: { ...cell.order, replication },
    })),
  );
  const begun = seconds();
  await crewHere({ seconds }).carryOut(orders, (run) => {
    if ('failure' in run) throw new Error(`a run failed here: ${run.failure}`);
    first ??= run;
    digests.set(run.key, run.digest);
  });
  return { digests, took: seconds() - begun, first: first! };
}

/** Plays it over a queue with two workers and kills one once that has played so many runs, in the midst of its next. */
async function playedOverQueue(folder: string, kill: number): Promise<{ took: number; handedOver: number }> {
  const redis = await redisServer();
  const worker = () => {
    const words = ['worker', '--engine', redis.url, '--workers', '1', '--lost-after', '2s', '--log', 'debug'];
    const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
    const told = { err: '' };
    child.stderr.on('data', (part: Buffer) => (told.err += part.toString()));
    return { child, told };
  };
  const workers = [worker(), worker()] as const;
  try {
    while (workers.some(({ told }) => !told.err.includes('takes runs'))) await pause(20);
    const begun = seconds();
    const sweep = spawn(process.execPath, [command, 'sweep', 'study.ts', '--out', 'queue', '--engine', redis.url], {
      cwd: folder,
      stdio: 'ignore',
    });
    const closed = new Promise<number | null>((resolve) => sweep.once('close', resolve));
    const [first, other] = workers;
    while (first.told.err.split('a run is played').length <= kill && sweep.exitCode === null) await pause(2);
    first.child.kill('SIGKILL');
    const code = await closed;
    if (code !== 0) throw new Error(`the sweep over the queue ended with ${code}: ${other.told.err.slice(-500)}`);
    return { took: seconds() - begun, handedOver: other.told.err.split('of a worker that is lost').length - 1 };
  } finally {
    for (const { child } of workers) child.kill('SIGKILL');
    await redis.close();
  }
}

/** Plays it in two shards and gathers them. */
function playedInShards(folder: string): number {
  const begun = seconds();
  for (const words of [['--shard', '1/2'], ['--shard', '2/2'], ['--gather']]) {
    const sweep = [command, 'sweep', 'study.ts', '--out', 'shards', '--workers', '1', ...words];
    const { code, stderr } = carriedOut(process.execPath, sweep, { folder });
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stderr}`);
  }
  return seconds() - begun;
}

/** Every row of a store's runs: a run that is there twice has two. */
function runsOf(folder: string, out: string): readonly (readonly [string, string])[] {
  const asked = [command, 'query', out, 'SELECT key, digest FROM orders JOIN runs USING (key)', '--json'];
  return (JSON.parse(carriedOut(process.execPath, asked, { folder }).stdout) as { rows: [string, string][] }).rows;
}

function compared(how: string, here: Digests, rows: readonly (readonly [string, string])[]): readonly Bar[] {
  const found = new Map(rows);
  return [
    none(
      `runs ${how} that are lost`,
      [...here.keys()].filter((key) => !found.has(key)),
    ),
    none(`runs ${how} that are there twice`, rows.length === found.size ? [] : [`${rows.length - found.size}`]),
    none(
      `runs ${how} whose digest differs`,
      [...found].filter(([key, digest]) => here.get(key) !== digest).map(([key]) => key),
    ),
  ];
}

/** What a run costs on its way, with nothing to play. */
async function costs(folder: string, run: RunRecord, study: Study, count: number): Promise<string> {
  const [{ order } = { order: undefined }] = layOut(study);
  const whole = { ...order!, replication: 0 };
  const redis = await redisServer();
  try {
    const waiting = await waitingBytes(redis.url, whole, count);
    const queue = await queueRate(redis.url, whole, run, count);
    const store = await storeRate(folder, run, count);
    const started = carriedOut(process.execPath, [command, 'list', 'studies', '--json']).seconds;
    const rows: readonly (readonly [string, number, string])[] = [
      ['an order', JSON.stringify(whole).length, 'bytes of JSON'],
      ['a result', JSON.stringify(run).length, 'bytes of JSON'],
      ['a run that waits in the Redis', waiting, 'bytes of its memory'],
      ['a run through the Redis and back', queue.bytesPerRun, 'bytes in and out'],
      ['the queue with nothing to play', queue.runsPerSecond, 'runs/s'],
      ['a run in the store', store.bytesPerRun, 'bytes of its file'],
      ['the store with nothing to play', store.runsPerSecond, 'runs/s'],
      ['a process that begins', started * 1000, 'ms'],
      ['a run of this study', run.events, 'events'],
    ];
    return alignedTable(
      [['', 'measured', ''], ...rows.map(([what, value, unit]) => [what, numberText(Math.round(value)), unit])],
      ['left', 'right', 'left'],
    );
  } finally {
    await redis.close();
  }
}
