import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConservationFault } from '../metrics/oracle/books.ts';
import { sampleRun } from '../dashboards/testing/sample-run.ts';
import type { Engine } from './engine.ts';
import { main } from './main.ts';
import { captured, fakeRange, type Captured, type FakeRange } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-cli-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Called {
  readonly code: number;
  readonly io: Captured;
  readonly range: FakeRange;
}

const call = async (argv: readonly string[], range = fakeRange(), io = captured()): Promise<Called> => ({
  code: await main(argv, io, range),
  io,
  range,
});

const document = (io: Captured): Record<string, unknown> => JSON.parse(io.out) as Record<string, unknown>;

const run = ['run', 'meeting-room-mapping'];

describe('what a run is asked for', () => {
  test('defaults are the framework profile, the scenario’s own attacks one at a time, symbolic, seed 1, smoke, once', async () => {
    const { range } = await call(run);
    expect(range.requests).toHaveLength(1);
    const request = range.requests[0]!;
    expect(request).toMatchObject({
      parameters: { rooms: 4, sensorPeriodSeconds: 10, latencyPreset: 'campus' },
      size: 'smoke',
      profiles: [{ name: 'framework', without: [] }],
      attacks: { mode: 'each' },
      seed: 1,
      suite: 'symbolic',
      repetition: { kind: 'replications', count: 1 },
      trace: null,
      costs: null,
      untilNs: null,
    });
    expect(request.attacks.mode === 'each' && request.attacks.attacks.map((attack) => attack.id)).toEqual([
      'A01',
      'A07',
    ]);
  });

  test('flags reach the run, checked and typed, and names may be ids in any case', async () => {
    const { range } = await call([
      'run',
      's01',
      '--size',
      'paper',
      '--set',
      'sensorPeriodSeconds=2.5',
      '--compare',
      'none,framework',
      '--without',
      'C11',
      '--without',
      'transport-security',
      '--attack',
      'a07,handshake-flood',
      '--seed',
      '7',
      '--suite',
      'openssl',
      '--precision',
      '5%',
      '--until',
      '00:01:30.5',
    ]);
    const request = range.requests[0]!;
    expect(request).toMatchObject({
      parameters: { rooms: 40, sensorPeriodSeconds: 2.5 },
      profiles: [
        // Nothing stands there that could be taken out.
        { name: 'none', without: [] },
        { name: 'framework', without: ['C11', 'C32'] },
      ],
      seed: 7,
      suite: 'openssl',
      repetition: { kind: 'precision', relative: 0.05 },
      untilNs: 90.5e9,
    });
    expect(request.attacks.mode === 'together' && request.attacks.attacks.map((attack) => attack.id)).toEqual([
      'A07',
      'A24',
    ]);
  });

  test('the command that repeats a run is the same request again', async () => {
    const words = [
      ...run,
      '--set',
      'rooms=9',
      '--compare',
      'none,framework',
      '--attack',
      'none',
      '--out',
      join(folder, 'r'),
      '--json',
    ];
    const { range } = await call(words);
    const { command } = range.requests[0]!;
    expect(command).toBe(
      'metarange run meeting-room-mapping --set rooms=9 --size smoke --compare none,framework --attack none --seed 1 --suite symbolic --replications 1',
    );
    const again = await call(command.split(' ').slice(1));
    expect(again.range.requests[0]).toEqual(range.requests[0]);
  });

  test('a recording is read by the names of its columns, with a row number where the header has one name fewer', async () => {
    const trace = join(folder, 'room.txt');
    writeFileSync(trace, '"date","CO2"\n"140","2015-02-02 23:59:59",749.2\n"141","2015-02-03 00:00:59",760.4\n');
    const { range } = await call([...run, '--trace', trace]);
    expect(range.requests[0]!.trace).toMatchObject({
      file: trace,
      recording: { atSeconds: [0, 60], values: { co2: [749.2, 760.4] } },
    });
    expect(range.requests[0]!.trace!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('what a run prints and writes', () => {
  test('people see attacks by profile with intervals, service, claims and where the report is', async () => {
    const { code, io } = await call([...run, '--compare', 'none,framework', '--out', join(folder, 'results')]);
    expect(code).toBe(0);
    expect(io.err).toBe('');
    expect(io.out).toContain('A07 message-replay');
    expect(io.out).toMatch(/A07 message-replay +320 +100 % \[98\.8, >99\.9\] +0 % \[0, 1\.2\]/);
    expect(io.out).toContain('latency p99');
    expect(io.out).toMatch(/honest rejections stay under 0\.5 %\s+- +holds/);
    expect(io.out).toContain(`report: ${join(folder, 'results', 'report.html')}`);
  });

  test('--json prints one document with every field of the contract, and nothing else', async () => {
    const { io } = await call([...run, '--compare', 'none,framework', '--json', '--log', 'info']);
    const summary = document(io);
    for (const field of [
      'schemaVersion',
      'scenario',
      'parameters',
      'seed',
      'profile',
      'suite',
      'world',
      'digest',
      'simulatedSeconds',
      'wallSeconds',
      'events',
      'eventsPerSecond',
      'messages',
      'metrics',
      'attacks',
      'violations',
      'refusals',
      'claims',
      'warnings',
      'manifest',
    ]) {
      expect(summary, field).toHaveProperty(field);
    }
    expect(summary.arms).toHaveLength(2);
    expect(io.out).toBe(`${JSON.stringify(summary, null, 2)}\n`);
  });

  test('--out writes manifest, summary and report, and replaces an older result whole', async () => {
    const out = join(folder, 'deep', 'results');
    await call([...run, '--out', out, '--facts']);
    expect(readdirSync(out).sort()).toEqual(['facts.jsonl', 'manifest.json', 'report.html', 'summary.json']);
    expect(readFileSync(join(out, 'facts.jsonl'), 'utf8')).toBe('{"at":1,"kind":"sent"}\n');
    await call([...run, '--out', out, '--seed', '9']);
    expect(readdirSync(out).sort()).toEqual(['manifest.json', 'report.html', 'summary.json']);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ seed: 9 });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['results']);
    expect(statSync(out).mode).toBe(statSync(join(folder, 'deep')).mode);
  });

  test('a run that fails leaves nothing of itself, nor the folders made for it', async () => {
    const range = fakeRange({
      onRun: () => {
        const broken = { point: 'RP-M', atNs: 192.5e9, sent: 4903, accounted: 4901, hint: 'look at the gateway' };
        throw new ConservationFault(broken, { scenario: 'meeting-room-mapping', seed: 7, again: 'metarange run ...' });
      },
    });
    for (const flags of [[], ['--facts']]) {
      const { code, io } = await call([...run, '--out', join(folder, 'deep', 'results'), ...flags], range);
      expect(code).toBe(3);
      expect(io.out).toBe('');
      expect(io.err).toBe(
        'metarange: void: conservation broken at RP-M, 00:03:12.500000, meeting-room-mapping, seed 7: ' +
          '4 903 sent, 4 901 accounted for\nagain: metarange run ... --until 00:03:12.500000\nhint: look at the gateway\n',
      );
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('a defect of the range ends as a void run with its trace', async () => {
    const range = fakeRange({
      onRun: () => {
        throw new TypeError('this.wheel is undefined');
      },
    });
    const { code, io } = await call(run, range);
    expect(code).toBe(3);
    expect(io.err).toContain('TypeError: this.wheel is undefined');
  });

  test('a claim that fails for this profile makes the exit code 1', async () => {
    const { code, io } = await call(run, fakeRange({ failing: true }));
    expect(code).toBe(1);
    expect(io.out).toMatch(/the twin is fresh\s+FAILS/);
  });

  test('logs carry the run’s clock, not the machine’s', async () => {
    const { io } = await call([...run, '--log', 'info']);
    expect(JSON.parse(io.err)).toEqual({
      level: 'info',
      at: '00:00:12.500000',
      attack: 'A07',
      msg: 'an attempt begins',
    });
    expect((await call([...run, '--log', 'warn'])).io.err).toBe('');
  });

  test('a terminal sees progress with simulated time, events a second and time left; a pipe sees none', async () => {
    const terminal = await call(run, fakeRange(), captured({ isTerminal: true }));
    expect(terminal.io.err).toMatch(
      /run 1 of 4 {2}framework · A07 {2}12\.5 s simulated {2}500 k events\/s {2}4 s left/,
    );
    expect(terminal.io.err.endsWith('\r\u001b[2K')).toBe(true);
    expect((await call(run)).io.err).toBe('');
  });

  test('the state of a node at a time is printed as a document', async () => {
    const { io, code } = await call([...run, '--until', '9s', '--inspect', 'gateway-1']);
    expect(code).toBe(0);
    expect(document(io)).toEqual({
      node: 'gateway-1',
      profile: 'framework',
      attacks: ['A01'],
      seed: 1,
      untilNs: 9e9,
      state: { sessions: 3 },
    });
    expect(io.err).toBe('warning: --inspect shows one run\n');
  });
});

describe('the other commands', () => {
  test('every list is a document of things with id, name and summary, and a table for people', async () => {
    for (const what of ['scenarios', 'attacks', 'controls', 'metrics', 'profiles', 'costs', 'coverage']) {
      const { io } = await call(['list', what, '--json']);
      const items = document(io)[what] as { id: string; name: string; summary: string }[];
      expect(items.length).toBeGreaterThan(0);
      for (const item of items)
        expect([typeof item.id, typeof item.name, typeof item.summary]).toEqual(['string', 'string', 'string']);
      expect((await call(['list', what])).io.out).toContain(items[0]!.name);
    }
  });

  test('bench and validate give rows in the shape of the contract', async () => {
    const bench = document((await call(['bench', '--json'])).io);
    expect(bench).toMatchObject({
      rows: [{ name: 'phold', pending: 1_000_000, eventsPerSecond: 2_000_000, reference: 'object heap', ratio: 4.4 }],
    });
    expect(bench).toHaveProperty('machine');
    const validate = await call(['validate', '--json']);
    expect(document(validate.io)).toMatchObject({
      rows: [
        {
          id: 'V-Q1',
          expected: 2.3333,
          within: null,
          measured: 2.325,
          ci: [2.294, 2.356],
          verdict: 'pass',
          miss: null,
        },
        { id: 'V-T4', within: [8148, 8652], verdict: 'miss', miss: 'nothing is charged for memory' },
      ],
    });
    const told = (await call(['validate'])).io.out;
    expect(told).toMatch(/V-T4 +reads\/s +8400 \(8148 to 8652\) +7000 +\[6999, 7001\] +miss/);
    expect(told).toContain(
      '\n1 of 2 agree; 1 known to miss what was published:\n  V-T4: nothing is charged for memory\n',
    );
    expect([validate.code, (await call(['validate'], fakeRange({ failing: true }))).code]).toEqual([0, 1]);
    expect((await call(['bench'])).io.out).toContain('unknown');
  });

  test('validate takes rows by name, and says how long each took', async () => {
    const asked: (readonly string[] | null)[] = [];
    const fake = fakeRange();
    const watched: FakeRange = {
      ...fake,
      validate: (only, watch) => {
        asked.push(only);
        return fake.validate(only, watch);
      },
    };
    const { io } = await call(['validate', '--only', 'v-q2,V-C8', '--only', 'V-Q1', '--json'], watched);
    expect(document(io)).toMatchObject({ rows: [{ seconds: 1.25 }, { seconds: 0.5 }] });
    expect((await call(['validate'], watched)).io.out).toMatch(/pass +1\.3\n/);
    expect(asked).toEqual([['V-Q2', 'V-C8a', 'V-C8b', 'V-Q1'], null]);
    const wrong = await call(['validate', '--only', 'V-Q9'], watched);
    expect([wrong.code, wrong.io.err]).toEqual([2, 'metarange: unknown row "V-Q9" in --only; nearest valid: V-Q1\n']);
    expect((await call(['validate', '--worlds', '--only', 'V-Q1'], watched)).code).toBe(2);
  });

  test('diff says equal where the digests are, else the first fact and the fields that differ', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => join(folder, name)) as [string, string, string];
    await call([...run, '--out', one, '--facts']);
    await call([...run, '--out', two, '--facts']);
    const other = fakeRange({ digest: 'f00d', onRun: (watch) => watch.fact?.('{"at":2,"kind":"refused"}') });
    await call([...run, '--out', three, '--facts', '--seed', '2'], other);

    const same = await call(['diff', one, two]);
    expect([same.code, same.io.out]).toEqual([0, 'equal: one digest\n']);
    const parted = await call(['diff', one, three]);
    expect(parted.code).toBe(1);
    expect(parted.io.out).toContain('first fact that differs, line 2:\n  no more facts\n  {"at":2,"kind":"refused"}\n');
    expect(parted.io.out).toContain('manifest.seed: 1 | 2');
    const files = await call(['diff', join(one, 'summary.json'), join(three, 'summary.json'), '--json']);
    expect(document(files.io)).toMatchObject({ equal: false, firstFact: null });
  });

  test('diff compares a profile with itself, wherever it stands, and says which ones only one of them has', async () => {
    const [one, two] = ['one', 'two'].map((name) => join(folder, name)) as [string, string];
    await call([...run, '--compare', 'none,framework', '--out', one]);
    await call([...run, '--compare', 'framework,transport', '--out', two]);
    const { fields } = document((await call(['diff', one, two, '--json'])).io) as { fields: { field: string }[] };
    expect(fields.filter(({ field }) => !field.startsWith('manifest.'))).toEqual([
      { field: 'none', one: 'there', other: null },
      { field: 'transport', one: null, other: 'there' },
    ]);
  });

  test('report writes the page anew, the same bytes from the same results', async () => {
    const out = join(folder, 'results');
    await call([...run, '--compare', 'none,framework', '--out', out]);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    const { code, io } = await call(['report', out]);
    expect([code, io.out]).toEqual([0, `report: ${join(out, 'report.html')}\n`]);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
    expect(existsSync(join(out, 'report.html.partial'))).toBe(false);
  });

  test('help and version go to the standard output and end well', async () => {
    for (const words of [[], ['--help'], ['help'], ['run', '--help']]) {
      const { code, io } = await call(words);
      expect([code, io.err]).toEqual([0, '']);
      expect(io.out).toContain('Usage: metarange');
      if (words[0] !== 'run') expect(io.out).toContain('Exit codes: 0 done');
    }
    expect((await call(['--version'])).io.out).toBe('0.1.0\n');
  });

  test('flags that the range cannot serve are not offered', async () => {
    const fake = fakeRange();
    const range: Engine = {
      version: fake.version,
      catalogue: fake.catalogue,
      run: (request, watch) => fake.run(request, watch),
      ablate: (request, watch, keeping) => fake.ablate(request, watch, keeping),
      bench: (watch) => fake.bench(watch),
      calibrate: (request, watch) => fake.calibrate(request, watch),
      anchorIds: () => fake.anchorIds(),
      validate: (only, watch) => fake.validate(only, watch),
      validateWorlds: (request, watch) => fake.validateWorlds(request, watch),
      describe: (request) => fake.describe(request),
      nodeNames: (request, nodes) => fake.nodeNames(request, nodes),
    };
    const io = captured();
    expect(await main([...run, '--until', '9s', '--inspect', 'gateway-1'], io, range)).toBe(2);
    expect(io.err).toContain('unknown flag "--inspect"');
  });
});

test('the invented results that these tests use are of several profiles', () => {
  expect(sampleRun.arms.map((arm) => arm.profile)).toEqual(['none', 'transport', 'framework']);
});
