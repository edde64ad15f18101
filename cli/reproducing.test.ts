import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunResult } from '../metrics/results/summary.ts';
import type { Engine } from './engine.ts';
import { main } from './main.ts';
import { range } from './range.ts';
import { recordedRun } from './recorded-run.ts';
import { wordsIn } from './repeat.ts';
import { captured, type Captured } from './testing/fake-engine.ts';

let folder: string;
let results: string;
/** What a run wrote, as it was written. */
let written: Readonly<Record<'manifest' | 'summary', string>>;

const call = async (
  argv: readonly string[],
  engine: Engine = range,
): Promise<{ readonly code: number; readonly io: Captured }> => {
  const io = captured();
  return { code: await main(argv, io, engine), io };
};

const file = (name: 'manifest' | 'summary'): string => join(results, `${name}.json`);

/** Puts something else in the place of what a run wrote. */
const forge = (name: 'manifest' | 'summary', change: (document: Record<string, never>) => object): void =>
  writeFileSync(file(name), JSON.stringify(change(JSON.parse(written[name]) as Record<string, never>)));

const command = (from: string | RegExp, to: string): void =>
  forge('manifest', (manifest) => ({ ...manifest, command: String(manifest.command).replace(from, to) }));

/** A range that must not be asked for a run. */
const idle: Engine = {
  ...range,
  run: () => {
    throw new Error('nothing may run');
  },
};

/** The one line that refuses. */
const refused = async (...flags: readonly string[]): Promise<string> => {
  const before = readdirSync(folder, { recursive: true });
  const { code, io } = await call(['reproduce', results, ...flags], idle);
  expect([code, io.out]).toEqual([2, '']);
  expect(io.err.trimEnd().split('\n')).toHaveLength(1);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  return io.err;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-reproduce-'));
  results = join(folder, 'results');
  const trace = join(folder, 'room 1.csv');
  writeFileSync(trace, 'date,CO2\n2015-02-02 23:59:59,749.2\n2015-02-03 00:00:59,760.4\n');
  const words = ['--attack', 'none', '--set', 'rooms=1', '--compare', 'none,framework', '--until', '30s'];
  const { code } = await call(['run', 'meeting-room-mapping', ...words, '--trace', trace, '--out', results]);
  expect(code).not.toBe(2);
  written = { manifest: readFileSync(file('manifest'), 'utf8'), summary: readFileSync(file('summary'), 'utf8') };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  for (const name of ['manifest', 'summary'] as const) writeFileSync(file(name), written[name]);
});

describe('results are found again', () => {
  test('with the digest and every value of each arm', async () => {
    const out = join(folder, 'again');
    const { code, io } = await call(['reproduce', results, '--json', '--out', out]);
    expect([code, io.err]).toEqual([0, '']);
    const { arms } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as RunResult;
    expect(JSON.parse(io.out)).toEqual({
      equal: true,
      arms: arms.map(({ profile, digest }) => ({ profile, expected: digest, found: digest })),
      differs: [],
      warnings: [],
    });
    expect((await call(['diff', results, out])).io.out).toBe('equal: one digest\n');
  });

  test('or not: another digest, another value, and a value that is gone are told', async () => {
    forge('summary', (summary) => {
      const [none, framework] = summary.arms as unknown as RunResult['arms'];
      const metrics = { ...framework!.metrics, 'M99.gone': { value: 1, unit: '', n: 1, ci95: null } };
      return {
        ...summary,
        arms: [
          { ...none, digest: 'f00d' },
          { ...framework, metrics, messages: 1 },
        ],
      };
    });
    const { code, io } = await call(['reproduce', results, '--json']);
    expect(code).toBe(1);
    const found = JSON.parse(io.out) as { arms: { expected: string }[]; differs: { field: string }[] };
    expect(found).toMatchObject({ equal: false, arms: [{ expected: 'f00d' }, {}] });
    expect(found.differs.map(({ field }) => field)).toEqual([
      'framework.messages',
      ...['value', 'unit', 'n', 'ci95'].map((part) => `framework.metrics.M99.gone.${part}`),
    ]);
  });

  test('elsewhere, with a warning for each part of the place that differs', async () => {
    forge('manifest', (manifest) => ({
      ...manifest,
      product: { name: 'metarange', version: '0.0.1' },
      machine: { ...(manifest.machine as unknown as object), node: '24.0.0', cpu: 'a\u001b[31m CPU' },
      lockDigest: null,
    }));
    const { code, io } = await call(['reproduce', results]);
    expect(code).toBe(0);
    expect(io.out).toMatch(/^reproduced: .*\n\nprofile +digest +then +now\nnone +equal +[0-9a-f]{64}\n/);
    expect(io.err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^warning: metarange was 0\.0\.1, is /),
      expect.stringMatching(/^warning: Node was 24\.0\.0, is /),
      expect.stringMatching(/^warning: lock digest was unknown, is [0-9a-f]{64}$/),
      expect.stringMatching(/^warning: CPU was a\ufffd\[31m CPU, is /),
    ]);
  });

  test('with parameters as they were, where a default has changed since', async () => {
    const scenarios = range.catalogue.scenarios.map((scenario) => ({
      ...scenario,
      sizes: { ...scenario.sizes, smoke: { ...scenario.sizes.smoke, warmUpSeconds: 11 } },
    }));
    const { code, io } = await call(['reproduce', results], { ...range, catalogue: { ...range.catalogue, scenarios } });
    expect(code).toBe(0);
    expect(io.err).toMatch(/^warning: warmUpSeconds is 11 by default now; repeated with \d+\n$/);
  });
});

describe('a manifest makes nothing else happen', () => {
  test.each([
    ['a folder to write into', / --seed/, ' --out elsewhere --seed'],
    ['a document on the standard output', / --seed/, ' --json --seed'],
    ['another command', /run .*/, 'report results'],
    ['another program', 'metarange', 'rm'],
    ['a second command', /$/, '; rm -rf results'],
    ['what a shell would put in', 'metarange run', 'metarange run $(reboot)'],
  ])('%s is refused', async (_what, from, to) => {
    command(from, to);
    expect(await refused()).toMatch(/(a command that no run writes|too many arguments)/);
  });

  test('code that it names runs only where the user names it as well, and no other does', async () => {
    command(' --attack none', ' --with own/mine.ts --attack none');
    expect(await refused()).toContain(
      'come from code that is no part of the range ("own/mine.ts") and would run as you do',
    );
    command('--attack none', '--attack mine.ts');
    expect(await refused()).toContain('--with mine.ts, once you trust it');
    const manifest = JSON.parse(written.manifest) as RunResult['manifest'];
    const read = (): Uint8Array => readFileSync(join(folder, 'room 1.csv'));
    const terms = { folder: results, engine: idle, read };
    expect(() => recordedRun(manifest, { ...terms, own: ['other.ts'] })).toThrow(
      'these results come without "other.ts"',
    );
    const named = {
      ...manifest,
      command: manifest.command.replace(' --attack none', ' --with own/mine.ts --attack none'),
    };
    const { run, warnings } = recordedRun(named, { ...terms, own: ['moved/mine.ts'] });
    expect(run.command).toContain('--with moved/mine.ts');
    expect(warnings).toEqual(['nobody wrote down which version of "moved/mine.ts" made these results']);
  });

  test.each([
    ['schemaVersion', 2, 'results of schema 2, and this version knows 1'],
    ['world', 'live', 'live results have no digest'],
    ['seed', 2, 'seed "2" in the manifest, "1" by its command'],
    ['scenario', 'town-1m', 'scenario "town-1m" in the manifest'],
    ['attacks', ['A01'], 'attacks "A01" in the manifest, "" by its command'],
    ['parameters', { romms: 1 }, 'unknown parameter "romms" of meeting-room-mapping'],
    ['parameters', { rooms: -1 }, 'value "-1" is out of range'],
    ['trace', { file: 'x', sha256: 'f00d' }, 'another file than then'],
    ['costs', `x, SHA-256 ${'0'.repeat(64)}`, 'costs "0000'],
  ])('%s %s is one clear line', async (field, value, line) => {
    forge('manifest', (manifest) => ({ ...manifest, [field]: value }));
    expect(await refused()).toContain(line);
  });

  test.each([
    ['run meeting-room-mapping', 'run meeting-rom', 'unknown scenario "meeting-rom"'],
    ['--attack none', '--attack A99', 'unknown attack "A99"'],
    [/--trace '[^']*'/, '--trace gone.csv', 'cannot read "gone.csv" (ENOENT)'],
    [/--trace '[^']*'/, '--trace /dev/zero', '"/dev/zero" is no ordinary file'],
    ['--seed 1', '--seed x', 'not a whole number "x"'],
  ])('a command with %s as %s is one clear line', async (from, to, line) => {
    command(from, to);
    expect(await refused()).toContain(line);
  });

  test('nor do results without a manifest, without a digest, or that would be replaced', async () => {
    forge('summary', (summary) => ({ ...summary, arms: undefined, digest: null }));
    expect(await refused()).toContain('no digest of "none"');
    writeFileSync(file('summary'), written.summary);
    expect(await refused('--out', results)).toContain('would replace those that they are compared with');
    expect(await refused('--facts')).toContain('--facts needs a folder');
    rmSync(file('manifest'));
    expect(await refused()).toContain('no manifest.json');
  });
});

test('words of a command are taken apart as a shell takes them apart, or not at all', () => {
  expect(wordsIn("metarange run 'a b' it\\''s x=1")).toBeUndefined();
  expect(wordsIn("metarange run 'it'\\''s here' x=1")).toEqual(['metarange', 'run', "it's here", 'x=1']);
  for (const line of ['a $b', 'a `b`', 'a  b', 'a "b"', "a 'b", 'a\nb', 'a;b', 'a|b', 'a>b', 'a\\b'])
    expect(wordsIn(line), line).toBeUndefined();
});
