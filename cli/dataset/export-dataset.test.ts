import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { captured } from '../testing/fake-engine.ts';
import { openDuck } from './duck.ts';
import type { Row } from './duck.ts';
import { factColumns, flowColumns, namesOf, truthPrefix } from './schema.ts';

let folder: string;
const command = async (...words: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const io = captured();
  return { code: await main(words, io, range), out: io.out, err: io.err };
};
const at = (name: string): string => join(folder, name);
const exported = (from: string, to: string) => command('export', at(from), '--as', 'dataset', '--out', at(to));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-dataset-'));
  const run =
    'run meeting-room-mapping --profile transport --attack A18,A20 --replications 2 --set durationSeconds=90 --set rooms=2 --set persons=4 --facts --out';
  expect((await command(...run.split(' '), at('run'))).code).toBe(0);
  expect(await exported('run', 'set')).toMatchObject({ code: 0, err: '' });
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = async (sql: string): Promise<readonly Row[]> => {
  const duck = await openDuck(folder);
  try {
    return await duck.rows(sql.replaceAll(/FROM (\w+)\b/g, (_, name: string) => `FROM '${at(`set/${name}.parquet`)}'`));
  } finally {
    duck.close();
  }
};

const linesOf = (path: string): readonly string[] => readFileSync(at(path), 'utf8').trimEnd().split('\n');

test('a data set holds its tables, a datasheet, a schema, the audit and a detector, and takes nothing else with it', () => {
  expect(readdirSync(at('set')).toSorted()).toEqual([
    'README.md',
    'audit.json',
    'detector.py',
    'facts.jsonl',
    'facts.parquet',
    'flows.csv',
    'flows.parquet',
    'runs.csv',
    'schema.json',
    'truth-facts.parquet',
  ]);
  const sheet = readFileSync(at('set/README.md'), 'utf8');
  expect(sheet).toContain(JSON.parse(readFileSync(at('run/manifest.json'), 'utf8')).command);
  expect(sheet).toContain(JSON.parse(readFileSync(at('run/summary.json'), 'utf8')).digest);
  expect(sheet).not.toMatch(/undefined|\[object/);
});

test('every fact is in the data set once, with its label, in the order of the run', async () => {
  const lines = linesOf('run/facts.jsonl').map(
    (line) => JSON.parse(line) as { truth?: { label: number }; kind: string },
  );
  const [counts] = await rowsOf(
    `SELECT (SELECT count(*) FROM facts) AS seen, (SELECT count(*) FROM 'SET/truth-facts.parquet') AS hidden,
    (SELECT count(*) FROM facts WHERE truth_malicious) + (SELECT count(*) FROM 'SET/truth-facts.parquet' WHERE truth_malicious) AS labelled`.replaceAll(
      'SET',
      at('set'),
    ),
  );
  expect(Number(counts!['seen']) + Number(counts!['hidden'])).toBe(lines.length);
  expect(linesOf('set/facts.jsonl')).toHaveLength(Number(counts!['seen']));
  expect(Number(counts!['labelled'])).toBe(lines.filter(({ truth }) => (truth?.label ?? 0) > 0).length);
  const inOrder = linesOf('set/facts.jsonl').map((line) => JSON.parse(line) as { run: number; fact: number });
  expect(
    inOrder.filter(
      (fact, index) => index > 0 && fact.run === inOrder[index - 1]!.run && fact.fact <= inOrder[index - 1]!.fact,
    ),
  ).toEqual([]);
});

test('details are words, and what only an attacker knows is not among what a defender could see', async () => {
  const seen = await rowsOf('SELECT DISTINCT kind, detail FROM facts');
  expect(seen).toContainEqual({ kind: 'finished', detail: 'command' });
  expect(seen).toContainEqual({ kind: 'acted', detail: 'lock' });
  expect(seen.map(({ kind }) => kind)).not.toContain('disclosed');
  for (const [table, columns] of [
    ['facts', factColumns],
    ['flows', flowColumns],
  ] as const) {
    const names = (await rowsOf(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${table})`)).map(
      (row) => row['column_name'],
    );
    expect(names).toEqual(columns.map(({ name }) => name));
    expect(namesOf(columns, 'feature').filter((name) => name.startsWith(truthPrefix))).toEqual([]);
  }
});

test('flows count what the facts say went from one end to the other', async () => {
  const [flow] = await rowsOf(
    `SELECT sum(messages)::INTEGER AS messages, sum(delivered)::INTEGER AS delivered, sum(bytes)::INTEGER AS bytes FROM flows`,
  );
  const [fact] = await rowsOf(`SELECT count(*) FILTER (WHERE kind = 'sent')::INTEGER AS messages,
    count(*) FILTER (WHERE kind = 'delivered')::INTEGER AS delivered, sum(size_bytes) FILTER (WHERE kind = 'sent')::INTEGER AS bytes FROM facts`);
  expect(flow).toEqual(fact);
  const labels = await rowsOf('SELECT DISTINCT truth_label FROM flows ORDER BY 1');
  expect(labels.map((row) => row['truth_label'])).toEqual(expect.arrayContaining(['A18', 'A20', 'benign']));
});

test('a wrong label anywhere in the facts is refused in one line, with the command that makes them anew, and nothing is written', async () => {
  cpSync(at('run'), at('wrong'), { recursive: true });
  const lines = linesOf('run/facts.jsonl');
  const first = lines.findIndex((line) => line.includes('"kind":"sent"') && line.includes('"label":'));
  const wrong = lines.map((line, index) => (index === first ? line.replace(/"label":\d+/, '"label":100000') : line));
  writeFileSync(at('wrong/facts.jsonl'), `${wrong.join('\n')}\n`);
  const { code, err } = await exported('wrong', 'never');
  expect(code).toBe(2);
  expect(err).toMatch(
    /^metarange: label audit failed: .* \(1 of \d+, first .*\) in metarange export ".*"; nearest valid: a new run: metarange run .*\n$/,
  );
  expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});

test('results without facts, a profile and a folder with other things in it are refused, with what to do', async () => {
  cpSync(at('run'), at('bare'), { recursive: true });
  rmSync(at('bare/facts.jsonl'));
  expect((await exported('bare', 'never')).err).toMatch(
    /results without facts in .* nearest valid: a run with them: metarange run .* --facts\n$/,
  );
  expect((await command('export', at('run'), '--as', 'dataset')).err).toContain('no folder for the data set in --out');
  const withProfile = await command('export', at('run'), '--as', 'dataset', '--profile', 'none', '--out', at('never'));
  expect(withProfile.err).toContain('a data set holds all arms in --profile');
  expect((await exported('run', 'run')).err).toContain('which is not part of a data set');
});

const python = spawnSync('python3', ['--version']).status === 0;
/** What the detector finds; `path` is where Python looks for packages first. */
const detected = (path = ''): Record<string, unknown> => {
  const env = { ...process.env, PYTHONPATH: path };
  return JSON.parse(execFileSync('python3', [at('set/detector.py'), '--json'], { encoding: 'utf8', env })) as Record<
    string,
    unknown
  >;
};
/** A package of Python that is there in name only: to import it, or to read with it, fails as it does where it is missing. */
const withoutPandas = (name: string, words: string): string => {
  mkdirSync(at(name));
  writeFileSync(at(`${name}/pandas.py`), words);
  return at(name);
};
const parquet = spawnSync('python3', ['-c', 'import pandas; pandas.io.parquet.get_engine("auto")'], {
  encoding: 'utf8',
});
const noParquet =
  parquet.status === 0 ? false : `no Python with pandas and pyarrow: ${parquet.stderr.trim().split('\n').at(-1)}`;

test.skipIf(noParquet)(
  `the detector finds the same in Parquet by pandas as in CSV without it${noParquet ? ` (skipped: ${noParquet})` : ''}`,
  () => {
    const bare = withoutPandas('bare-python', 'raise ImportError("none here")\n');
    const [byPandas, byCsv] = [detected(), detected(bare)];
    expect([byPandas['source'], byCsv['source']]).toEqual(['flows.parquet', 'flows.csv']);
    expect({ ...byPandas, source: '' }).toEqual({ ...byCsv, source: '' });
  },
);

test.skipIf(!python)('where pandas has nothing to read Parquet with, the detector reads CSV (needs python3)', () => {
  const words = 'def read_parquet(*words, **named):\n    raise ImportError("Unable to find a usable engine")\n';
  expect(detected(withoutPandas('python-without-engine', words))['source']).toBe('flows.csv');
});

test.skipIf(!python)(
  'the baseline detector tells malicious flows of unseen runs better than chance (needs python3)',
  () => {
    const found = JSON.parse(execFileSync('python3', [at('set/detector.py'), '--json'], { encoding: 'utf8' }));
    expect(found.test).toMatchObject({ replications: 1 });
    expect(found.auc).toBeGreaterThan(0.55);
    expect(found.auc).toBeLessThan(1);
  },
);
