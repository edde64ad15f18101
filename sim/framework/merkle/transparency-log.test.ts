import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opensslSuite } from '../../crypto/openssl/suite.ts';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import type { Suite } from '../crypto.ts';
import {
  appendEntry,
  entryHolds,
  judgeHead,
  proveConsistency,
  proveInclusion,
  signHead,
  transparencyLog,
} from './transparency-log.ts';
import type { HeadFault, TransparencyLog, TreeHead } from './transparency-log.ts';

const suites = [symbolicSuite(), opensslSuite()];
const identity = (number: number) => ({ identity: `thing-${number}`, issuedNs: number });
const filled = (suite: Suite, size: number, name = 'identities of house A'): TransparencyLog => {
  const log = transparencyLog(name);
  for (let number = 0; number < size; number += 1) appendEntry(suite, log, identity(number));
  return log;
};

describe.each(suites.map((suite) => ({ name: suite.name, suite })))('under the $name suite', ({ suite }) => {
  const pair = suite.keyPair();
  const trust = { name: 'identities of house A', key: pair.publicKey };
  const head = (log: TransparencyLog, nowNs: number): TreeHead => signHead(suite, log, pair.privateKey, nowNs);
  const judge = (last: TreeHead | undefined, next: TreeHead, proof: unknown = []): HeadFault | undefined =>
    judgeHead(suite, trust, last, { head: next, proof: proof as never });

  test('a relying party follows a log from its first head on', () => {
    const log = transparencyLog('identities of house A');
    let last: TreeHead | undefined;
    for (let round = 0; round < 20; round += 1) {
      for (let number = 0; number < round; number += 1) appendEntry(suite, log, identity(100 * round + number));
      const next = head(log, round);
      const proof = proveConsistency(suite, log, last?.size ?? 0, next.size);
      expect(judge(last, next, proof)).toBeUndefined();
      last = next;
    }
    expect(last?.size).toBe(190);
  });

  test('an entry is shown to be in the log, at its place and at no other', () => {
    const log = filled(suite, 12);
    const now = head(log, 1);
    const proof = proveInclusion(suite, log, 5, now.size)!;
    expect(entryHolds(suite, now, { entry: { issuedNs: 5, identity: 'thing-5' }, index: 5, proof })).toBe(true);
    expect(entryHolds(suite, now, { entry: identity(6), index: 5, proof })).toBe(false);
    expect(entryHolds(suite, now, { entry: identity(5), index: 4, proof })).toBe(false);
    expect(entryHolds(suite, now, { entry: identity(5), index: 5, proof: proof.slice(1) })).toBe(false);
    expect(entryHolds(suite, head(filled(suite, 13), 1), { entry: identity(5), index: 5, proof })).toBe(false);
    expect(proveInclusion(suite, log, 12, 12)).toBeUndefined();
  });

  test('a smaller head is refused, and so is one from an earlier moment', () => {
    const log = filled(suite, 9);
    const last = head(log, 100);
    expect(judge(last, head(filled(suite, 8), 200))).toBe('smaller');
    expect(judge(last, head(log, 99))).toBe('earlier');
    expect(judge(last, head(log, 100))).toBeUndefined();
    expect(judge(last, head(log, 200))).toBeUndefined();
    expect(judge(last, head(transparencyLog(log.name), 200))).toBe('smaller');
  });

  test('a log that takes an identity back or shows another past is found out', () => {
    const last = head(filled(suite, 9), 100);
    const other = transparencyLog('identities of house A');
    for (let number = 0; number < 14; number += 1) appendEntry(suite, other, identity(number === 3 ? 333 : number));
    const next = head(other, 200);
    expect(judge(last, next, proveConsistency(suite, other, 9, 14))).toBe('inconsistent');
    expect(judge(last, next, proveConsistency(suite, filled(suite, 14), 9, 14))).toBe('inconsistent');
    expect(judge(last, next)).toBe('inconsistent');
    // A party that first hears of the log has no way to know; another's last head tells.
    expect(judge(undefined, next)).toBeUndefined();
    const split = transparencyLog('identities of house A');
    for (let number = 0; number < 9; number += 1) appendEntry(suite, split, identity(number + 1));
    expect(judge(last, head(split, 100))).toBe('inconsistent');
  });

  test('only the holder of the key speaks for the log, for that log and in that content', () => {
    const log = filled(suite, 4);
    const good = head(log, 1);
    expect(judge(undefined, good)).toBeUndefined();
    const strangers: TreeHead[] = [
      signHead(suite, log, suite.keyPair().privateKey, 1),
      head(filled(suite, 4, 'identities of house B'), 1),
      { ...good, size: 3 },
      { ...good, size: 5 },
      { ...good, atNs: 2 },
      { ...good, root: suite.flip(good.root, 'body', 7) },
      { ...good, root: head(filled(suite, 5), 1).root },
      { ...good, signature: suite.flip(good.signature, 'signature', 7) },
      { ...good, signature: suite.sign(pair.privateKey, [log.name, good.size, good.root, good.atNs]) },
      { ...good, signature: {} as never },
    ];
    for (const stranger of strangers) expect(judge(undefined, stranger)).toBe('bad-signature');
  });

  test('a head that is none is refused without an error', () => {
    const good = head(filled(suite, 4), 1);
    for (const size of [-1, 0.5, Number.NaN, Infinity, '4', null, undefined]) {
      expect(judge(undefined, { ...good, size: size as never })).toBe('malformed');
    }
    for (const atNs of [Number.NaN, Infinity, '1', null, undefined]) {
      expect(judge(undefined, { ...good, atNs: atNs as never })).toBe('malformed');
    }
    for (const root of [undefined, null, {}, 'x', good.signature]) {
      expect(judge(undefined, { ...good, root: root as never })).toBe('malformed');
    }
    for (const proof of [null, {}, 'proof', [{}], [good.root]]) {
      expect(judge(good, good, proof)).toBe('inconsistent');
    }
  });
});

test('both suites judge any sequence of honest and dishonest heads alike', () => {
  const step = fc.record({
    log: fc.nat(2),
    grow: fc.nat(5),
    of: fc.nat(2),
    atNs: fc.nat(9),
    cut: fc.nat(3),
    changed: fc.constantFrom('none', 'root', 'size', 'proof', 'signature'),
  });
  const steps = fc.array(step, { minLength: 3, maxLength: 20 });
  const seen = new Set<string>();
  const verdicts = (suite: Suite, program: ReturnType<typeof step.generate>['value'][]): string[] => {
    const pair = suite.keyPair();
    const trust = { name: 'identities of house A', key: pair.publicKey };
    // One log, its twin that is truthful too, and one that differs from its third entry on.
    const logs = [filled(suite, 2), filled(suite, 2), filled(suite, 2)];
    let last: TreeHead | undefined;
    return program.map(({ log, grow, of, atNs, cut, changed }, round) => {
      const chosen = logs[log]!;
      for (let number = 0; number < grow; number += 1) {
        const next = chosen.tree.levels[0]!.length;
        appendEntry(suite, chosen, identity(log === 2 ? -next : next));
      }
      let head = signHead(suite, chosen, pair.privateKey, round * 5 + atNs);
      let proof = proveConsistency(suite, logs[of]!, last?.size ?? 0, head.size) ?? [];
      if (changed === 'root') head = { ...head, root: suite.flip(head.root, 'body', round) };
      if (changed === 'size') head = { ...head, size: head.size + 1 };
      if (changed === 'signature') head = { ...head, signature: suite.flip(head.signature, 'signature', round) };
      if (changed === 'proof') proof = proof.slice(cut);
      const fault = judgeHead(suite, trust, last, { head, proof });
      if (fault === undefined) last = head;
      seen.add(fault ?? 'accepted');
      return fault ?? 'accepted';
    });
  };
  const [symbolic, openssl] = suites as [Suite, Suite];
  const agree = fc.property(steps, (program) => {
    expect(verdicts(openssl, program)).toEqual(verdicts(symbolic, program));
  });
  fc.assert(agree, { numRuns: 50 });
  seen.clear();
  // Agreement means nothing unless every verdict was reached; a seed of its own, so that it is no luck.
  fc.assert(agree, { numRuns: 150, seed: 4 });
  expect([...seen].sort()).toEqual(['accepted', 'bad-signature', 'earlier', 'inconsistent', 'smaller']);
});
