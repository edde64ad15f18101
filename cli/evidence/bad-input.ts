import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alignedTable } from '../table.ts';
import { atLeast, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { carriedOut, command } from './place.ts';

/** What is asked, and what the one line must name as the nearest that would have been right. */
interface Case {
  readonly title: string;
  readonly words: readonly string[];
  readonly nearest: RegExp;
}

const scenario = 'meeting-room-mapping';

const casesIn = (folder: string): readonly Case[] => [
  { title: 'unknown scenario', words: ['run', 'meeting-rom-maping'], nearest: /meeting-room-mapping$/ },
  { title: 'misspelt parameter', words: ['run', scenario, '--set', 'romms=4'], nearest: /rooms$/ },
  { title: 'value out of range', words: ['run', scenario, '--set', 'rooms=0'], nearest: /1 \(1 to 200000/ },
  { title: 'value not whole', words: ['run', scenario, '--set', 'rooms=2.5'], nearest: /[23] \(1 to 200000/ },
  { title: 'values that do not go together', words: ['run', scenario, '--set', 'bookedSeconds=500'], nearest: /./ },
  {
    title: 'trace with a broken row',
    words: ['run', scenario, '--trace', join(folder, 'broken.csv')],
    nearest: /a header with/,
  },
  { title: 'missing file', words: ['run', scenario, '--trace', join(folder, 'brokn.csv')], nearest: /"broken.csv"$/ },
  {
    title: 'missing cost file',
    words: ['run', scenario, '--costs', join(folder, 'nothing', 'costs.json')],
    nearest: /./,
  },
  {
    title: 'unwritable output',
    words: ['run', scenario, '--out', join(folder, 'mine.txt', 'results')],
    nearest: /a folder under/,
  },
  {
    title: 'output that is a file',
    words: ['run', scenario, '--out', join(folder, 'mine.txt')],
    nearest: /mine\.txt-results/,
  },
  { title: 'output that holds other files', words: ['run', scenario, '--out', folder], nearest: /a new folder/ },
  { title: '--seed x', words: ['run', scenario, '--seed', 'x'], nearest: /1 \(0 to/ },
  { title: 'unknown profile', words: ['run', scenario, '--profile', 'framwork'], nearest: /framework$/ },
  { title: 'unknown attack', words: ['run', scenario, '--attack', 'A99'], nearest: /A\d\d$/ },
  { title: 'unknown control', words: ['run', scenario, '--without', 'replay-windw'], nearest: /replay-window$/ },
  { title: 'unknown flag', words: ['run', scenario, '--sed', '4'], nearest: /--seed$/ },
  { title: 'unknown command', words: ['rum'], nearest: /run$/ },
  { title: 'results that are not there', words: ['diff', join(folder, 'a'), join(folder, 'b')], nearest: /./ },
];

/** Paths, sizes and times of everything in a folder: what would change if anything were written. */
const contents = (folder: string): string =>
  (readdirSync(folder, { recursive: true }) as string[])
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((path) => {
      const { size, mtimeMs } = statSync(join(folder, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');

/** Wrong requests: exit code 2, one line that says what, where and the nearest valid, and nothing written. */
export const badInputFigure: Figure = {
  name: 'bad-input',
  summary: 'wrong requests: exit 2, one line with what, where and the nearest valid name, nothing half-written',
  takes: '',
  measure({ print }) {
    const folder = mkdtempSync(join(tmpdir(), 'metarange-bad-'));
    const failed: string[] = [];
    const rows: string[][] = [['request', 'exit', 'stdout', 'written', 'line']];
    const cases = casesIn(folder);
    try {
      writeFileSync(
        join(folder, 'broken.csv'),
        'date,Temperature\n2015-02-02 14:19:00,23.7\n2015-02-02 14:20:00,warm\n',
      );
      writeFileSync(join(folder, 'mine.txt'), 'mine');
      const before = contents(folder);
      for (const { title, words, nearest } of cases) {
        const { code, stdout, stderr } = carriedOut(process.execPath, [command, ...words], { folder });
        const unchanged = contents(folder) === before;
        const lines = stderr.split('\n').filter((line) => line !== '');
        const line = lines[0] ?? '';
        const [, what, where, near] = /^metarange: (.+) in (.+); nearest valid: (.+)$/.exec(line) ?? [];
        const good =
          code === 2 &&
          stdout === '' &&
          lines.length === 1 &&
          unchanged &&
          what !== undefined &&
          where !== undefined &&
          nearest.test(near ?? '');
        if (!good) failed.push(title);
        rows.push([
          title,
          String(code),
          stdout === '' ? 'empty' : 'not empty',
          unchanged ? 'nothing' : 'CHANGED',
          lines.join(' | ').replaceAll(folder, 'DIR').slice(0, 230),
        ]);
      }
      if (readFileSync(join(folder, 'mine.txt'), 'utf8') !== 'mine') failed.push('a file of somebody else was changed');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    print(alignedTable(rows, ['left', 'right', 'left', 'left', 'left']));
    print('any arguments and any bytes of a recording: npx vitest run cli/any-input.test.ts');
    return [atLeast('requests', cases.length, 7), none('requests that were not refused as they should', failed)];
  },
};
