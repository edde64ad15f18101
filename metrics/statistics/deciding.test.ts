import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg, holm } from './multiple-comparisons.ts';
import { knownDifference, pairedAmounts, pairedShares } from './paired-alike.ts';
import { pairedDifference } from './paired.ts';
import { signTest } from './sign-test.ts';

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

test('the p value of a paired difference is that of the paired t test', () => {
  // scipy.stats.ttest_rel.
  const found = pairedDifference([10, 20, 30, 25, 14], [11, 21.5, 30.5, 27, 13.9]);
  expect(found.pValue).toBeCloseTo(0.05619794257959355, 12);
  expect(pairedDifference([1], [2]).pValue).toBeNull();
  expect(pairedDifference([1, 2], [1, 2]).pValue).toBe(1);
  expect(pairedDifference([1, 2], [2, 3]).pValue).toBe(0);
});

test('two pairs that show the same are no certainty; one that is off by rounding shows the same', () => {
  expect(pairedAmounts([1, 2], [2, 3])).toMatchObject({ mean: 1, interval: null, pValue: expect.closeTo(0.5, 12) });
  expect(pairedAmounts([0.1, 0.2, 0.7], [0.2, 0.3, 0.8])).toMatchObject({
    interval: null,
    pValue: expect.closeTo(0.25, 12),
  });
  expect(pairedAmounts([1, 2], [1, 2])).toMatchObject({ interval: [0, 0], pValue: 1 });
  expect(pairedAmounts([1, 2, 3], [2, 3, 5])).toEqual(pairedDifference([1, 2, 3], [2, 3, 5]));
  const all = { hits: 4, trials: 4 };
  const [none, one] = [
    { hits: 0, trials: 4 },
    { hits: 1, trials: 4 },
  ];
  // Newcombe's of 0 of 4 less 4 of 4: Wilson's lower end of the latter is 4 / (4 + 1.96²).
  const upper = -1 + Math.SQRT2 * (1 - 4 / (4 + 1.959964 ** 2));
  expect(pairedShares([all], [none])).toMatchObject({ mean: -1, interval: [-1, expect.closeTo(upper, 6)] });
  expect(pairedShares([all, all], [none, one]).interval![1]).toBeGreaterThan(0);
  expect(pairedShares([], [])).toMatchObject({ n: 0, interval: null });
});

test('where one arm does not know a value, the other is left out of the pairs', () => {
  expect(knownDifference([1, null, 3, 5], [2, 9, null, 8])).toEqual(pairedDifference([1, 5], [2, 8]));
  expect(knownDifference([null, 1], [1])).toMatchObject({ n: 0, interval: null });
});

test('a paired difference is found at 5 % where its interval leaves 0 out, and nowhere else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 3 }),
      (pairs) => {
        const { pValue, interval } = pairedDifference(
          pairs.map(([one]) => one),
          pairs.map(([, other]) => other),
        );
        const [lower, upper] = interval!;
        if (Math.abs(pValue! - 0.05) > 1e-9) expect(pValue! < 0.05).toBe(lower > 0 || upper < 0);
      },
    ),
  );
});

test('pairs of outcomes are judged by the exact binomial law of those that differ', () => {
  const outcomes = (failed: number, mended: number, same: number): [number[], number[]] => [
    [...new Array<number>(failed).fill(1), ...new Array<number>(mended).fill(0), ...new Array<number>(same).fill(1)],
    [...new Array<number>(failed).fill(0), ...new Array<number>(mended).fill(1), ...new Array<number>(same).fill(1)],
  ];
  // scipy.stats.binomtest(3, 15) and (0, 30).
  expect(signTest(...outcomes(12, 3, 40))).toMatchObject({ more: 3, less: 12 });
  expect(signTest(...outcomes(12, 3, 40)).pValue).toBeCloseTo(0.03515625, 13);
  expect(signTest(...outcomes(0, 30, 0)).pValue / 1.862645149230957e-9).toBeCloseTo(1, 9);
  expect(signTest(...outcomes(4, 4, 0)).pValue).toBe(1);
  expect(signTest(...outcomes(0, 0, 9)).pValue).toBe(1);
  expect(() => signTest([1], [])).toThrow('got 1 and 0');
});

test('p values adjusted by Holm and by Benjamini and Hochberg are as in the worked example', () => {
  // R: p.adjust(c(0.01, 0.02, 0.03, 0.005, 0.5), 'holm') and 'BH'.
  const given = [0.01, 0.02, 0.03, 0.005, 0.5];
  const close = (found: readonly (number | null)[], expected: readonly number[]): void =>
    expected.forEach((p, place) => expect(found[place]).toBeCloseTo(p, 12));
  close(holm(given), [0.04, 0.06, 0.06, 0.025, 0.5]);
  close(benjaminiHochberg(given), [0.025, 0.1 / 3, 0.0375, 0.025, 0.5]);
});

test('Holm finds what its steps find: the smallest p values, each under its own share of the level', () => {
  fc.assert(
    fc.property(chances, (given) => {
      const ascending = given.toSorted((a, b) => a - b);
      const stop = ascending.findIndex((p, rank) => (ascending.length - rank) * p > 0.05);
      const found = holm(given).filter((p) => p! <= 0.05).length;
      expect(found).toBe(stop === -1 ? given.length : stop);
    }),
  );
});

test('Benjamini and Hochberg find up to the last p value under its share of the level', () => {
  fc.assert(
    fc.property(chances, (given) => {
      const ascending = given.toSorted((a, b) => a - b);
      const last = ascending.findLastIndex((p, rank) => (ascending.length / (rank + 1)) * p <= 0.05);
      expect(benjaminiHochberg(given).filter((p) => p! <= 0.05).length).toBe(last + 1);
    }),
  );
});

test('unknown p values stay unknown and are not counted; what is no p value is refused', () => {
  expect(holm([null, 0.02, null])).toEqual([null, 0.02, null]);
  expect(benjaminiHochberg([0.02, null])).toEqual([0.02, null]);
  expect(holm([])).toEqual([]);
  expect(() => holm([1.2])).toThrow('from 0 to 1, got 1.2');
});
