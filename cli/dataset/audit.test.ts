import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArmSummary } from '../../metrics/results/summary.ts';
import { auditLabels } from './audit.ts';
import type { AuditCheck } from './audit.ts';
import { openDuck } from './duck.ts';
import type { Duck } from './duck.ts';
import { readTables } from './tables.ts';

interface Line {
  readonly [field: string]: unknown;
}

/** A house of three nodes: a device (0), a gateway (1) and a twin (2); 3 is nobody's. */
const runs: readonly Line[] = [
  { run: 'none honest 0', attacks: [], attempts: [] },
  {
    run: 'none A01 0',
    attacks: ['A01'],
    attempts: [
      {
        attack: 'A01',
        number: 1,
        startNs: 2e9,
        endNs: 5e9,
        acts: 2,
        steps: [{ label: 1, name: 'report', atNs: 2e9 }],
      },
    ],
  },
].map((line) => ({
  profile: 'none',
  replication: 0,
  seed: 1,
  digest: 'aa',
  nodes: 3,
  populations: [{ role: 'device', party: 'building', first: 0, count: 3 }],
  ...line,
}));

const message = { place: 'RP-T', message: 'report', sizeBytes: 40 };
const honestReport: readonly Line[] = [
  { ...message, kind: 'sent', atNs: 1e9, node: 0, peer: 1, datum: '0/1', subject: 0 },
  { ...message, kind: 'delivered', atNs: 1.1e9, node: 1, peer: 0, datum: '0/1', subject: 0 },
];
const truth = { label: 1, forged: true };
const forgedReport: readonly Line[] = [
  { ...message, kind: 'sent', atNs: 3e9, node: 3, peer: 1, datum: '3/1', subject: 0, truth },
  { ...message, kind: 'delivered', atNs: 3.1e9, node: 1, peer: 3, datum: '3/1', subject: 0, truth },
  { ...message, kind: 'sent', atNs: 3.1e9, node: 1, peer: 2, datum: '3/1', subject: 0, truth, place: 'RP-I' },
  {
    ...message,
    kind: 'dropped',
    atNs: 3.2e9,
    node: 1,
    peer: 2,
    datum: '3/1',
    subject: 0,
    truth,
    place: 'RP-I',
    detail: 'link',
  },
];
const begun: Line = {
  kind: 'stepped',
  atNs: 2e9,
  place: 'use',
  node: 3,
  peer: null,
  datum: '-1/0',
  subject: null,
  message: null,
  truth: { label: 1 },
};
const facts: readonly Line[] = [
  ...honestReport.map((fact, index) => ({ run: 'none honest 0', fact: index, ...fact })),
  ...[...honestReport, ...forgedReport, begun].map((fact, index) => ({ run: 'none A01 0', fact: index, ...fact })),
].map((fact) => ({ dataClass: 'operational', detail: null, reason: null, outcome: 0, ...fact }));

const arms = [
  { profile: 'none', attacks: [{ id: 'A01', attempts: 1, unfinished: 0, successes: 1, detected: 0, violations: [] }] },
] as unknown as readonly ArmSummary[];

let folder: string;
let duck: Duck;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-audit-'));
  mkdirSync(join(folder, 'scratch'));
  duck = await openDuck(join(folder, 'scratch'));
});
afterAll(() => {
  duck.close();
  rmSync(folder, { recursive: true });
});

const textOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const audited = async (
  given: { readonly facts?: readonly Line[]; readonly runs?: readonly Line[]; readonly arms?: readonly ArmSummary[] },
  spoilt?: string,
): Promise<readonly AuditCheck[]> => {
  writeFileSync(join(folder, 'facts.jsonl'), textOf(given.facts ?? facts));
  writeFileSync(join(folder, 'runs.jsonl'), textOf(given.runs ?? runs));
  for (const name of ['flows', 'steps', 'attempts', 'populations', 'runs'])
    await duck.run(`DROP TABLE IF EXISTS ${name}`);
  await duck.run('DROP VIEW IF EXISTS every');
  await readTables(duck, folder, join(folder, 'scratch'));
  if (spoilt !== undefined) await duck.run(spoilt);
  return auditLabels(duck, given.arms ?? arms);
};

const brokenIn = async (...given: Parameters<typeof audited>): Promise<readonly string[]> =>
  (await audited(...given)).filter(({ ok }) => !ok).map(({ id }) => id);

/** The facts with one of the attacked run's, by its number there, made into another. */
const withFact = (number: number, change: Line): readonly Line[] =>
  facts.map((fact) => (fact['run'] === 'none A01 0' && fact['fact'] === number ? { ...fact, ...change } : fact));
const withAttempt = (change: Line): readonly Line[] =>
  runs.map((line) => ({
    ...line,
    attempts: (line['attempts'] as readonly Line[]).map((attempt) => ({ ...attempt, ...change })),
  }));

test('labels that are as they should be pass, and every check looked at something', async () => {
  const checks = await audited({});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.filter(({ checked }) => checked === 0)).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});

test('a fact that is missing is found', async () => {
  expect(await brokenIn({ facts: facts.filter((fact) => fact['run'] !== 'none A01 0' || fact['fact'] !== 1) })).toEqual(
    ['whole'],
  );
});

test('a label that stands for no step is found', async () => {
  expect(await brokenIn({ facts: withFact(5, { truth: { label: 9 } }) })).toContain('attempt-exists');
});

test('a fact before the step that it descends from is found', async () => {
  const atNs = 3.15e9;
  const given = { facts: withFact(6, { atNs }), runs: withAttempt({ steps: [{ label: 1, name: 'report', atNs }] }) };
  expect(await brokenIn(given)).toEqual(['never-before']);
});

test('a label in an honest run is found, and so is a datum that is false there', async () => {
  for (const truthful of [{ label: 1 }, { label: 0, replayed: true }]) {
    const planted = facts.map((fact, index) => (index === 1 ? { ...fact, truth: truthful } : fact));
    expect(await brokenIn({ facts: planted })).toContain('honest-runs');
  }
});

test('a label of an attack that does not run there is found', async () => {
  const other = runs.map((line) =>
    (line['attacks'] as readonly string[]).length > 0 ? { ...line, attacks: ['A07'] } : line,
  );
  expect(await brokenIn({ runs: other })).toEqual(['own-attacks']);
});

test('an attack that succeeded and has no fact is found', async () => {
  expect(await brokenIn({ facts: facts.map((fact) => ({ ...fact, truth: undefined })) })).toEqual([
    'steps-on-record',
    'attempts-leave-facts',
    'attacks-leave-facts',
  ]);
});

test('an attack that succeeded and has no fact but the steps that it began is found', async () => {
  const silent = facts.map((fact) => (fact['kind'] === 'stepped' ? fact : { ...fact, truth: undefined }));
  expect(await brokenIn({ facts: silent })).toEqual(['attacks-leave-facts']);
});

test('an attempt that only listened has the steps that it began on record, and is found where it has not', async () => {
  const listened = [
    {
      profile: 'none',
      attacks: [{ id: 'A01', attempts: 1, unfinished: 0, successes: 0, detected: 0, violations: [] }],
    },
  ] as unknown as readonly ArmSummary[];
  const silent = facts.map((fact) => (fact['kind'] === 'stepped' ? fact : { ...fact, truth: undefined }));
  expect(await brokenIn({ facts: silent, arms: listened })).toEqual([]);
  const gone = silent.filter(({ kind }) => kind !== 'stepped');
  expect(await brokenIn({ facts: gone, arms: listened })).toEqual(['steps-on-record', 'attempts-leave-facts']);
});

test('a message that loses its label on its way is found', async () => {
  expect(await brokenIn({ facts: withFact(5, { truth: undefined }) })).toEqual(['messages-keep-labels']);
});

test('an answer to something labelled that has no label is found', async () => {
  const planted = withFact(4, { truth: undefined }).map((fact) =>
    fact['fact'] === 5 ? { ...fact, truth: undefined } : fact,
  );
  expect(await brokenIn({ facts: planted })).toEqual(['answers-keep-labels']);
});

test('attempts that the summary does not count are found, and such that only it counts', async () => {
  expect(await brokenIn({ runs: withAttempt({ endNs: null }) })).toEqual(['totals']);
  const none = [{ profile: 'none', attacks: [] }] as unknown as readonly ArmSummary[];
  expect(await brokenIn({ arms: none })).toEqual(['totals']);
});

test('labels that the clock gives away are found', async () => {
  const late = facts.map((fact) =>
    fact['truth'] === undefined || fact['kind'] === 'stepped'
      ? fact
      : { ...fact, atNs: (fact['atNs'] as number) + 60e9 },
  );
  const checks = await audited({ facts: late });
  expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['time-tells-nothing']);
  expect(checks.find(({ id }) => id === 'time-tells-nothing')?.found).toEqual({
    overlap: 0,
    precisionOfLabelsByTime: 1,
  });
});

test('a feature that names the attack is found, and so is one that says it was an attacker', async () => {
  for (const detail of ['A01', 'attacker'])
    expect(await brokenIn({ facts: withFact(3, { detail }) })).toEqual(['features-name-no-attack']);
  expect(
    await brokenIn({ facts: withFact(5, { detail: 'attacker' }) }),
    'a loss on the way, as its ends see it',
  ).toEqual([]);
});

test('a flow that hides what is in it is found', async () => {
  expect(
    await brokenIn({}, `UPDATE flows SET truth_malicious = false, truth_label = 'benign' WHERE truth_malicious`),
  ).toEqual(['flows-agree']);
});

test('a column of truth among the features is found', async () => {
  expect(await brokenIn({}, `ALTER TABLE flows ADD COLUMN goal VARCHAR`)).toEqual(['truth-apart']);
});
