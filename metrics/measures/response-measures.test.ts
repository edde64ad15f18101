import { expect, test } from 'vitest';
import { workloads } from '../../sim/framework/component.ts';
import type { JudgedAttempt, Metric } from '../../sim/framework/metric.ts';
import { metrics } from '../catalogue.ts';
import { attempt, fold, folded, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';

const byId = (id: string): Metric => metrics.find((metric) => metric.id === id)!;
const ns = (seconds: number): number => seconds * 1e9;
const afterAttempts = (id: string, attempts: readonly JudgedAttempt[]) => {
  const work = byId(id).fold(frame(100));
  for (const one of attempts) work.attempt!(one);
  return work.value();
};

test('an attempt dwells until it is noticed or over, and is contained when its last harm is done', () => {
  const attempts = [
    // Noticed 3 s after its success, harm until 2 s after that.
    attempt({ success: true, successNs: ns(12), detectedNs: ns(15), lastViolationNs: ns(17) }),
    // Never noticed: it dwells to its end.
    attempt({ success: true, successNs: ns(13) }),
    // Noticed before it succeeded; its harm was done before too.
    attempt({ success: true, successNs: ns(18), detectedNs: ns(11), lastViolationNs: ns(10) }),
    // Noticed, and no harm done.
    attempt({ detectedNs: ns(14) }),
    attempt(),
  ];
  expect(afterAttempts('M16', attempts)).toEqual({ mean: { value: (3 + 7 + 0) / 3, n: 3 } });
  expect(afterAttempts('M21', attempts)).toEqual({ mean: { value: 2 / 3, n: 3 } });
});

test('steps without an alarm of their own are missed', () => {
  const attempts = [attempt({ stepsReached: 4, stepsNoticed: 1 }), attempt({ stepsReached: 1, stepsNoticed: 1 })];
  expect(afterAttempts('M26', attempts)).toEqual({ ratio: { value: 0.6, n: 5, hits: 3 } });
});

test('service has recovered in the first second in which it is as it should be', () => {
  const command = workloads.indexOf('command');
  const ended = (at: number, outcome: 0 | 1, tookSeconds = 0.1): ToldFact => ({
    kind: 'finished',
    at,
    born: at - tookSeconds,
    detail: command,
    outcome,
    origin: 1,
  });
  const told = [ended(19, 1), ended(20.5, 0), ended(21.5, 1, 1.4), ended(23.2, 1), ended(40.5, 1), ended(50.5, 0)];
  const work = folded(byId('M22'), frame(60), told);
  // Down at its end; back in second 23, for second 21 was too slow and in second 22 nothing ended.
  work.attempt!(attempt({ endNs: ns(20.6) }));
  // Not down at its end.
  work.attempt!(attempt({ endNs: ns(40.7) }));
  // Down, and never up again.
  work.attempt!(attempt({ endNs: ns(50.6) }));
  const { value, n } = work.value()['mean']!;
  expect(n).toBe(1);
  expect(value).toBeCloseTo(2.4, 9);
});

test('alarms, openings and readings taken in are counted after warm-up, those of attacks where they belong', () => {
  const run = frame(30, { warmUpNs: ns(10), roleOf: (node) => (node === 2 ? 'things-agent' : 'device') });
  const facts: ToldFact[] = [
    { kind: 'alarmed', at: 5 },
    { kind: 'alarmed', at: 15 },
    { kind: 'alarmed', at: 16, label: 1 },
    { kind: 'opened', at: 9 },
    { kind: 'opened', at: 12 },
    { kind: 'opened', at: 13, label: 1 },
    { kind: 'delivered', at: 11, message: 'report', node: 2 },
    { kind: 'delivered', at: 12, message: 'report', node: 2 },
    { kind: 'delivered', at: 12, message: 'report', node: 3 },
    { kind: 'delivered', at: 12, message: 'command', node: 2 },
    { kind: 'delivered', at: 14, message: 'report', node: 2, label: 1 },
    { kind: 'delivered', at: 8, message: 'report', node: 2 },
  ];
  expect(fold(byId('M25'), run, facts)).toEqual({ rate: { value: 360, n: 2 } });
  expect(fold(byId('M34'), run, facts)).toEqual({ rate: { value: 1 / 20, n: 1 } });
  expect(fold(byId('M39'), run, facts)).toEqual({ rate: { value: 2 / 20, n: 2 } });
});
