import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enoughOf } from './enough.ts';

test('of what is enough nothing can be missed, and what comes first in line is rather kept', async () => {
  const enough = async (some: readonly string[]) => some.includes('c') && (some.includes('a') || some.includes('e'));
  expect(await enoughOf(['a', 'b', 'c', 'd', 'e'], enough)).toEqual(['a', 'c']);
  expect(await enoughOf(['e', 'd', 'c', 'b', 'a'], enough)).toEqual(['e', 'c']);
});

test('nothing at all may be enough', async () => {
  expect(await enoughOf(['a', 'b'], async () => true)).toEqual([]);
});

/** What taking out one after the other from the back leaves. */
const leftByOne = (all: readonly number[], enough: (some: readonly number[]) => boolean): readonly number[] =>
  all.toReversed().reduce<readonly number[]>((kept, one) => {
    const rest = kept.filter((other) => other !== one);
    return enough(rest) ? rest : kept;
  }, all);

test('where more is never less, it finds what taking out one by one leaves', async () => {
  const ways = fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(ways, async (needed) => {
      const all = Array.from({ length: 12 }, (_, number) => number);
      const enough = (some: readonly number[]): boolean => needed.some((way) => way.every((one) => some.includes(one)));
      expect(await enoughOf(all, async (some) => enough(some))).toEqual(leftByOne(all, enough));
    }),
    { numRuns: 200, seed: 1 },
  );
});
