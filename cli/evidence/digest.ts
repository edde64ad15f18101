import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alignedTable } from '../table.ts';
import { atLeast, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { carriedOut, command } from './place.ts';

/** The other supported line of Node, as npm names it. */
const otherNode = process.versions.node.startsWith('24.') ? '20' : '24';

/** A run in its command's words, which must give one digest wherever and however it is run. */
const cases: readonly (readonly string[])[] = [
  ['--profile', 'none', '--attack', 'none'],
  ['--profile', 'none', '--attack', 'A01,A07,A09,A18,A20,A31,A33'],
  ['--profile', 'transport', '--attack', 'A09'],
  ['--profile', 'identity', '--attack', 'A20'],
  ['--profile', 'access', '--attack', 'A33'],
  ['--profile', 'data', '--attack', 'A24'],
  ['--profile', 'framework', '--attack', 'none'],
  ['--profile', 'framework', '--attack', 'A01,A07,A09,A18,A20,A24,A31,A33'],
  [
    '--profile',
    'framework',
    '--without',
    'C01,C16,C28',
    '--attack',
    'A18',
    '--set',
    'latency=lognormal',
    '--set',
    'lossShare=0.01',
  ],
];

const digestOf = (document: string): string => {
  const { digest } = JSON.parse(document) as { readonly digest: string | null };
  if (digest === null) throw new Error('a run of the virtual world has no digest');
  return digest;
};

/** The same seed twice, with and without a results folder, on two lines of Node: one digest each. */
export const digestFigure: Figure = {
  name: 'digest',
  summary: 'same seed: one digest, twice, with and without --out, on Node 20 and Node 24, under both suites',
  takes: '',
  measure({ quick, print }) {
    const found = carriedOut('npx', [
      '--yes',
      `--package=node@${otherNode}`,
      'node',
      '-p',
      'process.execPath + " " + process.versions.node',
    ]);
    const [otherPath, otherVersion] = found.stdout.trim().split(' ');
    if (found.code !== 0 || otherPath === undefined) throw new Error(`no Node ${otherNode}: ${found.stderr}`);
    print(`other Node: npx --yes --package=node@${otherNode} node dist/cli/metarange.js ... (${otherVersion})`);
    const folder = mkdtempSync(join(tmpdir(), 'metarange-digest-'));
    const rows: string[][] = [['suite', 'run', 'runs', 'digests', 'digest']];
    const split: string[] = [];
    const digests = new Set<string>();
    let runs = 0;
    try {
      for (const suite of ['symbolic', 'openssl']) {
        for (const [index, words] of (quick ? [cases[1]!, cases[7]!] : cases).entries()) {
          const all = ['run', 'meeting-room-mapping', ...words, '--seed', '11', '--suite', suite, '--json'];
          const out = join(folder, `${suite}-${index}`);
          const seen = [
            [process.execPath, command, ...all],
            [process.execPath, command, ...all, '--out', out, '--facts'],
            [otherPath, command, ...all],
            [otherPath, command, ...all, '--out', `${out}-other`],
          ].map(([program, ...rest]) => {
            const ended = carriedOut(program!, rest);
            // 1 is a claim that failed, which is no matter of digests.
            if (ended.code > 1 || ended.code < 0)
              throw new Error(`exit ${ended.code}: ${rest.join(' ')}\n${ended.stderr}`);
            return digestOf(ended.stdout);
          });
          seen.push(digestOf(readFileSync(join(out, 'summary.json'), 'utf8')));
          runs += 4;
          digests.add(seen[0]!);
          const different = new Set(seen).size;
          rows.push([suite, words.join(' '), '4', String(different), seen[0]!.slice(0, 16)]);
          if (different > 1) split.push(`${suite} ${words.join(' ')}`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'left']));
    print(
      'each: node dist/cli/metarange.js run meeting-room-mapping <run> --seed 11 --suite <suite> --json [--out DIR --facts]',
    );
    return [
      atLeast('runs', runs, cases.length * 8),
      none('runs with more than one digest', split),
      // The suites share facts; different cases must not share a digest, or it tells nothing.
      atLeast('different digests over different runs', digests.size, quick ? 2 : cases.length),
    ];
  },
};
