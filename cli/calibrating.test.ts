import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CalibrationDocument } from './calibrate/calibration.ts';
import { main } from './main.ts';
import { realDisk, type Disk } from './staged-folder.ts';
import { captured, fakeRange, type FakeRange } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-calibrating-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly range: FakeRange;
}

const call = async (words: readonly string[], disk: Disk = realDisk, range = fakeRange()): Promise<Ran> => {
  const io = captured({ isTerminal: words.includes('--quick') });
  const code = await main(['calibrate', ...words], { ...io, stdout: io.stdout, stderr: io.stderr, disk }, range);
  return { code, out: io.out, err: io.err, range };
};

const files = (): readonly string[] => (readdirSync(folder, { recursive: true }) as string[]).toSorted();

test('shows the figures as a table, and as the one document that --out writes and --costs takes', async () => {
  const file = join(folder, 'new', 'costs.json');
  const shown = await call(['--class', 'gateway', '--out', file]);
  expect([shown.code, shown.err]).toEqual([0, '']);
  expect(shown.out).toMatch(/^operation +fixed/);
  expect(shown.out).toMatch(/\ncosts: .*costs\.json\nuse: metarange run SCENARIO --costs /);
  expect(shown.range.calibrations).toEqual([{ device: 'gateway', effort: 'full' }]);

  const asJson = await call(['--json', '--class', 'gateway', '--out', file]);
  expect(asJson.out).toBe(readFileSync(file, 'utf8'));
  const { costs, calibration } = JSON.parse(asJson.out) as CalibrationDocument;
  expect([costs.length, calibration.class]).toEqual([5, 'gateway']);
  expect(files()).toEqual(['new', join('new', 'costs.json')]);

  const range = fakeRange();
  const io = captured();
  expect(await main(['run', 'meeting-room-mapping', '--costs', file], io, range)).toBe(0);
  expect(range.requests[0]!.costs!.tables.gateway.fixedNs.sign).toBeCloseTo(1000, -1);
  expect(range.requests[0]!.costs!.tables.server).toEqual(range.catalogue.costs.server);
});

test('tells a terminal how far it is, and runs less where it is to be quick', async () => {
  const { code, err, range } = await call(['--quick']);
  expect(code).toBe(0);
  expect(range.calibrations).toEqual([{ device: 'server', effort: 'quick' }]);
  expect(err).toMatch(/run \d+ of \d+ {2}\w+/);
  expect(err).not.toContain('simulated');
});

const refusal = /^metarange: [^\n]+; nearest valid: [^\n]+\n$/;

describe('a calibration that cannot be is refused in one line, before anything is measured', () => {
  const refused = async (words: readonly string[], disk?: Disk): Promise<string> => {
    const before = files();
    const { code, out, err, range } = await call(words, disk);
    expect([code, out, range.calibrations]).toEqual([2, '', []]);
    expect(err).toMatch(refusal);
    expect(files()).toEqual(before);
    return err;
  };

  test('an unknown class, flag or word', async () => {
    expect(await refused(['--class', 'sever'])).toBe(
      'metarange: unknown device class "sever" in --class; nearest valid: server\n',
    );
    expect(await refused(['--quik'])).toContain('nearest valid: --quick');
    expect(await refused(['server'])).toContain('too many arguments');
    expect(await refused(['--out', ''])).toContain('no file in --out; nearest valid: --out costs.json');
  });

  test('a place where no file can be, or where something else is', async () => {
    const mine = join(folder, 'notes.txt');
    writeFileSync(mine, 'mine');
    symlinkSync('nowhere', join(folder, 'link'));
    expect(await refused(['--out', mine])).toMatch(/file holds something else than cost tables .*notes\.txt\.json"$/m);
    expect(await refused(['--out', folder])).toMatch(/a folder, where a file is to be .*costs\.json"$/m);
    expect(await refused(['--out', join(folder, 'link')])).toContain('a link that leads nowhere');
    expect(await refused(['--out', join(mine, 'costs.json')])).toMatch(/cannot write \((ENOTDIR|EEXIST)\)/);
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  test('a disk that takes nothing', async () => {
    const refusing: Disk = {
      ...realDisk,
      mkdtempSync: () => {
        throw Object.assign(new Error('EROFS: refused'), { code: 'EROFS', syscall: 'mkdtemp' });
      },
    };
    expect(await refused(['--out', join(folder, 'deep', 'costs.json')], refusing)).toContain('cannot write (EROFS)');
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });
});

describe('a file of cost tables is whole or as it was', () => {
  const full = (call: 'writeFileSync' | 'renameSync'): Disk => ({
    ...realDisk,
    [call]: () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    },
  });

  test.each(['writeFileSync', 'renameSync'] as const)('when the disk refuses at %s', async (refusing) => {
    const file = join(folder, 'costs.json');
    await call(['--out', file]);
    const before = readFileSync(file, 'utf8');
    for (const out of [file, join(folder, 'deep', 'costs.json')]) {
      const { code, out: said, err } = await call(['--out', out], full(refusing));
      expect([code, said]).toEqual([2, '']);
      expect(err).toMatch(refusal);
      expect(err).toContain('cannot write (ENOSPC)');
    }
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(files()).toEqual(['costs.json']);
  });

  test('when a signal ends the measurement', async () => {
    const file = join(folder, 'costs.json');
    const range = fakeRange({ onRun: () => void process.emit('SIGINT') });
    const { code, out, err } = await call(['--out', file], realDisk, range);
    expect([code, out, err]).toEqual([130, '', 'metarange: interrupted by SIGINT; nothing half-written is left\n']);
    expect(files()).toEqual([]);
  });

  test('and goes where a link points', async () => {
    mkdirSync(join(folder, 'large-disk'));
    symlinkSync(join('large-disk', 'costs.json'), join(folder, 'costs.json'));
    writeFileSync(join(folder, 'large-disk', 'costs.json'), (await call(['--json'])).out);
    const { code } = await call(['--class', 'client', '--out', join(folder, 'costs.json')]);
    expect(code).toBe(0);
    expect(readlinkSync(join(folder, 'costs.json'))).toBe(join('large-disk', 'costs.json'));
    expect(readFileSync(join(folder, 'large-disk', 'costs.json'), 'utf8')).toContain('"class": "client"');
  });
});
