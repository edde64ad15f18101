import { expect, test } from 'vitest';
import { purposes } from '../sim/framework/datum.ts';
import { blockFacts, factNumber, flagForged } from '../sim/framework/fact.ts';
import { Assessment } from './assessment.ts';
import type { AssessmentSetup } from './assessment.ts';
import { BlockIndex } from './folding/block-index.ts';
import { metrics } from './catalogue.ts';
import type { Observations } from './results/replication.ts';
import { blockOf, frame, judgingAttack, labelsOf, tell } from './testing/facts.ts';
import type { ToldFact } from './testing/facts.ts';

const twin = purposes.indexOf('twin');
const roles = ['device', 'gateway', 'iot-platform', 'things-agent', 'secure-dpm', 'entity-agent'];
const run = { scenario: 'meeting-room-mapping', seed: 1, again: 'metarange run meeting-room-mapping' };
const setup = (more: Partial<AssessmentSetup> = {}): AssessmentSetup => ({
  frame: frame(120, { nodes: 6, roleOf: (node) => roles[node]!, controls: ['C09'] }),
  metrics,
  truth: {
    attacks: [
      judgingAttack('A18', { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.forged }, [
        'tap',
        'inject',
      ]),
    ],
    labels: labelsOf([
      { attack: 'A18', start: 30, end: 40, steps: ['begin', 'tap', 'inject', 'inject'] },
      { attack: 'A18', start: 50, end: 60, steps: ['tap'] },
    ]),
    entitlements: { mayKnow: () => true, mayCommand: () => true },
    nodes: 6,
  },
  nameOf: (node) => `${roles[node] ?? 'outsider'}-${node}`,
  ...more,
});
const assessed = (facts: readonly ToldFact[], more: Partial<AssessmentSetup> = {}): Observations => {
  const assessment = new Assessment(setup(more));
  tell(facts, assessment);
  return assessment.close({ run, inside: { 'RP-M': 1 }, costs: {} });
};
const hop = (at: number, from: number, to: number, more: Partial<ToldFact> = {}): ToldFact[] => {
  const about = { message: 'report', origin: 0, counter: 1, subject: 0, place: 'RP-T', ...more } as const;
  return [
    { kind: 'sent', at, node: from, peer: to, ...about },
    { kind: 'delivered', at: at + 0.01, node: to, peer: from, ...about },
  ];
};

const spoof = { label: 1, flags: flagForged, counter: 9 } as const;
const story: readonly ToldFact[] = [
  ...hop(10, 0, 1),
  ...hop(11, 1, 2),
  ...hop(12, 4, 5, { place: 'RP-M' }),
  { kind: 'used', at: 12.5, node: 5, detail: twin, place: 'use', born: 10, origin: 0, counter: 1, subject: 0 },
  { kind: 'restarted', at: 20, node: 2 },
  ...hop(31, 0, 1, spoof),
  ...hop(32, 4, 5, { ...spoof, place: 'RP-M' }),
  { kind: 'used', at: 33, node: 5, detail: twin, place: 'use', born: 31, origin: 0, subject: 0, ...spoof },
  { kind: 'sent', at: 34, node: 0, peer: 1, message: 'report', label: 2 },
  { kind: 'refused', at: 34.5, node: 1, peer: 0, message: 'report', detail: 9, label: 2 },
  { kind: 'alarmed', at: 35, node: 1, detail: 44, label: 2 },
  { kind: 'sent', at: 119, node: 4, peer: 5, message: 'report', place: 'RP-M' },
];

test('one run is judged, measured and drawn together', () => {
  const found = assessed(story);
  expect(found.attacks).toEqual([
    {
      id: 'A18',
      attempts: 2,
      unfinished: 0,
      successes: 1,
      detected: 1,
      firstSuccessSeconds: 33,
      violations: ['authenticity'],
      steps: { tap: 2, inject: 1 },
    },
  ]);
  expect(found.values['M01']).toEqual({ value: 0.5, n: 2, hits: 1 });
  expect(found.values['M04']).toEqual({ value: 0.75, n: 2 });
  expect(found.values['M12']).toEqual({ value: 1, n: 1 });
  expect(found.refusals).toEqual({ C09: 1 });
  expect(found.messages).toBe(7);
  expect(found.violations).toEqual([
    { property: 'authenticity', point: 'use', atSeconds: 33, datum: '0/9', node: 'entity-agent-5', attack: 'A18' },
  ]);
});

test('an attempt that still runs at the end is counted apart, and every attempt stands where it began', () => {
  const { truth } = setup();
  const labels = labelsOf([
    { attack: 'A18', start: 30, end: 40 },
    { attack: 'A18', start: 30.5, end: null },
    { attack: 'A18', start: 119, end: null },
  ]);
  const { attacks, picture } = assessed(story.slice(-1), { truth: { ...truth, labels } });
  expect(attacks[0]).toMatchObject({ attempts: 1, unfinished: 2, successes: 0 });
  const begun = picture.series.attempts!.flatMap((count, bin) => (count === 0 ? [] : [[bin, count]]));
  expect(begun).toEqual([
    [30, 2],
    [119, 1],
  ]);
});

test('the figure shows traffic by line, both ways, and a breach on the line by which the datum came', () => {
  const lines = assessed(story).picture.flows.filter((flow) => flow.sent > 0);
  expect(lines).toEqual([
    {
      point: 'RP-T',
      fromRole: 'device',
      toRole: 'gateway',
      sent: 3,
      delivered: 2,
      refused: 1,
      dropped: 0,
      breaches: 0,
    },
    {
      point: 'RP-T',
      fromRole: 'gateway',
      toRole: 'iot-platform',
      sent: 1,
      delivered: 1,
      refused: 0,
      dropped: 0,
      breaches: 0,
    },
    {
      point: 'RP-M',
      fromRole: 'secure-dpm',
      toRole: 'entity-agent',
      sent: 3,
      delivered: 2,
      refused: 0,
      dropped: 0,
      breaches: 1,
    },
  ]);
});

test('the series put useful work, refusals, violations and alarms into bins of one second', () => {
  const { series } = assessed(story).picture;
  expect([series.binSeconds, series.goodput.length]).toEqual([1, 120]);
  const bins = (values: readonly (number | null)[]): number[] =>
    values.flatMap((value, bin) => (value === null || value === 0 ? [] : [bin]));
  expect([bins(series.goodput), bins(series.p99Ms), bins(series.refused)]).toEqual([[12], [12], [34]]);
  expect([bins(series.violations), bins(series.alarms)]).toEqual([[33], [35]]);
  expect(Math.abs(series.p99Ms[12]! / 2500 - 1)).toBeLessThan(1 / 64);
});

test('the timeline tells steps, the first violation of a kind, alarms and restarts in order of time', () => {
  expect(
    assessed(story).picture.timeline.map(({ atSeconds, what, attack, text }) => [atSeconds, what, attack, text]),
  ).toEqual([
    [20, 'restart', null, 'iot-platform-2 restarts'],
    [30, 'step', 'A18', 'attempt 1: begin'],
    [30, 'step', 'A18', 'attempt 1: tap'],
    [30, 'step', 'A18', 'attempt 1: inject'],
    [30, 'step', 'A18', 'attempt 1: inject'],
    [33, 'violation', 'A18', 'authenticity broken at entity-agent-5'],
    [35, 'alarm', 'A18', 'alarm at gateway-1, C44'],
    [50, 'step', 'A18', 'attempt 2: tap'],
  ]);
});

test('a flood of one violation neither hides another nor fills the list', () => {
  const facts: ToldFact[] = [];
  for (let at = 0; at < 5000; at++) {
    facts.push({ kind: 'used', at: at / 100, node: 5, detail: twin, place: 'use', flags: flagForged, label: 1 });
  }
  facts.push({ kind: 'acted', at: 60, node: 0, peer: 3, place: 'act', flags: flagForged, label: 1 });
  const assessment = new Assessment(setup());
  tell(facts, assessment);
  const found = assessment.close({ run, inside: {}, costs: {} });
  expect([found.violationsTotal, found.violations.length]).toEqual([5002, 22]);
  expect(found.violations.at(-1)!.point).toBe('act');
});

test('a run whose books do not balance is void', () => {
  const assessment = new Assessment(setup());
  tell(story, assessment);
  expect(() => assessment.close({ run, inside: {}, costs: {} })).toThrow(
    'conservation broken at RP-M, 00:02:00.000000',
  );
});

test('observations are plain data that survive being written', () => {
  const found = assessed(story);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('what is observed does not depend on where blocks end', () => {
  const many: ToldFact[] = [];
  for (let at = 0; at < 30; at++) many.push(...story.map((fact) => ({ ...fact, counter: at })));
  const sorted = many.toSorted((a, b) => a.at - b.at);
  const whole = new Assessment(setup());
  const parts = new Assessment(setup());
  tell(sorted, whole);
  for (let first = 0; first < sorted.length; first += 7) parts.block(blockOf(sorted.slice(first, first + 7)));
  const end = { run, inside: { 'RP-M': 30 }, costs: {} };
  expect(parts.close(end)).toEqual(whole.close(end));
});

test('the index of a block holds every row once, by kind and in order, and those that an attack touched', () => {
  const facts = Array.from({ length: blockFacts }, (_, row): ToldFact => ({
    kind: (['sent', 'used', 'revoked', 'finished'] as const)[(row * 7 + (row >> 3)) % 4]!,
    at: row,
    label: row % 100 === 0 ? 1 : 0,
    flags: row % 64 === 1 ? flagForged : row % 2 === 0 ? 4 : 0,
  }));
  const rows = new BlockIndex().read(blockOf(facts));
  for (const kind of ['sent', 'used', 'revoked', 'finished', 'acted'] as const) {
    const expected = facts.flatMap((fact, row) => (fact.kind === kind ? [row] : []));
    const number = factNumber[kind];
    expect([...rows.byKind.subarray(rows.starts[number]!, rows.starts[number + 1]!)]).toEqual(expected);
  }
  const touched = facts.flatMap((fact, row) => (fact.label === 1 || fact.flags === flagForged ? [row] : []));
  expect([...rows.touched.subarray(0, rows.touchedCount)]).toEqual(touched);
});
