import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crewHere } from '../../../scenarios/studies/here.ts';
import { layOut } from '../../../scenarios/studies/lay-out.ts';
import { keyOfRun } from '../../../scenarios/studies/order.ts';
import type { Study } from '../../../sim/framework/study.ts';
import { range } from '../../range.ts';
import { noRedis, redisServer } from '../../evidence/redis-server.ts';
import type { TrialRedis } from '../../evidence/redis-server.ts';

const command = fileURLToPath(new URL('../../../dist/cli/metarange.js', import.meta.url));

/** Runs of a second or less, one after the other. */
const study = {
  id: 'T903',
  name: 'over-a-queue',
  summary: 'short runs',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  parameters: {},
  profile: { name: 'framework', without: [] },
  attacks: ['A07'],
  factors: [{ kind: 'profile', levels: ['none', 'framework'] }],
  design: { kind: 'full-factorial' },
  repetition: { kind: 'replications', count: 4 },
  values: ['M30.p99'],
  seed: 5,
  untilSeconds: 40,
} as const satisfies Study;

let scratch: string;
let redis: TrialRedis;
const children: ChildProcess[] = [];

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'metarange-queue-'));
  writeFileSync(join(scratch, 'study.ts'), `export const mine = ${JSON.stringify(study)};\n`);
  if (!noRedis) redis = await redisServer(['--requirepass', 's3cret']);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await redis?.close();
  rmSync(scratch, { recursive: true });
});

/** A command that runs beside the test, and what it said. */
function started(...words: readonly string[]) {
  const child = spawn(process.execPath, [command, ...words], { cwd: scratch, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const told = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (told.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (told.err += part.toString()));
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, told, closed };
}

const asked = (sql: string): readonly (readonly unknown[])[] => {
  const { stdout } = spawnSync(process.execPath, [command, 'query', 'out', sql, '--json'], {
    cwd: scratch,
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as { rows: readonly (readonly unknown[])[] }).rows;
};

describe.skipIf(noRedis)(`with a real Redis${noRedis ? ` (skipped: ${noRedis})` : ''}`, () => {
  test('a worker killed in the middle of a run loses nothing and doubles nothing: the digests of one process', async () => {
    const url = redis.url.replace('//', '//:s3cret@');
    const worker = () => started('worker', '--engine', url, '--workers', '1', '--lost-after', '3s', '--log', 'debug');
    const workers = [worker(), worker()] as const;
    while (!workers.every(({ told }) => told.err.includes('takes runs'))) await pause(20);
    const sweep = started('sweep', 'study.ts', '--out', 'out', '--engine', url, '--json');
    const [killed, other] = workers;
    // With one run behind it, it has begun the next.
    while (!killed.told.err.includes('a run is played')) await pause(5);
    killed.child.kill('SIGKILL');
    expect([await sweep.closed, sweep.told.err]).toEqual([0, '']);
    expect(other.told.err).toContain('a run of a worker that is lost goes to another');

    other.child.kill('SIGTERM');
    expect(await other.closed).toBe(0);
    expect(other.told.err).toContain('the worker has ended');
    const said = workers.map(({ told }) => told.err).join('') + sweep.told.out;
    expect(said).toContain(`"engine":"redis://127.0.0.1:${redis.port}"`);
    expect(said + readFileSync(join(scratch, 'out', 'manifest.json'), 'utf8')).not.toContain('s3cret');

    const { version } = range;
    const orders = layOut(study).flatMap(({ order }) =>
      Array.from({ length: study.repetition.count }, (_, replication) => {
        const whole = { ...order, replication };
        return { key: keyOfRun(whole, version), order: whole };
      }),
    );
    const here: [string, string][] = [];
    await crewHere({ seconds: () => performance.now() / 1000 }).carryOut(orders, (run) => {
      here.push([run.key, 'digest' in run ? run.digest : run.failure]);
    });
    expect(asked('SELECT key, digest FROM runs ORDER BY key')).toEqual(
      here.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    expect(asked('SELECT count(*) FROM orders JOIN runs USING (key)')).toEqual([[8]]);
  });

  test('a worker of another version takes nothing and says what is asked for', async () => {
    const url = redis.url.replace('//', '//:s3cret@');
    writeFileSync(
      join(scratch, 'mine.ts'),
      `export const mine = { id: 'M901', name: 'mine', summary: 's', unit: '', formula: 'f', values: ['mine'], scale: 'amount',
        about: 'protection', fold: () => ({ block() {}, value: () => ({ mine: { value: 1, n: 1 } }) }) };\n`,
    );
    const worker = started('worker', '--engine', url, '--workers', '1', '--with', 'mine.ts');
    const sweep = started('sweep', 'study.ts', '--out', 'out', '--engine', url);
    while (!worker.told.err.includes('another version')) await pause(20);
    expect(worker.told.err).toMatch(/"asked":"[\d.]+","version":"[\d.]+ with own files [0-9a-f]{16}"/);
    while (!sweep.told.err.includes('nobody plays')) await pause(20);
    expect(sweep.told.err).toMatch(
      /^metarange: nobody plays runs of version [\d.]+ yet; start: metarange worker --engine redis:\/\/127.0.0.1:\d+\n$/,
    );
    sweep.child.kill('SIGTERM');
    await sweep.closed;
    expect(sweep.told.err).toMatch(
      /interrupted by SIGTERM; 0 runs are kept; go on with: metarange sweep study.ts --out out --engine redis:\/\/127/,
    );
    expect(worker.told.err).not.toContain('a run');
  });
});
