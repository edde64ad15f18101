import { describe, expect, test } from 'vitest';
import type { Address } from '../framework/figure.ts';
import { noRow } from '../framework/pending.ts';
import { Stream, keyOf } from '../kernel/stream.ts';
import { negotiationState } from './negotiation.ts';
import { outsideJobs, settled } from './outside-jobs.ts';
import { chooseProviders } from './provider-choice.ts';
import type { ChoiceState, ChoiceTerms } from './provider-choice.ts';
import { reputationState } from './reputation.ts';

const contracts = { timeoutNs: 0, priceMicrosMost: 0, barNs: 0, graceNs: 0, priced: 'untold' } as const;
const termsOf = (count: number, choice: ChoiceTerms['choice']): ChoiceTerms => ({
  choice,
  jobsEach: 1,
  memoryNs: 1e9,
  negotiation: {
    providers: Array.from({ length: count }, (_, place) => place as Address<'external-dpm'>),
    purpose: 'occupancy',
    ...contracts,
  },
});
/** A connector with a contract with each of some providers. */
const stateOf = (count: number): ChoiceState => {
  const negotiation = negotiationState(1, count);
  negotiation.expiresNs.fill(1e9);
  const outside = outsideJobs(1, 4, count);
  return {
    negotiation,
    outside,
    reputation: reputationState(count),
    shunned: new Uint8Array(count),
    turn: new Int32Array(1),
  };
};
const streamOf = (): Stream => new Stream(keyOf(1, 0, 'choice'));
const now = { nowNs: 1, row: noRow } as const;

describe('a choice by lot', () => {
  test('takes each pair of five equally often', () => {
    const [state, terms, random] = [stateOf(5), termsOf(5, 'drawn'), streamOf()];
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 10_000; draw++) {
      const pair = [...chooseProviders(state, 0, { most: 2, random, ...now }, terms)]
        .toSorted((a, b) => a - b)
        .join(' ');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    // 1000 each; five standard deviations are 150.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('takes nobody who may not: without a contract, barred, busy, or asked for this job already', () => {
    const [state, terms, random] = [stateOf(6), termsOf(6, 'drawn'), streamOf()];
    state.negotiation.expiresNs[0] = 0;
    state.negotiation.barredUntilNs[1] = 1e9;
    state.outside.out[2] = 1;
    state.outside.standing[3] = settled;
    const chosen = new Set<number>();
    for (let draw = 0; draw < 200; draw++) {
      const [one] = chooseProviders(state, 0, { most: 1, nowNs: 1, row: 0, random }, terms);
      chosen.add(one!);
    }
    expect([...chosen].toSorted((a, b) => a - b)).toEqual([4, 5]);
    const all = chooseProviders(state, 0, { most: 9, nowNs: 1, row: 0, random }, terms);
    expect([...all].toSorted((a, b) => a - b)).toEqual([4, 5]);
  });
});

test.each(['round-robin', 'cheapest', 'merit'] as const)('a choice by %s draws nothing', (choice) => {
  const [random, untouched] = [streamOf(), streamOf()];
  expect(chooseProviders(stateOf(5), 0, { most: 2, random, ...now }, termsOf(5, choice))).toEqual([0, 1]);
  expect(random.u32()).toBe(untouched.u32());
});
