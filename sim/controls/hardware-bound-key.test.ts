import { describe, expect, test } from 'vitest';
import type { Offer } from '../framework/control.ts';
import { hardwareBoundKey } from './hardware-bound-key.ts';
import { cast, ground, household, identity, opening, post } from './testing/house.ts';
import { showProof } from './proofs.ts';

const guard = hardwareBoundKey.stand({
  ...ground(),
  household: { ...household, hasSecureElement: (node) => node === cast.lamp },
});
const nothingShown = (): Offer => ({ credential: null, proof: null, ephemeral: null, status: null, wantsProof: false });

describe('C02 hardware-bound key', () => {
  test('the key of a device with a secure element is kept in it, and that of no other', () => {
    expect(guard.keepsKey!(post({ place: 'issue', node: cast.lamp }))).toBe(true);
    expect(guard.keepsKey!(post({ place: 'issue', node: cast.sensor }))).toBe(false);
  });

  test('a proof that the element makes is paid for once, and one that is not made is not', () => {
    const proving = (node: number, prove: boolean) => {
      const at = post({ node, keys: identity('lamp') });
      const offer = nothingShown();
      if (prove) showProof(offer, at, opening('initiator', 'building'));
      guard.present!(offer, at, opening('initiator', 'building'));
      return at.charged;
    };
    expect(proving(cast.lamp, true)).toEqual(['sign', 'element']);
    expect(proving(cast.lamp, false)).toEqual([]);
    expect(proving(cast.sensor, true)).toEqual(['sign']);
  });

  test('where no device has a secure element it does nothing', () => {
    expect(hardwareBoundKey.stand(ground())).toEqual({});
  });
});
