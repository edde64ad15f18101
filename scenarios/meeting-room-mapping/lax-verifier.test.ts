import { expect, test } from 'vitest';
import { certificateCheckBypass } from '../../attacks/certificate-check-bypass.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { factKinds } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { refusals } from '../../sim/framework/verdict.ts';
import { planOf, play } from '../testing/play.ts';

/** What became of each opening of an attacker's, in order: `opened`, or why it was refused. */
class Openings implements FactObserver {
  readonly ends: string[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const kind = factKinds[facts.kind[row]!];
      if (facts.label[row] === 0 || (kind !== 'opened' && kind !== 'not-opened')) continue;
      this.ends.push(kind === 'opened' ? kind : refusals[facts.outcome[row]!]!);
    }
  }
}

/** A copy that is minutes old, of a camera that is revoked, and known to be, before the first attempt. */
const set = {
  rooms: 1,
  persons: 2,
  guests: 1,
  durationSeconds: 50,
  copyAgeHours: 0.1,
  revokeAtSeconds: 1,
  statusSeconds: 2,
};

/** What became of a forged, a foreign and a revoked certificate, and how often an attempt moved the twin. */
function tried(leftOut: string, without: readonly ControlId[], suite: 'symbolic' | 'openssl' = 'symbolic') {
  const openings = new Openings();
  const profile = { name: 'framework', without } as const;
  const plan = { profile, attacks: [certificateCheckBypass], suite, observers: [openings], intensity: 3 };
  const { attempts, successes } = play(planOf(plan, { ...set, leftOut })).observed.attacks[0]!;
  expect(attempts).toBeGreaterThan(3);
  const ends = [0, 1, 2].map((check) => [...new Set(openings.ends.filter((_, place) => place % 3 === check))].join());
  return { ends, rate: successes / attempts };
}

const [forged, foreign, revoked] = ['untrusted-chain', 'wrong-peer', 'revoked-credential'];

test.each([
  ['nothing', [forged, foreign, revoked], 0],
  ['chain', ['opened', foreign, revoked], 1],
  ['name', [forged, 'opened', revoked], 1],
  ['status', [forged, foreign, 'opened'], 1],
  ['all', ['opened', 'opened', 'opened'], 1],
] as const)(
  'software that leaves out %s lets in what that check would have stopped, and nothing else',
  (leftOut, ends, rate) => {
    expect(tried(leftOut, ['C16'])).toEqual({ ends, rate });
  },
);

test('what is let in by chain or name moves no twin where things seal what they say; a revoked copy, whose seal is good, does', () => {
  expect(['nothing', 'chain', 'name', 'status'].map((leftOut) => tried(leftOut, []).rate)).toEqual([0, 0, 0, 1]);
});

test('bytes are left unchecked as terms are', () => {
  expect(tried('all', [], 'openssl')).toEqual(tried('all', []));
});
