import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from './main.ts';
import { realDisk, type Disk } from './staged-folder.ts';
import { captured, fakeRange, type FakeRange } from './testing/fake-engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-out-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const results = ['manifest.json', 'report.html', 'summary.json'];

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly range: FakeRange;
}

/** A run that puts its results there, on this machine's disk or on one that refuses. */
const runTo = async (out: string, disk: Disk = realDisk, flags: readonly string[] = []): Promise<Ran> => {
  const io = captured();
  const range = fakeRange();
  const words = ['run', 'meeting-room-mapping', '--out', out, ...flags];
  const code = await main(words, { ...captured(), stdout: io.stdout, stderr: io.stderr, disk }, range);
  return { code, out: io.out, err: io.err, range };
};

/** Everything under the test's folder, with the content of files and the target of links. */
const contents = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[]).toSorted().map((name) => {
      const path = join(folder, name);
      const entry = lstatSync(path);
      if (entry.isSymbolicLink()) return [name, `-> ${readlinkSync(path)}`];
      return [name, entry.isDirectory() ? 'folder' : readFileSync(path, 'utf8')];
    }),
  );

const refusal = /^metarange: [^\n]+ in --out [^\n]+; nearest valid: [^\n]+\n$/;

describe('results through a link', () => {
  test('go where it points, and the link stays', async () => {
    mkdirSync(join(folder, 'large-disk', 'old'), { recursive: true });
    symlinkSync(join('large-disk', 'old'), join(folder, 'results'));
    expect((await runTo(join(folder, 'results'))).code).toBe(0);
    expect(readlinkSync(join(folder, 'results'))).toBe(join('large-disk', 'old'));
    expect(readdirSync(join(folder, 'large-disk', 'old')).toSorted()).toEqual(results);
    expect(readdirSync(join(folder, 'large-disk'))).toEqual(['old']);
  });

  test('that points nowhere, at itself, or at a file are refused before anything runs', async () => {
    symlinkSync('gone', join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    symlinkSync('thesis.txt', join(folder, 'to-file'));
    const before = contents();
    for (const link of ['dangling', 'circle', 'to-file']) {
      const { code, err, range } = await runTo(join(folder, link));
      expect([code, range.requests.length], link).toEqual([2, 0]);
      expect(err).toMatch(refusal);
      expect(err).toContain('not a folder');
    }
    expect(contents()).toEqual(before);
  });

  test('at a folder that holds anything else are refused, and it keeps its own', async () => {
    mkdirSync(join(folder, 'precious'));
    writeFileSync(join(folder, 'precious', 'thesis.txt'), 'mine');
    symlinkSync('precious', join(folder, 'results'));
    const before = contents();
    const { code, err } = await runTo(join(folder, 'results'));
    expect(code).toBe(2);
    expect(err).toContain('folder holds "thesis.txt", which is not a result');
    expect(contents()).toEqual(before);
  });
});

describe('an existing folder', () => {
  test('that is empty is filled, and one with older results is replaced whole', async () => {
    const out = join(folder, 'results');
    mkdirSync(out);
    expect((await runTo(out, realDisk, ['--facts'])).code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(['facts.jsonl', ...results]);
    expect((await runTo(out, realDisk, ['--seed', '2'])).code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(results);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ seed: 2 });
    expect(readdirSync(folder)).toEqual(['results']);
  });

  test('with one file more than results have is never replaced, whatever the file is called', async () => {
    for (const name of ['notes.md', '.hidden', 'summary.json.bak', 'facts']) {
      const out = join(folder, `with ${name}`);
      mkdirSync(out);
      writeFileSync(join(out, 'summary.json'), '{}');
      writeFileSync(join(out, name), 'mine');
      const before = contents();
      const { code, err } = await runTo(out);
      expect(code).toBe(2);
      expect(err).toContain(`folder holds ${JSON.stringify(name)}`);
      expect(contents()).toEqual(before);
    }
  });

  test('that is a mount point is refused early, with a folder in it as the nearest: it cannot be renamed', async () => {
    const out = join(folder, 'disk');
    mkdirSync(out);
    const mounted = {
      ...realDisk,
      statSync: ((path: string, ...more: readonly []) => {
        const real = realDisk.statSync(path, ...more) as Stats;
        return path.endsWith('disk') ? Object.assign(real, { dev: real.dev + 1 }) : real;
      }) as Disk['statSync'],
    };
    const { code, err, range } = await runTo(out, mounted);
    expect([code, range.requests.length]).toEqual([2, 0]);
    expect(err).toMatch(refusal);
    expect(err).toContain(`mount point, which cannot be replaced as a whole`);
    expect(err).toContain(`nearest valid: ${JSON.stringify(join(out, 'results'))}`);
    expect(contents()).toEqual({ disk: 'folder' });
    expect((await runTo(join(out, 'results'), mounted)).code).toBe(0);
  });
});

/** The error of a full disk, from the system itself where it has a device that is always full. */
const overfull = (): never => {
  if (existsSync('/dev/full')) realDisk.writeFileSync('/dev/full', 'more');
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
};

const full = (write: 'appendFileSync' | 'writeFileSync', file: string): Disk => ({
  ...realDisk,
  [write]: (path: string, data: string) => (path.endsWith(file) ? overfull() : realDisk[write](path, data)),
});

/** A disk that refuses one call of a kind, the first or a later one. */
const refusing = (call: 'mkdirSync' | 'mkdtempSync' | 'renameSync' | 'chmodSync', code: string, which = 1): Disk => {
  let calls = 0;
  return {
    ...realDisk,
    [call]: (...words: readonly unknown[]) => {
      if (++calls !== which) return (realDisk[call] as (...words: readonly unknown[]) => unknown)(...words);
      throw Object.assign(new Error(`${code}: refused`), { code, syscall: call });
    },
  };
};

describe('a disk that refuses', () => {
  const cases: readonly (readonly [title: string, disk: () => Disk, flags: readonly string[], reason: string])[] = [
    ['is full at the first file', () => full('writeFileSync', 'manifest.json'), [], 'ENOSPC'],
    ['is full at the summary', () => full('writeFileSync', 'summary.json'), [], 'ENOSPC'],
    ['is full at the report', () => full('writeFileSync', 'report.html'), [], 'ENOSPC'],
    ['is full in the middle of the facts', () => full('appendFileSync', 'facts.jsonl'), ['--facts'], 'ENOSPC'],
    ['takes no new folder above', () => refusing('mkdirSync', 'EROFS'), [], 'EROFS'],
    ['takes no folder beside', () => refusing('mkdtempSync', 'EACCES'), [], 'EACCES'],
    ['does not let its mode be set', () => refusing('chmodSync', 'EPERM'), [], 'EPERM'],
    ['does not rename the older results away', () => refusing('renameSync', 'EBUSY'), [], 'EBUSY'],
    ['does not rename the new ones into place', () => refusing('renameSync', 'EXDEV', 2), [], 'EXDEV'],
  ];

  test.each(cases)(
    '%s: the older results stand as they were, and nothing is left over',
    async (_, disk, flags, reason) => {
      const out = join(folder, 'results');
      await runTo(out);
      const before = contents();
      const { code, out: said, err } = await runTo(out, disk(), flags);
      expect([code, said]).toEqual([2, '']);
      expect(err).toMatch(refusal);
      expect(err).toContain(`cannot write (${reason})`);
      expect(contents()).toEqual(before);
    },
  );

  test.each(cases.slice(0, 7))(
    '%s: folders that were made for new results are gone as well',
    async (_, disk, flags) => {
      const { code } = await runTo(join(folder, 'deep', 'er', 'results'), disk(), flags);
      expect(code).toBe(2);
      expect(existsSync(join(folder, 'deep'))).toBe(false);
    },
  );

  test('says so before anything runs, where it can be known', async () => {
    for (const disk of [refusing('mkdtempSync', 'EACCES'), refusing('mkdirSync', 'EROFS')])
      expect((await runTo(join(folder, 'results'), disk)).range.requests).toEqual([]);
  });

  test('a report that cannot be written anew leaves the one that is there', async () => {
    const out = join(folder, 'results');
    await runTo(out);
    writeFileSync(join(out, 'report.html'), 'the older page');
    const before = contents();
    const io = captured();
    const disk: Disk = {
      ...realDisk,
      writeFileSync: overfull,
    };
    expect(await main(['report', out], { ...io, stderr: io.stderr, disk }, fakeRange())).toBe(2);
    expect(io.err).toContain('cannot write (ENOSPC)');
    expect(contents()).toEqual(before);
  });
});
