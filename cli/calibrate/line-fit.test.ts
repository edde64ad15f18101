import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLine, steadyLine, timeAt, usualBytes } from './line-fit.ts';
import { fakeSizes } from '../testing/fake-machine.ts';

const dots = (fixedNs: number, perByteNs: number, changed: Readonly<Record<number, number>> = {}) =>
  fakeSizes.map((bytes, index) => ({ bytes, ns: (fixedNs + perByteNs * bytes) * (changed[index] ?? 1) }));

const near = (value: number, expected: number): void => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
};

describe('a line through what was measured', () => {
  test('is the one that it was made of, even when one of its sizes took many times as long', () => {
    const made = fc.tuple(
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
    );
    const slow = fc.nat(fakeSizes.length - 1);
    fc.assert(
      fc.property(made, slow, fc.double({ min: 2, max: 50, noNaN: true }), ([fixedNs, perByteNs], which, times) => {
        const line = steadyLine(dots(fixedNs, perByteNs, { [which]: times }));
        near(line.fixedNs, fixedNs);
        near(line.perByteNs, perByteNs);
      }),
    );
  });

  test('has no part below nothing', () => {
    const times = fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(times, (ns) => {
        const { fixedNs, perByteNs } = steadyLine(fakeSizes.map((bytes, index) => ({ bytes, ns: ns[index]! })));
        expect(fixedNs).toBeGreaterThanOrEqual(0);
        expect(perByteNs).toBeGreaterThanOrEqual(0);
        expect(fixedNs + perByteNs).toBeGreaterThan(0);
      }),
    );
  });

  test('where only one size was measured, is flat', () => {
    expect(steadyLine([{ bytes: 0, ns: 70 }])).toEqual({ fixedNs: 70, perByteNs: 0 });
  });
});

describe('a fit over rounds', () => {
  const rounds = 15;
  const measured = (slowed: (round: number, index: number) => number) =>
    fakeSizes.map((sizeBytes, index) => ({
      sizeBytes,
      callNs: Array.from({ length: rounds }, (_, round) => (1000 + 2 * sizeBytes) * slowed(round, index)),
    }));

  test('is not moved by a few slow rounds, and says that it is sure', () => {
    const fit = fitLine(
      'aead',
      measured((round) => (round % 4 === 3 ? 9 : 1)),
    );
    near(fit.fixedNs, 1000);
    near(fit.perByteNs, 2);
    near(fit.usualNs, 1000 + 2 * usualBytes);
    near(fit.usualCi95[1], fit.usualNs);
    expect(fit.misfit!.worst).toBeLessThan(1e-9);
  });

  test('has intervals about it that are wider where the rounds differ more, and equal where they are drawn again', () => {
    const width = (spread: number): number => {
      const fit = fitLine(
        'aead',
        measured((round) => 1 + (spread * ((round * 7) % rounds)) / rounds),
      );
      const [low, high] = fit.usualCi95;
      expect(low).toBeLessThanOrEqual(fit.usualNs);
      expect(high).toBeGreaterThanOrEqual(fit.usualNs);
      expect(fit.fixedCi95[0]).toBeLessThanOrEqual(fit.fixedNs);
      expect(fit.perByteCi95[1]).toBeGreaterThanOrEqual(fit.perByteNs);
      return high - low;
    };
    expect(width(0.5)).toBeGreaterThan(3 * width(0.1));
    expect(width(0.5)).toBe(width(0.5));
  });

  test('names the size that no line gets right, and by how much', () => {
    const { misfit, ...line } = fitLine(
      'hash',
      measured((_, index) => (fakeSizes[index] === 512 ? 1.5 : 1)),
    );
    expect(misfit).toEqual({ middle: expect.closeTo(0, 9), worst: expect.closeTo(1 / 3, 9), worstAtBytes: 512 });
    near(timeAt(line, 512), 2024);
  });
});
