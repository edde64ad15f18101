import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';

/** Attacks that leave messages under `transport`, without the flood A24: its packets would be nine flows in ten. */
const together = 'A01,A07,A09,A11,A18,A20,A33';

/** What the baseline detector prints. */
interface Detected {
  readonly method: string;
  readonly train: { readonly replications: number; readonly flows: number; readonly malicious: number };
  readonly test: { readonly replications: number; readonly flows: number; readonly malicious: number };
  readonly precision: number | null;
  readonly recall: number | null;
  readonly auc: number | null;
  readonly aucCi95: readonly [number, number] | null;
  readonly aucByLabel: Readonly<Record<string, number | null>>;
}

const command = async (words: readonly string[]): Promise<{ readonly code: number; readonly err: string }> => {
  let err = '';
  const io = {
    stdout: () => undefined,
    stderr: (text: string) => void (err += text),
    isTerminal: false,
    columns: 100,
    now: () => 0,
  };
  return { code: await main(words, io, range), err };
};

const runInto = async (folder: string, replications: number): Promise<void> => {
  const words = `run meeting-room-mapping --profile transport --attack ${together} --replications ${replications} --facts --out`;
  const { code, err } = await command([...words.split(' '), folder]);
  if (code !== 0) throw new Error(`the run ended with ${code}: ${err}`);
};

const exportInto = (folder: string, out: string) => command(['export', folder, '--as', 'dataset', '--out', out]);

type Fact = Record<string, unknown> & { truth?: { label: number } };

/** Wrong labels, each put into one fact of a run that is otherwise as it was: what is planted, where, and how. */
const plants: readonly (readonly [string, (fact: Fact) => boolean, (fact: Fact) => Fact])[] = [
  [
    'a label of no attempt',
    (fact) => fact.truth !== undefined,
    (fact) => ({ ...fact, truth: { ...fact.truth, label: 1_000_000 } }),
  ],
  [
    'a label of a step that comes later',
    (fact) => fact.truth !== undefined && fact.truth.label > 0 && fact.truth.label < 20,
    (fact) => ({ ...fact, truth: { ...fact.truth, label: 60 } }),
  ],
  [
    'a message that arrives without its label',
    (fact) => fact['kind'] === 'delivered' && fact.truth !== undefined,
    (fact) => ({ ...fact, truth: undefined! }),
  ],
  [
    'a label in a run in which nobody attacks',
    (fact) => String(fact['run']).includes('honest'),
    (fact) => ({ ...fact, truth: { label: 1 } }),
  ],
];

async function plantedLabels(folder: string, print: (text: string) => void): Promise<readonly string[]> {
  await runInto(folder, 1);
  const path = join(folder, 'facts.jsonl');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const missed: string[] = [];
  const rows = [['planted', 'export ends with', 'and says']];
  for (const [what, is, make] of plants) {
    const at = lines.findIndex((line) => is(JSON.parse(line) as Fact));
    if (at < 0) throw new Error(`nowhere to plant ${what}`);
    const planted = lines.with(at, JSON.stringify(make(JSON.parse(lines[at]!) as Fact)));
    writeFileSync(path, `${planted.join('\n')}\n`);
    const { code, err } = await exportInto(folder, `${folder}-set`);
    const said = /label audit failed: not so that (.*?) \(/.exec(err)?.[1] ?? 'nothing of an audit';
    rows.push([what, String(code), said]);
    if (code !== 2 || !err.includes('label audit failed')) missed.push(what);
  }
  print(alignedTable(rows, ['left', 'right', 'left']));
  return missed;
}

const shown = (value: number | null): string => (value === null ? 'unknown' : numberText(value));

function detectorBars(set: string, print: (text: string) => void): readonly Bar[] {
  if (spawnSync('python3', ['--version']).status !== 0) {
    const bar = 'above 0.5';
    return [{ what: 'AUC of the baseline detector', bar, value: 'unknown: there is no python3', met: false }];
  }
  const found = JSON.parse(
    execFileSync('python3', [join(set, 'detector.py'), '--json'], { encoding: 'utf8' }),
  ) as Detected;
  const half = (name: 'train' | 'test'): readonly string[] => [
    name,
    ...[found[name].replications, found[name].flows, found[name].malicious].map(numberText),
  ];
  print(
    alignedTable(
      [['', 'replications', 'flows', 'malicious'], half('train'), half('test')],
      ['left', 'right', 'right', 'right'],
    ),
  );
  print(
    alignedTable(
      [
        ['label', 'AUC against benign'],
        ...Object.entries(found.aucByLabel).map(([label, value]) => [label, shown(value)]),
      ],
      ['left', 'right'],
    ),
  );
  const [low, high] = found.aucCi95 ?? [0, 1];
  print(
    `logistic regression, ${found.method}: precision ${shown(found.precision)}, recall ${shown(found.recall)}, ` +
      `AUC ${shown(found.auc)} [${numberText(low)}, ${numberText(high)}] over replications`,
  );
  return [
    {
      what: 'AUC of the baseline detector on unseen replications, lower bound',
      bar: '> 0.5',
      value: numberText(low),
      met: low > 0.5,
    },
  ];
}

/** A data set whose labels stand their audit, wrong ones that do not, and what a baseline detector makes of it. */
export const datasetFigure: Figure = {
  name: 'dataset',
  summary: 'a labelled data set: its audit, wrong labels planted in it, and a baseline detector on unseen replications',
  takes: '',
  async measure({ quick, print }) {
    const folder = mkdtempSync(join(tmpdir(), 'metarange-dataset-'));
    try {
      const set = join(folder, 'set');
      await runInto(join(folder, 'run'), quick ? 6 : 20);
      const { code, err } = await exportInto(join(folder, 'run'), set);
      if (code !== 0) throw new Error(`the export ended with ${code}: ${err}`);
      const audit = JSON.parse(readFileSync(join(set, 'audit.json'), 'utf8')) as {
        readonly checks: readonly {
          readonly holds: string;
          readonly checked: number;
          readonly failed: number;
          readonly ok: boolean;
        }[];
      };
      const rows = audit.checks.map(({ holds, checked, failed }) => [holds, numberText(checked), numberText(failed)]);
      print(alignedTable([['audit', 'looked at', 'failed'], ...rows], ['left', 'right', 'right']));
      const missed = await plantedLabels(join(folder, 'planted'), print);
      return [
        none(
          'checks of the audit that failed',
          audit.checks.filter(({ ok }) => !ok).map(({ holds }) => holds),
        ),
        atLeast('fewest that a check looked at', Math.min(...audit.checks.map(({ checked }) => checked)), 1),
        none('planted wrong labels that were not caught', missed),
        ...detectorBars(set, print),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
