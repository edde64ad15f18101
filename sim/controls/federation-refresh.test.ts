import { expect, test } from 'vitest';
import { bundleContent } from '../framework/trust-bundle.ts';
import { symbolicSuite } from '../crypto/symbolic/suite.ts';
import { federationRefresh } from './federation-refresh.ts';
import { atWork, noDuty, post, report } from './testing/house.ts';

const suite = symbolicSuite();
const [known, foreign] = ['root', 'root'].map((name) => suite.root(name, 0, 4e18));
const guard = atWork(federationRefresh);
const verdict = (given: { sequence?: number; issuer?: string; by?: typeof known; altered?: boolean }) => {
  const { sequence = 2, issuer = 'root', by = known, altered = false } = given;
  const bundle = { issuer, sequence, hintNs: 1e9, roots: [known!.credential] };
  const signature = suite.sign(by!.pair.privateKey, bundleContent(bundle));
  const roots = altered ? [...bundle.roots, foreign!.credential] : bundle.roots;
  const message = report(21, { kind: 'trustBundle', body: { bundle: { ...bundle, roots, signature } } } as never);
  const trust = { roots: [known!.credential], sequenceOf: () => 2 };
  return guard.verify!(message, post({ place: 'RP-D', trust, suite } as never));
};

test('a bundle counts when a known root has signed all of it, under no older number, for an issuer that is accepted', () => {
  expect(verdict({})).toBeUndefined();
  expect(verdict({ sequence: 3 })).toBeUndefined();
  expect(verdict({ sequence: 1 })).toBe('stale');
  expect(verdict({ altered: true })).toBe('untrusted-chain');
  expect(verdict({ by: foreign! })).toBe('untrusted-chain');
  expect(verdict({ issuer: 'stranger' })).toBe('untrusted-issuer');
  expect(guard.verify!(report(), post())).toBeUndefined();
});

test('it asks for a period of one’s own, for identities only', () => {
  const [own, other] = [noDuty(), noDuty()];
  guard.oblige!('identity', own, post({ place: 'issue' }));
  guard.oblige!('audit', other, post({ place: 'issue' }));
  expect([own.ownPeriod, other.ownPeriod]).toEqual([true, false]);
});
