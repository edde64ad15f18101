import { expect, test } from 'vitest';
import { purposes } from '../../sim/framework/datum.ts';
import { fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { auditCoverage } from './audit-coverage.ts';

/** A door 1, a twin 2, a storage agent 3, a connector 4, a device 5; from 10 on they are attackers'. */
const roles = ['person', 'avatar-agent', 'entity-agent', 'storage-agent', 'secure-connector', 'device'];
const run = frame(200, { nodes: 10, roleOf: (node) => roles[node] ?? 'audit-log' });
const entered = (at: number, subject: number): ToldFact => ({
  kind: 'delivered',
  at,
  place: 'RP-A',
  node: 1,
  peer: subject,
  message: 'enter',
  subject,
});
let written = 0;
const entry = (at: number, by: number, subject: number, more: Partial<ToldFact> = {}): ToldFact => ({
  kind: 'delivered',
  at,
  place: 'RP-O',
  node: 9,
  peer: by,
  message: 'entry',
  subject,
  origin: by,
  counter: written++,
  ...more,
});
const covered = (facts: readonly ToldFact[]) => fold(auditCoverage, run, facts);

test('what is on record in time, by who must write it and about the same, is covered; each entry covers one', () => {
  const facts = [
    entered(10, 0),
    entered(11, 0),
    entered(12, 7),
    // By another node, about somebody else, and too late.
    entry(13, 2, 0),
    entry(14, 1, 8),
    entry(43, 1, 7),
    entry(15, 1, 0),
  ].toSorted((a, b) => a.at - b.at);
  expect(covered(facts)).toEqual({ covered: { value: 1 / 3, n: 3, hits: 1 }, false: { value: 0, n: 4 } });
});

test('an act is covered by what the twin writes of the thing, whoever moved it, and by nothing before it', () => {
  const acted = (at: number): ToldFact => ({ kind: 'acted', at, node: 5, subject: 5 });
  const facts = [entry(9, 2, 5), acted(10), entry(11, 2, 5), acted(20), entry(21, 3, 5)];
  expect(covered(facts).covered).toEqual({ value: 0.5, n: 2, hits: 1 });
});

test('an entry that nobody wrote, that was altered or that comes again is false and covers nothing', () => {
  const first = entry(12, 1, 0);
  const altered = entry(14, 1, 7);
  const facts: ToldFact[] = [
    entered(10, 0),
    entered(10, 0),
    entered(11, 7),
    entry(11.5, 1, 7, { origin: 12 }),
    first,
    { ...first, at: 13 },
    { ...altered, kind: 'tampered', at: 13.5 },
    altered,
  ];
  expect(covered(facts)).toEqual({ covered: { value: 1 / 3, n: 3, hits: 1 }, false: { value: 3, n: 4 } });
});

test('contracts and looks into the archive must be on record, what happened just before the end is not judged', () => {
  const facts: ToldFact[] = [
    { kind: 'used', at: 10, place: 'use', node: 4, peer: 6, detail: purposes.indexOf('contract') },
    entry(11, 4, 6),
    { kind: 'delivered', at: 12, place: 'RP-M', node: 3, message: 'query', subject: 77 },
    entry(13, 3, 77),
    // A query on its way elsewhere is none of an agent's.
    { kind: 'delivered', at: 13, place: 'RP-S', node: 8, message: 'query', subject: 77 },
    entered(180, 0),
  ];
  expect(covered(facts).covered).toEqual({ value: 1, n: 2, hits: 2 });
});

test('a long run is judged as it goes, each entry covers the oldest that it is in time for', () => {
  const facts = Array.from({ length: 3000 }, (_, second) => [entered(second, 0), entry(second + 40, 1, 0)]).flat();
  const told = facts.toSorted((a, b) => a.at - b.at);
  const long = frame(4000, { nodes: 10, roleOf: (node) => roles[node] ?? 'audit-log' });
  // From the first entry on, at 40 s, each covers whoever came in 30 s before it: those of the first 10 s have none in time.
  const { value, n } = fold(auditCoverage, long, told).covered!;
  expect(n).toBe(3000);
  expect(value).toBe((3000 - 10) / 3000);
});

test('without anything that must be on record, or without a log, nothing is known', () => {
  expect(covered([])).toEqual({ covered: { value: null, n: 0, hits: 0 }, false: { value: null, n: 0 } });
});
