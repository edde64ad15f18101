import { describe, expect, it } from 'vitest';
import { logGamma, lowerGamma } from './gamma-function.ts';
import { normalCdf, normalDensity, normalQuantile } from './standard-normal.ts';

// Expected values by evaluation with sixty digits.
const within = (measured: number, expected: number, digits: number): void =>
  expect(Math.abs(measured - expected)).toBeLessThanOrEqual(Math.abs(expected) * 10 ** -digits);

describe('the standard normal', () => {
  it('has the right tail to thirteen digits, near and far', () => {
    within(normalCdf(-30), 4.906713927148187e-198, 13);
    within(normalCdf(-7), 1.279812543885835e-12, 13);
    within(normalCdf(-5), 2.866515718791939e-7, 13);
    within(normalCdf(-1), 0.15865525393145705, 13);
    within(normalCdf(2), 0.9772498680518208, 13);
    expect([normalCdf(0), normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0.5, 0, 1]);
    within(normalDensity(1), 0.24197072451914337, 15);
  });

  it('has the right quantiles to fifteen digits, near and far', () => {
    within(normalQuantile(1e-300), -37.0470962993612, 14);
    within(normalQuantile(1e-10), -6.361340902404056, 15);
    within(normalQuantile(0.07), -1.475791028179171, 15);
    within(normalQuantile(0.3), -0.5244005127080409, 15);
    within(normalQuantile(0.99), 2.326347874040841, 15);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('has a quantile function that undoes its cdf and never falls', () => {
    let last = -Infinity;
    for (let z = -8; z <= 5; z += 1 / 64) {
      const back = normalQuantile(normalCdf(z));
      expect(Math.abs(back - z)).toBeLessThan(1e-9);
      expect(back).toBeGreaterThan(last);
      last = back;
    }
  });
});

describe('the gamma function', () => {
  it('has the right logarithm', () => {
    within(logGamma(1e-5), 11.512919692895826, 13);
    within(logGamma(0.5), 0.5723649429247001, 13);
    within(logGamma(3.3), 0.9870985778947345, 13);
    within(logGamma(100), 359.1342053695754, 13);
    expect(Math.abs(logGamma(1)) + Math.abs(logGamma(2))).toBeLessThan(1e-14);
  });

  it('has the right incomplete integral, by series and by fraction', () => {
    within(lowerGamma(0.1, 0.01), 0.6626212599544798, 12);
    within(lowerGamma(0.5, 0.5), 0.6826894921370859, 12);
    within(lowerGamma(1, 1), 0.6321205588285577, 12);
    within(lowerGamma(2.5, 9), 0.9970535954121197, 12);
    within(lowerGamma(30, 20), 0.0218182175255574, 12);
    within(lowerGamma(1000, 1010), 0.6276789447370001, 11);
    expect([lowerGamma(2, 0), lowerGamma(2, Infinity)]).toEqual([0, 1]);
  });

  it('says so where the incomplete integral does not settle', () => {
    expect(() => lowerGamma(1e14, 1e14)).toThrow('no convergence');
  });
});
