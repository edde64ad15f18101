import { refusals } from '../../sim/framework/verdict.ts';
import { expect, test } from 'vitest';
import type { Property, ServiceWindow } from '../../sim/framework/attack.ts';
import { workloads } from '../../sim/framework/component.ts';
import { purposes, quantities } from '../../sim/framework/datum.ts';
import { flagAltered, flagClear, flagForged, flagHostile, flagReplayed, flagWrong } from '../../sim/framework/fact.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { judgingAttack, labelsOf, tell } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import type { TruthGround } from './ground.ts';
import { Oracle } from './oracle.ts';
import type { Judgement } from './oracle.ts';

const twin = purposes.indexOf('twin');
const occupancy = purposes.indexOf('occupancy');
const lock = quantities.indexOf('lock');
const lamp = quantities.indexOf('lamp');
const run = { scenario: 'meeting-room-mapping', seed: 7, again: 'metarange run meeting-room-mapping --seed 7' };

/** Node 5 may know everything, node 6 nothing; person 8 may command, person 9 may not. */
const entitlements: Entitlements = {
  mayKnow: (node) => node === 5,
  mayCommand: (person) => person === 8,
};
const used = judgingAttack('A18', { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.forged });

const judged = (
  facts: readonly ToldFact[],
  ground: Partial<TruthGround> = {},
): { judgement: Judgement; found: { property: Property; attack: string | null; records: number; row: number }[] } => {
  const found: { property: Property; attack: string | null; records: number; row: number }[] = [];
  const oracle = new Oracle({ attacks: [], labels: labelsOf([]), entitlements, nodes: 70, ...ground }, (one) => {
    found.push({ property: one.property, attack: one.attack, records: one.records, row: one.row });
  });
  const index = new BlockIndex();
  tell(facts, { block: (block) => oracle.block(block, index.read(block)) });
  return { judgement: oracle.judge({}, 100e9, run), found };
};
const properties = (facts: readonly ToldFact[], ground: Partial<TruthGround> = {}): readonly Property[] =>
  judged(facts, ground).found.map(({ property }) => property);

const datum = { origin: 1, counter: 1, subject: 1 } as const;

const rightful: readonly ToldFact[] = [
  { kind: 'disclosed', at: 1, node: 5, dataClass: 'personal', flags: flagClear, ...datum },
  { kind: 'disclosed', at: 1, node: 1, dataClass: 'personal', flags: flagClear, ...datum },
  { kind: 'delivered', at: 1, node: 5, dataClass: 'operational', flags: flagClear, ...datum },
  { kind: 'delivered', at: 1, node: 5, dataClass: 'operational', ...datum },
  { kind: 'used', at: 2, node: 5, detail: twin, ...datum },
  { kind: 'used', at: 2, node: 5, detail: occupancy, ...datum },
  { kind: 'acted', at: 3, node: 1, peer: 8, detail: lock, ...datum },
  { kind: 'acted', at: 3, node: 1, peer: -1, detail: lamp, ...datum },
  { kind: 'stored', at: 4, node: 5, ...datum },
  { kind: 'loaded', at: 4, node: 5, ...datum },
  { kind: 'opened', at: 4, node: 1, peer: 5 },
];
/** What is delivered was sent. */
const asSent: readonly ToldFact[] = [0, 1].map(() => ({ kind: 'sent', at: 0, node: 1 }));

test('honest data, rightly disclosed, used and acted on, breaks no property', () => {
  expect(properties([...asSent, ...rightful])).toEqual([]);
});

test('of each property it is known on how many facts it was judged, whatever was found', () => {
  expect(judged([...asSent, ...rightful]).judgement.judged).toEqual({
    authenticity: 4,
    integrity: 5,
    freshness: 4,
    confidentiality: 3,
    privacy: 2,
    access: 2,
    safety: 1,
    'result correctness': 1,
    lifecycle: 2,
    protection: 0,
    availability: 0,
  });
  // Only where the cast says what twins may show, what harms, and who may meet whom, is there more to judge.
  const more: Entitlements = {
    ...entitlements,
    mayShow: () => true,
    harms: () => false,
    meetingFault: () => undefined,
  };
  const met: ToldFact = { kind: 'used', at: 5, node: 8, detail: purposes.indexOf('contact'), subject: 9 };
  expect(judged([...asSent, ...rightful, met], { entitlements: more }).judgement.judged).toMatchObject({
    access: 3,
    safety: 2,
    protection: 1,
  });
});

test('a twin that shows a thing which it may not show at that time breaks access, where the cast says who may', () => {
  const facts: ToldFact[] = [
    { kind: 'used', at: 1, node: 5, detail: twin, ...datum },
    { kind: 'used', at: 9, node: 5, detail: twin, ...datum },
    { kind: 'used', at: 9, node: 5, detail: occupancy, ...datum },
  ];
  const mayShow: Entitlements['mayShow'] = (node, subject, nowNs) => node === 5 && subject === 1 && nowNs < 5e9;
  expect(judged(facts, { entitlements: { ...entitlements, mayShow } }).found).toMatchObject([
    { property: 'access', row: 1 },
  ]);
  expect(properties(facts)).toEqual([]);
});

test('a twin that shows an invented reading breaks authenticity', () => {
  expect(properties([{ kind: 'used', at: 1, node: 5, detail: twin, flags: flagForged, ...datum }])).toEqual([
    'authenticity',
  ]);
});

test('a reading altered on its way breaks integrity where it is used and where it is stored', () => {
  const flags = flagForged | flagAltered;
  expect(properties([{ kind: 'used', at: 1, node: 5, flags, ...datum }])).toEqual(['integrity']);
  expect(properties([{ kind: 'stored', at: 1, node: 5, flags, ...datum }])).toEqual(['integrity']);
});

test('a command that acts a second time by replay breaks freshness', () => {
  const fact: ToldFact = { kind: 'acted', at: 1, node: 1, peer: 8, detail: lamp, flags: flagReplayed, ...datum };
  expect(properties([fact])).toEqual(['freshness']);
});

test('a right inference of what is personal breaks privacy, where whoever states it may not know', () => {
  const told = { kind: 'inferred', at: 3, node: 6, subject: 1, dataClass: 'personal', value: 1 } as const;
  const others = [{ flags: flagWrong }, { node: 5 }, { dataClass: 'operational' }] as const;
  const { found, judgement } = judged([told, ...others.map((other) => ({ ...told, ...other }))]);
  expect(found).toEqual([{ property: 'privacy', attack: null, records: 0, row: 0 }]);
  expect(judgement.judged.privacy).toBe(3);
});

test('a record in clear at a node that is not entitled breaks confidentiality, and privacy where it is personal', () => {
  const fact: ToldFact = { kind: 'disclosed', at: 1, node: 6, dataClass: 'operational', value: 3, ...datum };
  expect(judged([fact]).found).toMatchObject([{ property: 'confidentiality', records: 3, attack: null }]);
  for (const dataClass of ['personal', 'biometric', 'child'] as const) {
    expect(properties([{ ...fact, dataClass }])).toEqual(['confidentiality', 'privacy']);
  }
});

test('operational data that is delivered in clear to a node of the cast is known there, whoever it came from', () => {
  const fact: ToldFact = { kind: 'delivered', at: 1, node: 6, dataClass: 'operational', flags: flagClear, ...datum };
  const sent: ToldFact = { kind: 'sent', at: 0, node: 5, message: 'report' };
  expect(judged([sent, { ...fact, message: 'report' }]).found).toMatchObject([
    { property: 'confidentiality', records: 1 },
  ]);
  // Sealed for somebody else, entitled, about itself, public; protected data and attackers' own nodes have facts of their own.
  for (const other of [
    { flags: 0 },
    { node: 5 },
    { node: 1 },
    { dataClass: 'public' },
    { dataClass: 'personal' },
    { node: 70 },
  ] as const)
    expect(properties([{ ...fact, ...other }])).toEqual([]);
});

test('a lamp switched for a person without the right breaks access, a lock safety as well', () => {
  const fact: ToldFact = { kind: 'acted', at: 1, node: 1, peer: 9, detail: lamp, ...datum };
  expect(properties([fact])).toEqual(['access']);
  expect(properties([{ ...fact, detail: lock }])).toEqual(['access', 'safety']);
});

test('a thing set to what harms people breaks safety, also where a rightful person wanted it', () => {
  const valve = quantities.indexOf('valve');
  const harmful: Entitlements = { ...entitlements, harms: (thing, value) => thing === 1 && value > 80 };
  const fact = (value: number): ToldFact => ({
    kind: 'acted',
    at: 1,
    node: 1,
    peer: 8,
    detail: valve,
    value,
    ...datum,
  });
  expect(properties([fact(80)], { entitlements: harmful })).toEqual([]);
  expect(properties([fact(81)], { entitlements: harmful })).toEqual(['safety']);
  expect(properties([fact(81)])).toEqual([]);
});

test('a lock moved by an attacker’s wish through a rightful account breaks safety, not access', () => {
  const fact: ToldFact = { kind: 'acted', at: 1, node: 1, peer: 8, detail: lock, flags: flagHostile, ...datum };
  expect(properties([fact])).toEqual(['safety']);
});

test('a command made up in the name of a rightful person breaks access, authenticity and safety', () => {
  const fact: ToldFact = { kind: 'acted', at: 1, node: 1, peer: 8, detail: lock, flags: flagForged, ...datum };
  expect(properties([fact])).toEqual(['authenticity', 'access', 'safety']);
});

test('a thing that acts for nobody known breaks access when an attacker moved it', () => {
  const fact: ToldFact = { kind: 'acted', at: 1, node: 1, peer: -1, detail: lamp, flags: flagForged, ...datum };
  expect(properties([fact])).toEqual(['access', 'authenticity'].toReversed());
});

test('a wrong result breaks result correctness only when it is used as occupancy', () => {
  const fact: ToldFact = { kind: 'used', at: 1, node: 5, detail: occupancy, flags: flagWrong, ...datum };
  expect(properties([fact])).toEqual(['result correctness']);
  expect(properties([{ ...fact, detail: twin }])).toEqual([]);
  expect(
    properties([
      { ...fact, kind: 'delivered', message: 'result' },
      { ...fact, kind: 'sent', message: 'result', at: 0 },
    ]),
  ).toEqual([]);
});

test('a channel opened with a revoked credential breaks lifecycle until the node is credentialed anew', () => {
  const opened: ToldFact = { kind: 'opened', at: 2, node: 3, peer: 5 };
  const revoked: ToldFact = { kind: 'revoked', at: 1, node: 7, peer: 3 };
  const renewed: ToldFact = { kind: 'credentialed', at: 1.5, node: 3 };
  expect(properties([opened])).toEqual([]);
  expect(properties([revoked, opened])).toEqual(['lifecycle']);
  expect(properties([revoked, renewed, opened])).toEqual([]);
  const copy = { attacks: [used], labels: labelsOf([{ attack: 'A18', start: 0, end: 9 }]) };
  expect(properties([revoked, renewed, { ...opened, label: 1 }], copy)).toEqual(['lifecycle']);
  // An attacker's own address, claiming to be node 3.
  expect(properties([revoked, { ...opened, node: 77, subject: 3, label: 1 }], copy)).toEqual(['lifecycle']);
});

test('a datum that its holder erased and then loads breaks lifecycle, another datum and another holder do not', () => {
  const erased: ToldFact = { kind: 'erased', at: 1, node: 5, ...datum };
  expect(properties([erased, { kind: 'loaded', at: 2, node: 5, ...datum }])).toEqual(['lifecycle']);
  expect(properties([erased, { kind: 'loaded', at: 2, node: 4, ...datum }])).toEqual([]);
  expect(properties([erased, { kind: 'loaded', at: 2, node: 5, ...datum, counter: 2 }])).toEqual([]);
  expect(properties([{ kind: 'loaded', at: 0, node: 5, ...datum }, erased])).toEqual([]);
});

test('an attempt that takes service from honest users breaks availability, at its end, where opens failed', () => {
  const windows: ServiceWindow[] = [];
  const flood = judgingAttack('A24', {
    over: 'service',
    reached(window) {
      windows.push(window);
      return window.opensDone < window.opensWanted / 2;
    },
  });
  const labels = labelsOf([
    { attack: 'A24', start: 10, end: 20 },
    { attack: 'A24', start: 30, end: 40 },
  ]);
  const facts: ToldFact[] = [
    { kind: 'opened', at: 12, born: 9.9 },
    { kind: 'opened', at: 12, born: 11 },
    { kind: 'not-opened', at: 12, born: 11, label: 1 },
    { kind: 'not-opened', at: 19, born: 13, place: 'RP-T' },
    // Turned away for what it showed: the door served it. Kept out before the door looked: it did not.
    { kind: 'not-opened', at: 15, born: 14, detail: 5, outcome: refusals.indexOf('status-unknown') },
    { kind: 'not-opened', at: 16, born: 15, detail: 24, outcome: refusals.indexOf('rate'), place: 'RP-T' },
    // Intended in the first attempt, failed after its end.
    { kind: 'not-opened', at: 25, born: 19, place: 'RP-I' },
    { kind: 'finished', at: 26, born: 18, outcome: 1, detail: workloads.indexOf('command') },
    { kind: 'finished', at: 27, born: 19, outcome: 0, detail: workloads.indexOf('command') },
    { kind: 'finished', at: 26, born: 17, outcome: 1, detail: workloads.indexOf('job') },
    { kind: 'finished', at: 27, born: 18, outcome: 0, detail: workloads.indexOf('job') },
    { kind: 'finished', at: 27, born: 19, outcome: 0, detail: workloads.indexOf('job') },
    { kind: 'finished', at: 27, born: 19, outcome: 1, detail: workloads.indexOf('report') },
    // A control said no to a person; a flood's own message, and one that was kept out before it was judged, are none of that.
    { kind: 'refused', at: 19, born: 18, place: 'use', detail: 12, message: 'view' },
    { kind: 'refused', at: 19, born: 18, place: 'use', detail: 12, message: 'view', label: 1 },
    { kind: 'refused', at: 19, born: 18, place: 'use', detail: 24, outcome: refusals.indexOf('rate'), message: 'view' },
    { kind: 'opened', at: 31, born: 30 },
    { kind: 'opened', at: 41, born: 40.1 },
  ];
  const { judgement, found } = judged(facts, { attacks: [flood], labels });
  expect(windows).toEqual([
    {
      opensWanted: 4,
      opensDone: 1,
      operationsWanted: 6,
      operationsDone: 3,
      wishesWanted: 2,
      wishesDone: 1,
      wishesRefused: 1,
      jobsWanted: 3,
      jobsDone: 1,
    },
    {
      opensWanted: 1,
      opensDone: 1,
      operationsWanted: 0,
      operationsDone: 0,
      wishesWanted: 0,
      wishesDone: 0,
      wishesRefused: 0,
      jobsWanted: 0,
      jobsDone: 0,
    },
  ]);
  expect(found).toMatchObject([{ property: 'availability', attack: 'A24', row: -1 }]);
  expect(judgement.attempts.map(({ success, successNs }) => [success, successNs])).toEqual([
    [true, 20e9],
    [false, null],
  ]);
});

test('windows that overlap each count what was intended while they ran', () => {
  const windows: ServiceWindow[] = [];
  const flood = judgingAttack('A24', { over: 'service', reached: (window) => windows.push(window) > 99 });
  const labels = labelsOf([
    { attack: 'A24', start: 0, end: 50 },
    { attack: 'A24', start: 5, end: 6 },
    { attack: 'A24', start: 40, end: 60 },
  ]);
  const facts = [1, 5.5, 20, 45, 55, 70].map((born): ToldFact => ({ kind: 'opened', at: born + 1, born }));
  judged(facts, { attacks: [flood], labels });
  expect(windows.map((window) => window.opensDone)).toEqual([4, 1, 2]);
});

test('a goal counts facts that descend from its own attempt only, as many as it needs', () => {
  const twice = judgingAttack('A07', {
    over: 'facts',
    needed: 2,
    reached: (fact) => fact.kind === 'acted' && fact.replayed,
  });
  const labels = labelsOf([
    { attack: 'A07', start: 1, end: 9 },
    { attack: 'A07', start: 2, end: 9 },
  ]);
  const acted = (at: number, label: number): ToldFact => ({
    kind: 'acted',
    at,
    node: 1,
    peer: 8,
    detail: lamp,
    flags: flagReplayed,
    label,
    ...datum,
  });
  const { judgement } = judged([acted(3, 1), acted(4, 2), acted(5, 1), acted(6, 0)], { attacks: [twice], labels });
  expect(judgement.attempts.map(({ success, successNs, violations }) => [success, successNs, violations])).toEqual([
    [true, 5e9, 2],
    [false, null, 1],
  ]);
  expect(judgement.broken).toEqual({ A07: ['freshness'] });
});

test('an alarm counts as detection of the attempt it descends from, never by its time', () => {
  const labels = labelsOf([
    { attack: 'A18', start: 1, end: 5 },
    { attack: 'A18', start: 2, end: 5 },
  ]);
  const facts: ToldFact[] = [
    { kind: 'alarmed', at: 2, label: 0 },
    { kind: 'alarmed', at: 7, label: 2 },
    { kind: 'alarmed', at: 8, label: 2 },
  ];
  const { judgement } = judged(facts, { attacks: [used], labels });
  expect(judgement.attempts.map(({ detectedNs }) => detectedNs)).toEqual([null, 7e9]);
  expect(judgement.falseAlarms).toBe(1);
});

test('an attempt cut short by the end of the run counts neither way, its goal reached or not, and that is said', () => {
  const labels = labelsOf([
    { attack: 'A18', start: 1, end: null },
    { attack: 'A18', start: 2, end: null },
  ]);
  const fact: ToldFact = { kind: 'used', at: 3, node: 5, flags: flagForged, label: 1, ...datum };
  const { judgement } = judged([fact], { attacks: [used], labels });
  expect(judgement.attempts).toEqual([]);
});

test('a label of an attack that does not run is refused by name', () => {
  const labels = labelsOf([{ attack: 'A99', start: 1, end: 2 }]);
  expect(() => judged([{ kind: 'used', at: 1, label: 1 }], { attacks: [used], labels })).toThrow('A99');
});

test('the goal of an attack reads names, places and rights of a fact', () => {
  const seen: unknown[] = [];
  const curious = judgingAttack('A31', {
    over: 'facts',
    needed: 1,
    reached(fact) {
      const { kind, place, detail, dataClass, value, entitled, hostile, wrong, replayed, node, subject, atNs } = fact;
      seen.push([kind, place, detail, dataClass, value, entitled, hostile, wrong, replayed, node, subject, atNs]);
      return false;
    },
  });
  const labels = labelsOf([{ attack: 'A31', start: 0, end: 9 }]);
  const to = { label: 1, ...datum } as const;
  judged(
    [
      {
        kind: 'disclosed',
        at: 1,
        node: 6,
        place: 'RP-S',
        detail: purposes.indexOf('query'),
        dataClass: 'personal',
        value: 40,
        ...to,
      },
      { kind: 'refused', at: 2, node: 5, place: 'use', detail: 9, ...to },
      { kind: 'acted', at: 3, node: 1, peer: 8, place: 'act', detail: lock, flags: flagHostile, ...to },
    ],
    { attacks: [curious], labels },
  );
  expect(seen).toEqual([
    ['disclosed', 'RP-S', 'query', 'personal', 40, false, false, false, false, 6, 1, 1e9],
    ['refused', 'use', 'C09', 'public', 0, true, false, false, false, 5, 1, 2e9],
    ['acted', 'act', 'lock', 'public', 0, true, true, false, false, 1, 1, 3e9],
  ]);
});
