import { expect, test } from 'vitest';
import { workloads } from '../../sim/framework/component.ts';
import { purposes } from '../../sim/framework/datum.ts';
import { flagForged, flagReplayed } from '../../sim/framework/fact.ts';
import { fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { handoverTime } from './handover-time.ts';
import { twinPlaces } from './twin-places.ts';

const handOver = workloads.indexOf('hand-over');
const twin = purposes.indexOf('twin');

const ended = (at: number, wish: number, outcome: 0 | 1 = 1, thing = 0): ToldFact => ({
  kind: 'finished',
  at,
  node: thing,
  detail: handOver,
  outcome,
  born: wish,
});
const used = (at: number, node: number, born: number, more: Partial<ToldFact> = {}): ToldFact => ({
  kind: 'used',
  at,
  node,
  subject: 0,
  detail: twin,
  origin: 0,
  born,
  ...more,
});

test('a hand-over takes from the wish to the first report that the thing said on the new platform and its twin took', () => {
  const facts = [
    ended(10, 9),
    // Still on its way from the old platform, and what an attacker made up.
    used(10.1, 5, 9.5),
    used(10.2, 6, 10.1, { origin: 12, flags: flagForged }),
    used(10.5, 6, 10.4),
    used(11.5, 6, 11.4),
    ended(20, 18),
    used(21, 5, 20.5),
    // One that failed has no time.
    ended(30, 29, 0),
    used(31, 5, 30.5),
  ];
  const { p50, p95, max } = fold(handoverTime, frame(99), facts);
  expect([p50!.n, max]).toEqual([2, { value: 3000, n: 2 }]);
  expect(p50!.value! / 1500).toBeCloseTo(1, 2);
  expect(p95!.value! / 3000).toBeCloseTo(1, 2);
  expect(fold(handoverTime, frame(99, { warmUpNs: 15e9 }), facts)['p50']!.n).toBe(1);
  expect(fold(handoverTime, frame(99), facts.slice(7))).toMatchObject({ p50: { value: null, n: 0 } });
});

const joined = (at: number, platform: number, node = 0): ToldFact => ({
  kind: 'sent',
  at,
  node,
  peer: platform,
  subject: 0,
  message: 'join',
});

test('a thing that roams has its twin on the platform that it joined last itself, and nowhere else', () => {
  // Twins 5 and 6 are on the platforms of things agents 3 and 4.
  const run = frame(99, { partyOf: (node) => (node === 3 || node === 5 ? 'one' : 'other') });
  const facts = [
    used(1, 6, 0.9),
    joined(5, 3),
    used(6, 5, 5.9),
    joined(10, 4),
    // Still on its way when the thing went on.
    used(10.1, 5, 9.9),
    used(10.5, 6, 10.4),
    // Somebody else joins in its name.
    joined(12, 3, 14),
    used(13, 5, 12.5, { flags: flagForged }),
    joined(15, 4),
    used(16, 5, 15.5, { flags: flagReplayed }),
    used(17, 6, 16.5),
  ];
  expect(fold(twinPlaces, run, facts)).toEqual({ astray: { value: 2 / 5, n: 5, hits: 2 } });
  expect(fold(twinPlaces, { ...run, warmUpNs: 12e9 }, facts)).toEqual({ astray: { value: 2 / 3, n: 3, hits: 2 } });
  expect(fold(twinPlaces, run, facts.slice(0, 1))).toEqual({ astray: { value: null, n: 0, hits: 0 } });
});
