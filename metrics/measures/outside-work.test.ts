import { expect, test } from 'vitest';
import { workloads } from '../../sim/framework/component.ts';
import { purposes } from '../../sim/framework/datum.ts';
import { flagWrong } from '../../sim/framework/fact.ts';
import { fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { controlCost } from './control-cost.ts';
import { wrongResultAcceptanceRate } from './wrong-result-acceptance-rate.ts';

const occupancy = purposes.indexOf('occupancy');

test('wrong results are told by the party that gave them, and as a share of all that came from outside', () => {
  const came = (origin: number, counter: number, flags: number, kind: 'delivered' | 'refused' = 'delivered') =>
    ({ kind, at: 1, place: 'RP-C', message: 'result', origin, counter, flags, label: 1 }) as const;
  const facts: readonly ToldFact[] = [
    came(4, 1, flagWrong),
    came(4, 2, flagWrong, 'refused'),
    came(5, 1, flagWrong),
    came(5, 2, 0),
    { kind: 'used', at: 2, detail: occupancy, origin: 5, counter: 1, flags: flagWrong, label: 1 },
    // The same wrong result on its way on within the platform is not from outside once more.
    { ...came(5, 1, flagWrong), place: 'RP-M' },
  ];
  expect(fold(wrongResultAcceptanceRate, frame(9, { partyOf: (node) => `party ${node}` }), facts)).toEqual({
    rate: { value: 1 / 3, n: 3, hits: 1 },
    'party 4': { value: 0, n: 2, hits: 0 },
    'party 5': { value: 1, n: 1, hits: 1 },
    prevalence: { value: 0.75, n: 4, hits: 3 },
  });
});

test('a job costs what providers were promised for results that were delivered, redundant ones too, refused ones not', () => {
  const contract = purposes.indexOf('contract');
  const agrees = (peer: number, value: number): ToldFact => ({
    kind: 'used',
    at: 1,
    node: 3,
    peer,
    detail: contract,
    value,
  });
  const result = (peer: number, kind: 'delivered' | 'refused' = 'delivered'): ToldFact => ({
    kind,
    at: 2,
    place: 'RP-C',
    message: 'result',
    node: 3,
    peer,
  });
  const done: ToldFact = { kind: 'finished', at: 3, detail: workloads.indexOf('job'), outcome: 1 };
  const money = (facts: readonly ToldFact[]) => fold(controlCost, frame(9), facts)['money'];
  const trade = [agrees(4, 60), agrees(5, 95), result(4), result(5), result(5, 'refused'), result(6), done, done];
  expect(money(trade)).toEqual({ value: 77.5, n: 2 });
  expect(money([result(4), done])).toEqual({ value: null, n: 1 });
});
