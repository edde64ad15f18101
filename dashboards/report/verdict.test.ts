import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingOf } from '../../metrics/results/reading.ts';
import type { ArmSummary, AttackOutcome } from '../../metrics/results/summary.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { words, withArms } from '../testing/pages.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { fateOf, type Fate } from './arms.ts';
import { verdictLine } from './header.ts';

const [none, , framework] = sampleRun.arms as readonly [ArmSummary, ArmSummary, ArmSummary];

describe('what became of an attack, in words', () => {
  test('the verdict tells what got in under which profile, and how rarely', () => {
    expect(verdictLine(sampleRun).replaceAll('\u202f', ' ')).toBe(
      'Under none, all 8 attacks get in; under transport, of 8 attacks, 6 get in and 2 rarely succeed; ' +
        'under framework, of 8 attacks, 3 rarely succeed and 5 stay without success (rates up to 2.7 % fit, 95 %).',
    );
    expect(
      verdictLine(withArms([{ ...framework, attacks: framework.attacks.filter((attack) => attack.successes === 0) }])),
    ).toBe('Under framework, all 5 attacks are kept out.');
    expect(verdictLine(withArms([]))).toBe('Nothing was run.');
  });

  /** One attack of so many successes in so many attempts, with its interval by Wilson. */
  const tried = (successes: number, attempts: number): AttackOutcome => ({
    ...none.attacks[0]!,
    successes,
    attempts,
    ci95: wilsonInterval(successes, attempts),
  });

  test('a fate is judged by the interval, not by the rate alone', () => {
    const fates = (cases: readonly (readonly [number, number])[]): readonly Fate[] =>
      cases.map(([successes, attempts]) => fateOf(tried(successes, attempts)));
    expect(
      fates([
        [3, 4],
        [4, 400],
        [0, 4],
        [0, 320],
      ]),
    ).toEqual(['sometimes', 'rarely', 'no success', 'kept out']);
    // All of three begin at 44 %: no interval that says more often than not, and no "sometimes" either.
    expect(
      fates([
        [1, 1],
        [3, 3],
        [4, 4],
        [320, 320],
      ]),
    ).toEqual(['each time', 'each time', 'gets in', 'gets in']);
    expect([fateOf(tried(0, 0)), fateOf(undefined)]).toEqual(['unknown', 'unknown']);
  });

  test('no word contradicts the number beside it, for any successes of any attempts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (attempts, some) => {
        const successes = Math.min(attempts, some);
        const rate = successes / attempts;
        const [lower, upper] = wilsonInterval(successes, attempts)!;
        const holds: Readonly<Record<Fate, boolean>> = {
          'gets in': lower >= 0.5,
          'each time': rate === 1,
          sometimes: rate > 0 && rate < 1 && upper > 0.05,
          rarely: rate > 0 && upper <= 0.05,
          'no success': rate === 0,
          'kept out': rate === 0 && upper <= 0.05,
          unknown: false,
        };
        const outcome = tried(successes, attempts);
        expect(holds[fateOf(outcome)], `${successes} of ${attempts}`).toBe(true);
        const verdict = verdictLine(withArms([{ ...none, attacks: [outcome] }])).replaceAll('\u202f', ' ');
        if (/sometimes|rarely/.test(verdict)) expect(rate).toBeLessThan(1);
        if (verdict.endsWith('kept out.')) expect(upper).toBeLessThanOrEqual(0.05);
        if (/no success/.test(verdict)) expect(rate).toBe(0);
      }),
    );
  });

  test('the verdict of few attempts says that they were few, and what rates would fit', () => {
    const verdict = (...attacks: readonly AttackOutcome[]): string =>
      verdictLine(withArms([{ ...none, attacks: attacks.map((attack, index) => ({ ...attack, id: `A${index}` })) }]))
        .replaceAll('\u202f', ' ')
        .replace('Under none, ', '');
    expect(verdict(tried(3, 3))).toBe('the attack succeeded in each of its few attempts.');
    expect(verdict(tried(3, 3), tried(2, 2))).toBe('all 2 attacks succeeded in each of their few attempts.');
    expect(verdict(tried(3, 3), tried(9, 9), tried(2, 3))).toBe(
      'of 3 attacks, 1 gets in, 1 succeeded in each of its few attempts and 1 sometimes succeeds.',
    );
    expect(verdict(tried(0, 3))).toBe(
      'the attack had no success, in too few attempts to call it kept out (rates up to 56.1 % fit, 95 %).',
    );
    expect(verdict(tried(0, 3), tried(0, 10))).toBe(
      'no attack succeeded, in too few attempts to call any of them kept out (rates up to 56.1 % fit, 95 %).',
    );
    expect(verdict(tried(0, 3), tried(0, 320))).toBe(
      'no attack succeeded, in too few attempts to call 1 of 2 kept out (rates up to 56.1 % fit, 95 %).',
    );
  });

  test('a cell tells of success once, and a card is green only where every attack is kept out', () => {
    const page = (attack: AttackOutcome): string => words(withArms([{ ...none, attacks: [attack] }]));
    const cellOf = (text: string): string => /<td class="outcome[^]*?<\/td>/.exec(text)![0];
    expect(cellOf(page(tried(0, 3))).match(/no success/g)).toHaveLength(1);
    expect(cellOf(page(tried(3, 3)))).toMatch(/each time<\/span>[^]*100\u202f%[^]*first after/);
    expect(page(tried(0, 3))).toContain('<li class="card">');
    expect(page(tried(0, 320))).toContain('<li class="card good">');
    expect(page(tried(3, 3))).toContain('<li class="card bad">');
  });

  test('few attempts of many attacks under many profiles are one warning', () => {
    const few = sampleRun.arms.map((arm, index) => {
      const attacks = arm.attacks.map((attack) => ({ ...attack, attempts: 3 + index, successes: 0, unfinished: 1 }));
      return { ...arm, attacks, warnings: ['the recording ends', ...readingOf(attacks)] };
    });
    const list = /<ul class="warning-list">[^]*?<\/ul>/.exec(words(withArms(few)))![0];
    expect(list.match(/<li>[^<]*/g)).toEqual([
      '<li>the recording ends ',
      '<li>fewer than 30 attempts: read the interval, not the rate, of A01, A07, A09, A18, A20, A24, A31, A33',
      '<li>24 attempts of A01, A07, A09, A18, A20, A24, A31, A33 still ran at the end and were not judged',
    ]);
  });
});
