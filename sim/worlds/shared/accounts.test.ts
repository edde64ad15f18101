import { expect, test } from 'vitest';
import { opensslSuite } from '../../crypto/openssl/suite.ts';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import type { Cast } from '../../framework/scenario.ts';
import { Accounts } from './accounts.ts';
import type { Nodes } from './nodes.ts';

const [ann, ben] = [7, 8];
const accounts = [
  { party: 'aurora', person: ann, secret: 'c0ffee' },
  { party: 'aurora', person: ben, secret: 'c0ffee' },
  { party: 'borealis', person: ann, secret: 'decade' },
];
/** Node 0 is aurora's, node 1 borealis'. */
const nodes = { placed: (node: number) => ({ party: ['aurora', 'borealis'][node] }) } as unknown as Nodes;

test.each([symbolicSuite(), opensslSuite()])(
  'a platform knows the secrets of its own accounts only, and keeps none of them ($name)',
  (suite) => {
    const held = new Accounts(suite, { accounts } as unknown as Cast, nodes);
    expect(held.admit(0, ann, 'c0ffee')).toBe(true);
    expect(held.admit(0, ben, 'c0ffee')).toBe(true);
    expect(held.admit(1, ann, 'decade')).toBe(true);
    expect(held.admit(1, ann, 'c0ffee')).toBe(false);
    expect(held.admit(1, ben, 'c0ffee')).toBe(false);
    expect(held.admit(0, ann, '')).toBe(false);
    const kept = [...(held as unknown as { hashes: Map<string, string> }).hashes.values()];
    expect(new Set(kept).size).toBe(accounts.length);
    expect(kept.some((hash) => accounts.some(({ secret }) => hash.includes(secret)))).toBe(false);
  },
);
