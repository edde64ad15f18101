import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from './main.ts';
import { captured, fakeRange } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-cli-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the one line on the standard error says; fails where anything else was said, done or left behind. */
const refusal = async (...argv: readonly string[]): Promise<string> => {
  const before = readdirSync(folder, { recursive: true });
  const io = captured();
  const range = fakeRange();
  expect(await main(argv, io, range)).toBe(2);
  expect(io.out).toBe('');
  expect(io.err.endsWith('\n')).toBe(true);
  expect(io.err.trimEnd().split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
  expect(range.requests).toEqual([]);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  return io.err.trimEnd();
};

const run = 'meeting-room-mapping';

describe('a wrong request is refused in one line that says what, where and the nearest valid', () => {
  test('an unknown scenario', async () => {
    expect(await refusal('run', 'meeting-rom-maping')).toBe(
      'metarange: unknown scenario "meeting-rom-maping" in metarange run; nearest valid: meeting-room-mapping',
    );
    expect(await refusal('run', 'S2')).toMatch(/nearest valid: S01$/);
  });

  test('a scenario that no live run plays', async () => {
    for (const word of [run, 's01']) {
      expect(await refusal('live', word)).toBe(
        'metarange: scenario "meeting-room-mapping" has no live run in metarange live; nearest valid: metarange run meeting-room-mapping (live: none)',
      );
    }
    expect(await refusal('live', 'meeting-rom-maping')).toMatch(/unknown scenario .* in metarange live/);
  });

  test('an ablation of nothing, by nothing, or of a chain of stages', async () => {
    expect(await refusal('ablate', 'meeting-rom-maping')).toMatch(
      /in metarange ablate; nearest valid: meeting-room-mapping$/,
    );
    expect(await refusal('ablate', run, '--attack', 'none')).toBe(
      'metarange: an ablation needs an attack in --attack; nearest valid: A01,A07',
    );
    expect(await refusal('ablate', run, '--profile', 'none')).toBe(
      'metarange: profile none has no control that could be taken out in --profile; nearest valid: framework',
    );
    expect(await refusal('ablate', run, '--replications', '0')).toContain('--replications; nearest valid: 1');
    expect(await refusal('ablate', run, '--out', '')).toContain('no folder in --out');
    expect(await refusal('ablate', run, '--without', 'C11')).toContain('unknown flag "--without"');
  });

  test('a misspelt parameter', async () => {
    expect(await refusal('run', run, '--set', 'room=4')).toBe(
      'metarange: unknown parameter "room" of meeting-room-mapping in --set "room=4"; nearest valid: rooms',
    );
    expect(await refusal('run', run, '--set', 'rooms')).toMatch(/no value for rooms in --set; nearest valid: rooms=4$/);
    expect(await refusal('run', run, '--set', '__proto__=4')).toContain('unknown parameter "__proto__"');
    expect(await refusal('run', run, '--set', 'constructor=4')).toContain('unknown parameter "constructor"');
  });

  test('a value out of range, no number, not whole, or not among the choices', async () => {
    expect(await refusal('run', run, '--set', 'rooms=1001')).toBe(
      'metarange: value "1001" is out of range in --set rooms; nearest valid: 1000 (1 to 1000)',
    );
    expect(await refusal('run', run, '--set', 'sensorPeriodSeconds=0')).toMatch(
      /out of range .*nearest valid: 0.1 \(0.1 to 3600 s\)$/,
    );
    expect(await refusal('run', run, '--set', 'rooms=2.5')).toMatch(/is not whole .*nearest valid: 3 /);
    expect(await refusal('run', run, '--set', 'rooms=many')).toMatch(/not a number "many" .*nearest valid: 4 /);
    expect(await refusal('run', run, '--set', 'rooms=1e999')).toMatch(/not a number/);
    expect(await refusal('run', run, '--set', 'rooms=0x10')).toMatch(/not a number/);
    expect(await refusal('run', run, '--set', 'latencyPreset=metr')).toMatch(
      /unknown value "metr" .*nearest valid: metro$/,
    );
  });

  test('a trace with a broken row', async () => {
    const trace = join(folder, 'room.csv');
    writeFileSync(trace, 'date,Temperature\n2015-02-02 14:19:00,23.7\n2015-02-02 14:20:00,warm\n');
    const line = await refusal('run', run, '--trace', trace);
    expect(line).toContain('broken trace: line 3: Temperature is "warm", not a number');
    expect(line).toContain(`in --trace ${JSON.stringify(trace)}; nearest valid: a header with date, Temperature`);
  });

  test('a missing file', async () => {
    writeFileSync(join(folder, 'room.csv'), '');
    const line = await refusal('run', run, '--trace', join(folder, 'rom.csv'));
    expect(line).toContain('(ENOENT) in --trace; nearest valid: "room.csv"');
    expect(await refusal('run', run, '--costs', join(folder, 'nothing', 'costs.json'))).toContain(
      '(ENOENT) in --costs; nearest valid: ',
    );
    expect(await refusal('report', join(folder, 'nowhere'))).toContain('(ENOENT)');
    expect(await refusal('diff', folder, folder)).toContain('(ENOENT)');
    expect(await refusal('run', run, '--trace', folder)).toContain('(EISDIR)');
  });

  test('an unwritable output', async () => {
    const file = join(folder, 'file.txt');
    writeFileSync(file, 'mine');
    expect(await refusal('run', run, '--out', join(file, 'results'))).toMatch(
      /cannot write \((ENOTDIR|EEXIST)\) in --out .*; nearest valid: a folder under /,
    );
    expect(await refusal('run', run, '--out', file)).toContain('not a folder');
    expect(await refusal('run', run, '--out', '/proc/results')).toContain('cannot write (');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('an output that would replace somebody else’s files', async () => {
    const precious = join(folder, 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'thesis.txt'), 'mine');
    expect(await refusal('run', run, '--out', precious)).toContain('folder holds "thesis.txt", which is not a result');
    expect(readFileSync(join(precious, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  test('--seed x', async () => {
    expect(await refusal('run', run, '--seed', 'x')).toBe(
      'metarange: not a whole number "x" in --seed; nearest valid: 1 (0 to 9007199254740991)',
    );
    expect(await refusal('run', run, '--seed', '-1')).toMatch(/nearest valid: 0 /);
    expect(await refusal('run', run, '--seed', '1.5')).toMatch(/nearest valid: 2 /);
  });

  test('--replications 0 and --precision abc', async () => {
    expect(await refusal('run', run, '--replications', '0')).toMatch(/in --replications; nearest valid: 1 /);
    expect(await refusal('run', run, '--precision', 'abc')).toMatch(
      /not a precision "abc" in --precision; nearest valid: 5% /,
    );
    expect(await refusal('run', run, '--precision', '90%')).toMatch(/nearest valid: 50% /);
    expect(await refusal('run', run, '--precision', '5%', '--replications', '3')).toContain(
      '--replications and --precision',
    );
  });

  test('an unknown profile, control, attack, suite, size, listing, log level, time or node', async () => {
    expect(await refusal('run', run, '--profile', 'framwork')).toMatch(
      /unknown profile "framwork" in --profile; nearest valid: framework$/,
    );
    expect(await refusal('run', run, '--compare', 'none,transprot')).toMatch(/in --compare; nearest valid: transport$/);
    expect(await refusal('run', run, '--compare', 'none,none')).toContain('is named twice');
    expect(await refusal('run', run, '--compare', 'none', '--profile', 'none')).toContain(
      'two ways to choose profiles',
    );
    expect(await refusal('run', run, '--without', 'replay-windw')).toMatch(
      /unknown control .*nearest valid: replay-window$/,
    );
    expect(await refusal('run', run, '--attack', 'A07,A42')).toMatch(
      /unknown attack "A42" in --attack; nearest valid: A\d\d$/,
    );
    expect(await refusal('run', run, '--attack', 'A07,message-replay')).toMatch(
      /attack "A07" is named twice in --attack; nearest valid: A07$/,
    );
    for (const words of ['A07,none', 'none, A07'])
      expect(await refusal('run', run, '--attack', words)).toMatch(
        /none stands alone in --attack; nearest valid: none, or A07$/,
      );
    expect(await refusal('run', run, '--attack', 'mesage-replay')).toMatch(/nearest valid: message-replay$/);
    expect(await refusal('run', run, '--attack', 'replay')).toMatch(/nearest valid: message-replay$/);
    expect(await refusal('run', run, '--suite', 'opensssl')).toMatch(/nearest valid: openssl$/);
    expect(await refusal('run', run, '--size', 'papr')).toMatch(/nearest valid: paper$/);
    expect(await refusal('list', 'attack')).toMatch(
      /unknown listing "attack" in metarange list; nearest valid: attacks$/,
    );
    expect(await refusal('run', run, '--log', 'inform')).toMatch(/nearest valid: info$/);
    expect(await refusal('run', run, '--until', 'later')).toMatch(/not a time "later" in --until/);
    expect(await refusal('run', run, '--until', '0s')).toMatch(/not a time "0s"/);
    expect(await refusal('run', run, '--inspect', 'gateway-1')).toContain('--inspect needs a time');
    expect(await refusal('run', run, '--until', '9s', '--inspect', 'gatway-1')).toMatch(
      /unknown node .*nearest valid: gateway-1, lamp-2 \(all: metarange describe meeting-room-mapping --nodes\)$/,
    );
  });

  test('a control that stands in none of the profiles asked for, for taking it out would change nothing', async () => {
    expect(await refusal('run', run, '--profile', 'none', '--without', 'C11')).toBe(
      'metarange: control C11 replay-window does not stand under none in --without; nearest valid: --profile access',
    );
    expect(await refusal('run', run, '--compare', 'transport,identity', '--without', 'C32,C11')).toBe(
      'metarange: control C11 replay-window does not stand under transport, identity in --without; ' +
        'nearest valid: transport-security, or --profile access',
    );
  });

  test('a class of attackers that is unknown, has nothing to make or cannot make it', async () => {
    expect(await refusal('run', run, '--attacker', 'P22')).toBe(
      'metarange: unknown attacker "P22" in --attacker; nearest valid: P2',
    );
    expect(await refusal('run', run, '--attacker', 'scriptuser')).toMatch(/nearest valid: script-user$/);
    expect(await refusal('run', run, '--attacker', 'P1', '--attack', 'none')).toMatch(
      /P1 script-user has no attack to make in --attacker; nearest valid: no --attacker$/,
    );
    expect(await refusal('run', run, '--attacker', 'noise', '--attack', 'A07')).toMatch(
      /P0 noise has no goal, so it makes no attack in --attack; nearest valid: no --attack$/,
    );
  });

  test('an unknown command or flag, and arguments too few or too many', async () => {
    expect(await refusal('rum')).toMatch(/unknown command "rum" in metarange; nearest valid: run$/);
    expect(await refusal('run', run, '--sed', '4')).toMatch(
      /unknown flag "--sed" in metarange run; nearest valid: --seed$/,
    );
    expect(await refusal('run')).toMatch(
      /missing argument "scenario" in metarange run; nearest valid: metarange run <scenario>$/,
    );
    expect(await refusal('run', run, 'again')).toContain('too many arguments');
    expect(await refusal('run', run, '--set', 'rooms', '5')).toMatch(/too many arguments .*: --set rooms=5$/);
    expect(await refusal('list')).toMatch(/missing argument "what" .*: metarange list scenarios\|attacks\|/);
    expect(await refusal('run', run, '--seed')).toContain('no value for flag');
    expect(await refusal('diff', 'a')).toMatch(/nearest valid: metarange diff <one> <other>$/);
  });

  test('broken results', async () => {
    writeFileSync(join(folder, 'summary.json'), '{"schemaVersion":1}');
    expect(await refusal('report', folder)).toContain('broken results, ');
    writeFileSync(join(folder, 'summary.json'), '{');
    expect(await refusal('report', folder)).toContain('not JSON');
  });

  test('a name that holds line breaks or terminal codes is quoted into the one line', async () => {
    const line = await refusal('run', 'two\nlines\u001b[2J\u2028\u202e and more');
    expect(line).toContain('"two\\nlines\\u001b[2J\\u2028\\u202e and more"');
    expect((await refusal('run', 'x'.repeat(100_000))).length).toBeLessThan(300);
    await refusal('run', run, `--no\nsuch`);
    await refusal(`un\nknown`);
  });
});
