import { describe, expect, test } from 'vitest';
import type { Guard } from '../framework/control.ts';
import { stakeOver } from '../framework/stake.ts';
import { seconds } from '../framework/time.ts';
import { sybilCost } from './sybil-cost.ts';
import { cast, ground, household, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const bits = 12;
const guarding = (): Guard => sybilCost.stand({ ...ground(), household: { ...household, joinBits: bits } });
const enter = (given: Partial<ReturnType<typeof message>> = {}, person: number = cast.ann) =>
  message('enter', { person }, { from: cast.ann, to: cast.door, subject: cast.ann, ...given });
const ann = (given: Parameters<typeof post>[0] = {}) =>
  post({ place: 'RP-A', node: cast.ann, peer: cast.door, session: 4, ...given });
const door = (given: Parameters<typeof post>[0] = {}) =>
  post({ place: 'RP-A', node: cast.door, peer: cast.ann, session: 5, ...given });

describe('C08 Sybil cost', () => {
  test('who has done the work comes in, and pays for it once in a minute', () => {
    const guard = guarding();
    const comer = ann();
    for (const now of [0, seconds(59)]) {
      const said = enter();
      comer.now = now;
      guard.protect!(said, comer);
      expect(guard.verify!(said, door({ now: now + seconds(1) }))).toBeUndefined();
    }
    expect([comer.proofs, comer.extended]).toEqual([1, 24]);
    comer.now = seconds(60);
    guard.protect!(enter(), comer);
    expect(comer.proofs).toBe(2);
    guard.forget!(cast.ann);
    guard.protect!(enter(), comer);
    expect(comer.proofs).toBe(3);
  });

  test('who has found no proof does not come in', () => {
    const guard = guarding();
    const said = enter();
    guard.protect!(said, ann({ prove: () => null }));
    expect(said.marks[0]).toBeUndefined();
    const at = door();
    expect(guard.verify!(said, at)).toBe('no-stake');
    expect(at.charged).toEqual([]);
  });

  const proofOf = (comer: number, at: number, period: number, of = bits) => ({
    period,
    proof: terms.prove(stakeOver(comer, at, period), of),
  });
  test.each([
    ['somebody else', proofOf(cast.ben, cast.door, 0), 'no-stake'],
    ['another door', proofOf(cast.ann, cast.twin, 0), 'no-stake'],
    ['another minute than it says', { ...proofOf(cast.ann, cast.door, 1), period: 0 }, 'no-stake'],
    ['less work than is asked for', proofOf(cast.ann, cast.door, 0, bits - 1), 'no-stake'],
    ['more work', proofOf(cast.ann, cast.door, 0, bits + 1), undefined],
  ])('a proof over %s: %#', (_what, mark, verdict) => {
    expect(guarding().verify!(enter({ marks: [mark] }), door())).toBe(verdict);
  });

  test('a proof serves for its minute and the next, and from a clock that is a little ahead', () => {
    const guard = guarding();
    const at = (nowSeconds: number) =>
      guard.verify!(enter({ marks: [proofOf(cast.ann, cast.door, 1)] }), door({ now: seconds(nowSeconds) }));
    expect([54, 55, 119, 179, 180].map(at)).toEqual(['no-stake', undefined, undefined, undefined, 'no-stake']);
  });

  test('an address that claims to be somebody shares nothing of what that one has found', () => {
    const guard = guarding();
    guard.protect!(enter(), ann());
    const claimed = enter();
    guard.protect!(claimed, ann({ session: 6, prove: () => null }));
    expect(guard.verify!(claimed, door({ session: 7 }))).toBe('no-stake');
  });

  test('what stands in the place of a proof and is none is malformed', () => {
    for (const mark of [7, 'x', {}, [], { period: 0 }, { period: 0.5, proof: {} }, { period: 0, proof: null }])
      expect(guarding().verify!(enter({ marks: [mark] }), door())).toBe('malformed');
    expect(guarding().verify!(enter({ body: null }), door())).toBe('malformed');
  });

  test('where the house asks for nothing, and of what is no entering, nothing is asked', () => {
    expect(sybilCost.stand(ground())).toEqual({});
    const said = message('view', { room: 1, person: cast.ann }, { from: cast.ann, to: cast.door });
    const comer = ann();
    guarding().protect!(said, comer);
    expect([comer.proofs, guarding().verify!(said, door())]).toEqual([0, undefined]);
  });
});
