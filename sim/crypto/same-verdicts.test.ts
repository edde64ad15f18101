import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { opensslSuite } from './openssl/suite.ts';
import { symbolicSuite } from './symbolic/suite.ts';
import { programs, verdictsOf } from './testing/programs.ts';

test('both suites come to the same verdicts whatever is done in whatever order', () => {
  const openssl = opensslSuite();
  const symbolic = symbolicSuite();
  const real = openssl.root('authority', 0, seconds(15));
  const ideal = symbolic.root('authority', 0, seconds(15));
  const seen = new Map<string, number>();
  const agree = fc.property(programs, (program) => {
    const verdicts = verdictsOf(symbolic, ideal, program);
    expect(verdictsOf(openssl, real, program)).toEqual(verdicts);
    for (const verdict of verdicts) {
      const kind = verdict.replace(/^checkChain .*: /, 'checkChain ');
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
  });
  // The programs must reach every verdict, or agreement means nothing. A seed of its own: what is reached is no luck.
  fc.assert(agree, { numRuns: 400, seed: 4 });
  const faults = ['malformed', 'untrusted', 'expired', 'not-yet-valid', 'not-an-authority', 'bad-signature', 'holds'];
  const judged = ['verify', 'open', 'checkTag', 'equal', 'sameDigest', 'checkRequest'].flatMap((call) => [
    `${call} true`,
    `${call} false`,
  ]);
  for (const verdict of [...judged, ...faults.map((fault) => `checkChain ${fault}`)]) {
    expect(seen.get(verdict) ?? 0, verdict).toBeGreaterThan(0);
  }
  fc.assert(agree, { numRuns: 100 });
});
