import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArmSummary, Manifest } from '../metrics/results/summary.ts';
import { main } from './main.ts';
import { range } from './range.ts';
import { captured } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-range-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Document = ArmSummary & { readonly manifest: Manifest; readonly arms?: readonly ArmSummary[] };

/** What the real range answers, as a document: a minute of honest play, but for what a test says. */
const document = async (...words: readonly string[]): Promise<Document> => {
  const io = captured();
  const usual = words.includes('--attack') ? [] : ['--attack', 'none'];
  const code = await main(['run', 'meeting-room-mapping', '--until', '60s', ...usual, ...words, '--json'], io, range);
  expect([code, io.err]).toEqual([0, '']);
  return JSON.parse(io.out) as Document;
};

test('a cost file takes the place of the published times, and its name and hash stand in the manifest', async () => {
  const io = captured();
  await main(['list', 'costs', '--json'], io, range);
  const same = join(folder, 'same.json');
  writeFileSync(same, io.out);
  const slow = join(folder, 'slow.json');
  const text = JSON.stringify({
    costs: [{ id: 'server', name: 'slow', summary: 'invented', fixedNs: { verify: 40e6, handle: 2e6 } }],
  });
  writeFileSync(slow, text);

  const published = await document();
  expect((await document('--costs', same)).digest).toBe(published.digest);
  const slowed = await document('--costs', slow);
  expect(slowed.digest).not.toBe(published.digest);
  expect(slowed.metrics['M46.cpuSeconds']!.value!).toBeGreaterThan(5 * published.metrics['M46.cpuSeconds']!.value!);
  expect(slowed.metrics['M30.p50']!.value!).toBeGreaterThan(published.metrics['M30.p50']!.value!);
  expect([published.manifest.costs, slowed.manifest.costs]).toEqual([
    'published tables',
    `${slow}, SHA-256 ${createHash('sha256').update(text).digest('hex')}`,
  ]);
});

test('what a run warns of travels with its results', async () => {
  expect((await document('--until', '15s')).warnings).toContain(
    'the run ends at 15 s, inside the warm-up of 20 s: nothing was measured',
  );
  const trace = join(folder, 'room.csv');
  writeFileSync(trace, 'CO2\n400\n410\n');
  expect((await document('--trace', trace)).warnings).toContain(
    'the recording ends at 20 s, the run at 60 s: its last row holds for the rest',
  );
});

test('in a comparison a control is taken out where it stands, and the other profiles are as they were', async () => {
  const { arms, manifest } = await document('--compare', 'none,access', '--without', 'C11');
  expect(arms!.map(({ profile, without }) => [profile, without])).toEqual([
    ['none', []],
    ['access', ['C11']],
  ]);
  expect(manifest.without).toEqual(['C11']);
  expect(arms![0]!.digest).toBe((await document('--profile', 'none')).digest);
});

test('a precision and how far it got stand in the results', async () => {
  const { precision, replications } = await document('--precision', '50%', '--set', 'lossShare=0.1');
  expect([precision!.asked, precision!.met]).toEqual([0.5, true]);
  expect(Object.keys(precision!.reached)).toContain('M30.p99');
  expect(replications).toBeGreaterThanOrEqual(10);
});

test('a run that looks up between its steps gives the same digest', async () => {
  const out = join(folder, 'results');
  const io = captured();
  const words = [
    'run',
    'meeting-room-mapping',
    '--until',
    '60s',
    '--attack',
    'none',
    '--facts',
    '--out',
    out,
    '--json',
  ];
  expect(await main(words, io, range)).toBe(0);
  expect((JSON.parse(io.out) as Document).digest).toBe((await document()).digest);
  expect(readdirSync(out)).toContain('facts.jsonl');
});
