import { describe, expect, test } from 'vitest';
import { opensslSuite } from '../crypto/openssl/suite.ts';
import { symbolicSuite } from '../crypto/symbolic/suite.ts';
import type { Content, Tag } from '../framework/crypto.ts';
import { admissionCookie } from './admission-cookie.ts';
import { atWork, cast, post } from './testing/house.ts';

describe.each([symbolicSuite(), opensslSuite()])('C43 admission cookie, $name', (suite) => {
  const cookieSecret = suite.secret();
  const bound = (source: number): Content => ['cookie', source];
  const knock = (source: number, cookie: Tag | null) => {
    const at = { ...post({ node: cast.door, keys: { cookieSecret } }), suite };
    const from = { from: source, source, cookieContent: bound(source) };
    const verdict = atWork(admissionCookie).admit!(
      { ...from, to: cast.door, cookie, halfOpen: 0, halfOpenLimit: 64 },
      at,
    );
    return { verdict, charged: at.charged };
  };

  test('who cannot receive at its address has no cookie and takes no place', () => {
    expect(knock(77, null)).toEqual({ verdict: 'cookie-missing', charged: ['mac'] });
  });

  test('who echoes the cookie is admitted, at the price of one MAC', () => {
    expect(knock(77, suite.tag(cookieSecret, bound(77)))).toEqual({ verdict: undefined, charged: ['mac'] });
  });

  test('a cookie of another address, another door or another bit is none', () => {
    const own = suite.tag(cookieSecret, bound(77));
    for (const cookie of [
      suite.tag(cookieSecret, bound(78)),
      suite.tag(suite.secret(), bound(77)),
      suite.flip(own, 'tag', 5),
    ])
      expect(knock(77, cookie).verdict).toBe('cookie-missing');
  });
});
