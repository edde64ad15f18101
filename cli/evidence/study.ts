import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { alignedTable } from '../table.ts';
import { atLeast, none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { carriedOut, command, seconds } from './place.ts';

/** What each run plays. */
interface Runs {
  readonly size: string;
  readonly parameters: string;
  readonly untilSeconds: number;
}

/** Half a minute of a whole house: some 0.1 s of work, so that the runs are what a study costs. */
const usual: Runs = { size: 'paper', parameters: '{}', untilSeconds: 30 };

/** One room: some 10 ms of work, so that processes that begin and a store that writes cost as much as the runs. */
const short: Runs = { size: 'smoke', parameters: '{ rooms: 1 }', untilSeconds: 40 };

/** Four cells, an attack in half of them. */
const study = ({ size, parameters, untilSeconds }: Runs, replications: number): string => `
export const manyRuns = {
  id: 'T990', name: 'many-runs', summary: 'runs, to be killed', scenario: 'meeting-room-mapping', size: '${size}',
  parameters: ${parameters}, profile: { name: 'framework', without: [] }, attacks: [],
  factors: [{ kind: 'profile', levels: ['none', 'framework'] }, { kind: 'attack', levels: ['none', 'A07'] }],
  design: { kind: 'full-factorial' }, repetition: { kind: 'replications', count: ${replications} },
  values: ['M01', 'M29.operations', 'M30.p99'], seed: 3, untilSeconds: ${untilSeconds},
};
`;

/** Kills before a study is let go on to its end. */
const kills = 3;

/** A study that is killed comes to the table of one that is not; two processes play it faster than one. */
export const studyFigure: Figure = {
  name: 'study',
  summary: 'a study killed three times and resumed: the table of an undisturbed one; two processes beside one',
  takes: '',
  async measure({ quick, print }) {
    const runs = quick ? 80 : 1000;
    const folder = mkdtempSync(join(tmpdir(), 'metarange-study-'));
    const sweep = (out: string, workers: number): readonly string[] => [
      command,
      'sweep',
      'study.ts',
      '--out',
      out,
      '--workers',
      String(workers),
      '--json',
    ];
    const rows: string[][] = [['study', 'processes', 'seconds', 'runs/s', 'runs kept before']];
    try {
      const plan = (played: Runs): void => writeFileSync(join(folder, 'study.ts'), study(played, runs / 4));
      const whole = (out: string, workers: number): number => {
        const { code, stderr, seconds: took } = carriedOut(process.execPath, sweep(out, workers), { folder });
        if (code !== 0) throw new Error(`the sweep ended with ${code}: ${stderr}`);
        rows.push([out, String(workers), took.toFixed(1), (runs / took).toFixed(1), '']);
        return took;
      };
      plan(short);
      for (const workers of [1, 2]) whole(`short-${workers}`, workers);
      plan(usual);
      const one = whole('one', 1);
      const two = whole('two', 2);
      const kept: number[] = [];
      for (let kill = 0; kill < kills; kill++) {
        // A moment inside the work that is left, drawn anew in each measurement: the table must not depend on it.
        const after = two * (0.1 + (0.5 * Math.random()) / kills);
        await killedAfter(after, sweep('killed', 2), folder);
        kept.push(runsIn(folder, 'killed'));
        rows.push(['killed', '2', after.toFixed(1), 'SIGKILL', String(kept.at(-1))]);
      }
      whole('killed', 2);
      print(alignedTable(rows, ['left', 'right', 'right', 'right', 'right']));
      return bars(folder, { runs, kept, ratio: one / two });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function bars(
  folder: string,
  { runs, kept, ratio }: { readonly runs: number; readonly kept: readonly number[]; readonly ratio: number },
): readonly Bar[] {
  const csv = (out: string): string => readFileSync(join(folder, out, 'values.csv'), 'utf8');
  const cells = (out: string): string => {
    const { study: head, ...rest } = JSON.parse(readFileSync(join(folder, out, 'study.json'), 'utf8')) as {
      readonly study: { readonly digest: string };
    };
    return JSON.stringify([head.digest, rest]);
  };
  const others = ['two', 'killed'];
  return [
    atLeast('runs', runsIn(folder, 'killed'), runs),
    atLeast('kills before the end', kept.filter((count) => count < runs).length, kills),
    atLeast('runs kept over all kills', kept.at(-1) ?? 0, 1),
    none(
      'tables of values that differ from those of one process left in peace',
      others.filter((out) => csv(out) !== csv('one')),
    ),
    none(
      'cells, intervals, comparisons or digests that differ',
      others.filter((out) => cells(out) !== cells('one')),
    ),
    atLeast('runs a second of two processes over those of one', ratio, 1.8),
  ];
}

/** Runs that a store holds. */
function runsIn(folder: string, out: string): number {
  const { stdout, code, stderr } = carriedOut(
    process.execPath,
    [command, 'query', out, 'SELECT count(*), count(DISTINCT key) FROM runs', '--json'],
    { folder },
  );
  if (code !== 0) throw new Error(`no answer from the store: ${stderr}`);
  const [[all, different]] = (JSON.parse(stdout) as { readonly rows: readonly [readonly [number, number]] }).rows;
  if (all !== different) throw new Error(`${all - different} runs are kept twice`);
  return all;
}

/** Starts a sweep and kills it after a time, or once it has ended. */
async function killedAfter(after: number, words: readonly string[], folder: string): Promise<void> {
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore' });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const begun = seconds();
  while (child.exitCode === null && seconds() - begun < after) await pause(20);
  child.kill('SIGKILL');
  await closed;
}
