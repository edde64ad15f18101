import { expect, test } from 'vitest';
import { purposes } from '../../sim/framework/datum.ts';
import type { IdentityTruth } from '../../sim/framework/identity-truth.ts';
import type { FoundViolation } from '../../sim/framework/metric.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { Oracle } from '../oracle/oracle.ts';
import { fold, frame, judgingAttack, labelsOf, tell } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { joinedIdentities } from './joined-identities.ts';
import { linkability } from './linkability.ts';
import { reIdentification } from './re-identification.ts';

const identity = purposes.indexOf('identity');
const twin = purposes.indexOf('twin');

/** Nodes 0 to 3 are identities of things 0 and 1 at one platform, then at the other; the owner of thing 0 agrees until second 10. */
const identities: IdentityTruth = {
  things: 4,
  thingOf: (node) => [0, 1, 0, 1][node] ?? -1,
  mayJoin: (thing, nowNs) => thing === 0 && nowNs <= 12e9,
  withdrawnNs: (thing, nowNs) => (thing === 0 ? Math.max(0, nowNs - 10e9) : Infinity),
};
const run = frame(100, {
  identities,
  roleOf: (node) => (node > 5 ? 'entity-agent' : 'device'),
  partyOf: (node) => `platform ${node % 2}`,
});
const guess = (subject: number, peer: number, at: number, label = 0): ToldFact => ({
  kind: 'guessed',
  place: 'RP-X',
  node: 6,
  subject,
  peer,
  at,
  label,
});

test('a guess is right when both identities are of one thing, and counts only where that may not be known', () => {
  const facts = [guess(0, 2, 5), guess(0, 2, 13), guess(0, 3, 13), guess(1, 3, 5), guess(1, 9, 5)];
  expect(fold(linkability, run, facts)).toEqual({
    above: { value: 0.25, n: 4 },
    rate: { value: 0.5, n: 4, hits: 2 },
    chance: { value: 0.25, n: 4 },
  });
});

test('what would be guessed by now joins nothing: it is no guess of M41, breaks no privacy and reaches no goal', () => {
  const early: ToldFact = { ...guess(0, 2, 13, 1), outcome: 1 };
  expect(fold(linkability, run, [early, guess(0, 3, 14)]).rate).toEqual({ value: 0, n: 1, hits: 0 });
  const goal = {
    over: 'facts',
    needed: 1,
    reached: ({ kind }: { readonly kind: string }) => kind === 'guessed',
  } as const;
  const judgedOn = (facts: readonly ToldFact[]) => {
    const oracle = new Oracle(
      {
        attacks: [judgingAttack('A17', goal)],
        labels: labelsOf([{ attack: 'A17', start: 5, end: 20 }]),
        entitlements: { mayKnow: () => true, mayCommand: () => true, identities },
        nodes: 10,
      },
      () => undefined,
    );
    const index = new BlockIndex();
    tell(facts, { block: (block) => oracle.block(block, index.read(block)) });
    const { attempts, violations, judged } = oracle.judge({}, 100e9, { scenario: '', seed: 1, again: '' });
    return [attempts[0]!.success, violations.privacy, judged.privacy];
  };
  expect(judgedOn([early])).toEqual([false, 0, 0]);
  expect(judgedOn([early, { ...early, at: 14, outcome: 0 }])).toEqual([true, 1, 1]);
});

test('identities are joined the better the longer they were watched', () => {
  const after = (seconds: number, one: number, other: number, how: 0 | 1): ToldFact => ({
    ...guess(one, other, 20 + seconds),
    born: 20,
    outcome: how,
  });
  const facts = [
    // Too short, and about what may be known.
    after(9.9, 0, 2, 1),
    { ...guess(0, 2, 12), born: 1, outcome: 1 },
    after(10, 0, 3, 1),
    after(10, 1, 3, 1),
    after(19.9, 1, 2, 1),
    after(20, 1, 3, 1),
    after(40, 1, 3, 0),
    after(50, 0, 2, 0),
  ];
  expect(fold(reIdentification, run, facts)).toEqual({
    at10: { value: 1 / 3, n: 3, hits: 1 },
    at20: { value: 1, n: 1, hits: 1 },
    at40: { value: 1, n: 2, hits: 2 },
  });
  const unknown = { value: null, n: 0, hits: 0 };
  expect(fold(reIdentification, frame(100), facts)).toEqual({ at10: unknown, at20: unknown, at40: unknown });
});

test.each([
  ['where nobody guesses', run, []],
  ['where all guesses are about what may be known', run, [guess(0, 2, 5)]],
  ['where every thing has one identity', frame(100), [guess(0, 2, 13)]],
] as const)('linkability is unknown %s', (_where, within, facts) => {
  const unknown = { value: null, n: 0 };
  expect(fold(linkability, within, facts)).toEqual({ above: unknown, rate: unknown, chance: unknown });
});

const taken = (subject: number, value: number): ToldFact => ({
  kind: 'used',
  place: 'use',
  node: 6,
  peer: 4,
  subject,
  value,
  detail: identity,
  at: 5,
});
const moved = (subject: number, at: number, peer = 6, node = 7): ToldFact => ({
  kind: 'used',
  place: 'use',
  node,
  peer,
  subject,
  detail: twin,
  at,
});

test('an answer is wrong when its identities are of two things', () => {
  // What names no other identity puts none together.
  const facts = [taken(0, 2), taken(0, 3), taken(1, 3), taken(1, 8), taken(0, -1)];
  expect(fold(joinedIdentities, run, facts)['wrong']).toEqual({ value: 2, n: 4 });
});

test('what moves a twin from elsewhere is late by the time since its owner withdrew, the longest counts', () => {
  // A twin’s own platform moves it whenever it likes.
  const own = [moved(0, 90, 8, 6), moved(0, 95, 4)];
  expect(fold(joinedIdentities, run, [...own, moved(0, 4)])['after']).toEqual({ value: 0, n: 1 });
  expect(fold(joinedIdentities, run, [...own, moved(0, 17), moved(0, 14)])['after']).toEqual({ value: 7, n: 2 });
  // Who never agreed has withdrawn from the beginning on.
  expect(fold(joinedIdentities, run, [moved(1, 30)])['after']).toEqual({ value: 30, n: 1 });
  expect(fold(joinedIdentities, run, own)['after']).toEqual({ value: null, n: 0 });
  expect(fold(joinedIdentities, frame(100), [moved(0, 17)])['after']).toEqual({ value: null, n: 0 });
});

const violations = (facts: readonly ToldFact[], truth: IdentityTruth | undefined): readonly FoundViolation[] => {
  const found: FoundViolation[] = [];
  const rights = { mayKnow: () => true, mayCommand: () => true };
  const entitlements = truth === undefined ? rights : { ...rights, identities: truth };
  const oracle = new Oracle({ attacks: [], labels: labelsOf([]), entitlements, nodes: 10 }, (one) => {
    found.push({ ...one });
  });
  const index = new BlockIndex();
  tell(facts, { block: (block) => oracle.block(block, index.read(block)) });
  return found;
};

test('a right guess about what may not be known breaks privacy, a wrong one and one that may be known do not', () => {
  const facts = [guess(0, 2, 5), guess(0, 3, 13), guess(0, 2, 13)];
  expect(violations(facts, identities)).toMatchObject([{ property: 'privacy', node: 6, subject: 0, atNs: 13e9 }]);
  expect(violations(facts, undefined)).toEqual([]);
});
