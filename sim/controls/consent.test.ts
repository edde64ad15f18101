import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { consent } from './consent.ts';
import { atWork, deed, post } from './testing/house.ts';

const guard = atWork(consent);
const at = (now = 0) => post({ place: 'use', now });

describe('C27 consent', () => {
  test.each(['personal', 'biometric', 'child'] as const)(
    '%s data are used for what was agreed to, and nothing else',
    (dataClass) => {
      expect(guard.inner!(deed({ dataClass }), at())).toBeUndefined();
      expect(guard.inner!(deed({ dataClass, purpose: 'aggregate' }), at())).toBe('no-consent');
    },
  );

  test('consent withdrawn in mid-flow ends the next use', () => {
    expect(guard.inner!(deed({ dataClass: 'personal' }), at(seconds(999)))).toBeUndefined();
    expect(guard.inner!(deed({ dataClass: 'personal' }), at(seconds(1000)))).toBe('no-consent');
  });

  test('what the person has said since counts before what is on record, but gives no more than that', () => {
    const use = (consented: boolean, purpose: 'twin' | 'aggregate') =>
      guard.inner!(deed({ dataClass: 'personal', purpose, circumstances: { consented } }), at());
    expect(use(true, 'twin')).toBeUndefined();
    expect(use(false, 'twin')).toBe('no-consent');
    expect(use(true, 'aggregate')).toBe('no-consent');
  });

  test('data of no person need no consent', () => {
    expect(guard.inner!(deed({ purpose: 'aggregate' }), at())).toBeUndefined();
  });
});
