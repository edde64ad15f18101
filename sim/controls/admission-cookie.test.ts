import { describe, expect, test } from 'vitest';
import { admissionCookie } from './admission-cookie.ts';
import { atWork, cast, post } from './testing/house.ts';

const knock = (cookie: number, expectedCookie: number) => {
  const at = post({ node: cast.door });
  const packet = { from: cast.ann, to: cast.door, source: 77, cookie, expectedCookie, halfOpen: 0, halfOpenLimit: 64 };
  return { verdict: atWork(admissionCookie).admit!(packet, at), charged: at.charged };
};

describe('C43 admission cookie', () => {
  test('who cannot receive at its address has no cookie and takes no place', () => {
    expect(knock(0, 1234).verdict).toBe('cookie-missing');
  });

  test('who echoes the cookie is admitted, at the price of one MAC', () => {
    expect(knock(1234, 1234)).toEqual({ verdict: undefined, charged: ['mac'] });
  });
});
