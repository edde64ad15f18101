import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../framework/control.ts';
import type { Purpose } from '../framework/datum.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { atWork, deed, noDuty, post } from './testing/house.ts';

const guard = atWork(paymentConfirmation({ limitMicros: 100 }));
const use = (circumstances: Circumstances, purpose: Purpose = 'payment') =>
  guard.inner!(deed({ purpose, kind: 'confirm', body: null, circumstances }), post({ place: 'use' }));

describe('C41 payment confirmation', () => {
  test('a payment that the payer has not confirmed is not made', () => {
    expect(use({ spentMicros: 1 })).toBe('not-confirmed');
    expect(use({ spentMicros: 1, confirmed: false })).toBe('not-confirmed');
    expect(use({ spentMicros: 1, confirmed: true })).toBeUndefined();
  });

  test('no more is paid in an hour than the limit, confirmed or not', () => {
    expect(use({ spentMicros: 100, confirmed: true })).toBeUndefined();
    expect(use({ spentMicros: 101, confirmed: true })).toBe('over-limit');
    expect(use({ confirmed: true })).toBe('over-limit');
    expect(use({ spentMicros: Number.NaN, confirmed: true })).toBe('over-limit');
  });

  test('a keeper is told to ask the payer, and other uses are none of its business', () => {
    const [paying, counting] = (['payment', 'income'] as const).map((purpose) => {
      const duty = noDuty();
      guard.oblige!(purpose, duty, post({ place: 'use' }));
      return duty.confirm;
    });
    expect([paying, counting]).toEqual([true, false]);
    expect(use({}, 'settlement')).toBeUndefined();
  });
});
