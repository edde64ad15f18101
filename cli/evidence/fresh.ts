import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alignedTable } from '../table.ts';
import { atMost, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { carriedOut, repository } from './place.ts';

const commands = [
  { title: 'npm ci && npm start', words: [['ci'], ['start']] },
  { title: 'npm ci && npm test', words: [['ci'], ['test']] },
] as const;

/** A clone of the last commit, an empty cache of npm and an empty home: both commands of the README. */
export const freshFigure: Figure = {
  name: 'fresh',
  summary: 'a fresh clone with empty caches: both commands of the README pass, the first within two minutes',
  takes: '',
  measure({ quick, print }) {
    const rows: string[][] = [['command', 'exit', 'install s', 'all s', 'last line']];
    const failed: string[] = [];
    const startSeconds: number[] = [];
    const commit = carriedOut('git', ['rev-parse', '--short', 'HEAD']).stdout.trim();
    const changed = carriedOut('git', ['status', '--porcelain'])
      .stdout.split('\n')
      .filter((line) => line !== '').length;
    print(`commit ${commit}${changed > 0 ? `; ${changed} changed files of the working tree are not in it` : ''}`);
    for (const { title, words } of quick ? commands.slice(0, 1) : commands) {
      const folder = mkdtempSync(join(tmpdir(), 'metarange-fresh-'));
      try {
        const clone = join(folder, 'metarange');
        const cloned = carriedOut('git', ['clone', '--quiet', '--no-local', repository, clone]);
        if (cloned.code !== 0) throw new Error(`git clone: ${cloned.stderr}`);
        const around = {
          folder: clone,
          environment: { npm_config_cache: join(folder, 'cache'), XDG_CACHE_HOME: join(folder, 'xdg'), TMPDIR: folder },
        };
        const ended = [];
        for (const step of words) {
          const one = carriedOut('npm', step, around);
          ended.push(one);
          if (one.code !== 0) break;
        }
        const last = ended.at(-1)!;
        const allSeconds = ended.reduce((sum, one) => sum + one.seconds, 0);
        const shown = last.stdout.trimEnd().split('\n').at(-1) ?? '';
        rows.push([title, String(last.code), ended[0]!.seconds.toFixed(1), allSeconds.toFixed(1), shown.slice(0, 120)]);
        if (last.code !== 0 || ended.length < words.length) {
          failed.push(title);
          print(`${title} failed:\n${`${last.stdout}\n${last.stderr}`.split('\n').slice(-25).join('\n')}`);
        }
        if (title.endsWith('start')) {
          startSeconds.push(allSeconds);
          const results = join(clone, 'results', 'start');
          const files = (existsSync(results) ? readdirSync(results) : []).map(
            (name) => `${name} ${statSync(join(results, name)).size} B`,
          );
          print(`results: ${files.join(', ')}`);
          if (!files.some((file) => file.startsWith('report.html'))) failed.push('no report');
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    print(alignedTable(rows, ['left', 'right', 'right', 'right', 'left']));
    return [none('commands that failed', failed), atMost('npm ci && npm start', Math.max(...startSeconds), 120, ' s')];
  },
};
