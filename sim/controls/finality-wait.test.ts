import { describe, expect, test } from 'vitest';
import type { Purpose } from '../framework/datum.ts';
import { finalityWait } from './finality-wait.ts';
import { atWork, deed, noDuty, post } from './testing/house.ts';

const guard = atWork(finalityWait());
const use = (purpose: Purpose, depth?: number) =>
  guard.inner!(
    deed({ purpose, kind: 'settled', body: null, circumstances: depth === undefined ? {} : { depth } }),
    post({ place: 'use' }),
  );
const depthFor = (purpose: Purpose): number => {
  const duty = noDuty();
  guard.oblige!(purpose, duty, post({ place: 'use' }));
  return duty.depth;
};

describe('C39 finality wait', () => {
  test('an asset or a payment counts from the sixth block on, and not before', () => {
    for (const purpose of ['settlement', 'income'] as const) {
      expect([0, 1, 5, 6, 100].map((depth) => use(purpose, depth))).toEqual([
        'not-final',
        'not-final',
        'not-final',
        undefined,
        undefined,
      ]);
    }
  });

  test('a depth that nobody knows is none', () => {
    expect([use('settlement'), use('income', Number.NaN)]).toEqual(['not-final', 'not-final']);
  });

  test('a keeper is told how long to wait for what comes, and for nothing else', () => {
    expect(['settlement', 'income', 'payment', 'twin'].map((purpose) => depthFor(purpose as Purpose))).toEqual([
      6, 6, 0, 0,
    ]);
    expect([use('payment', 0), use('twin')]).toEqual([undefined, undefined]);
  });
});
