import { describe, expect, test } from 'vitest';
import type { Noise } from '../framework/noise.ts';
import type { Job } from '../framework/task.ts';
import { differentialPrivacy } from './differential-privacy.ts';
import { cast, ground, household, message, post } from './testing/house.ts';

const job: Job = { task: 'rendering', part: 3, values: [7, 0.5, null] };
const count: Noise = { input: 'avatars', form: 'count', sensitivity: 1, epsilon: 0.5 };
const guardIn = (noise: Noise | undefined) =>
  differentialPrivacy.stand({ ...ground(), household: { ...household, noiseFor: () => noise } });
const leaving = () => post({ place: 'RP-M', node: cast.dpm, peer: cast.connector });
/** Numbers from a generator of our own: uniform enough for frequencies. */
const numbers = (n: number): number[] => {
  let state = 1;
  return Array.from({ length: n }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0));
};

describe('C19 differential privacy', () => {
  test('of a job that leaves for outside work, the declared input alone gets noise, and the release is told', () => {
    const at = leaving();
    at.draws.push(2 ** 31, 2 ** 30);
    const sent = message('job', job);
    guardIn(count).protect!(sent, at);
    // Half and a quarter, by inversion at a ratio of e^-0.5: one failure and two.
    expect((sent.body as Job).values).toEqual([6, 0.5, null]);
    expect(job.values[0]).toBe(7);
    expect(at.released).toEqual([{ subject: sent.subject, epsilon: 0.5 }]);
  });

  test('two counts that differ by one person are told alike: no outcome is more than e^epsilon as likely from one', () => {
    const outcomes = (avatars: number): Map<number, number> => {
      const at = leaving();
      const seen = new Map<number, number>();
      const guard = guardIn(count);
      at.draws.push(...numbers(120_000));
      for (let turn = 0; turn < 60_000; turn++) {
        const sent = message('job', { ...job, values: [avatars, 0.5, null] });
        guard.protect!(sent, at);
        const told = (sent.body as Job).values[0]!;
        seen.set(told, (seen.get(told) ?? 0) + 1);
      }
      return seen;
    };
    const [seven, eight] = [outcomes(7), outcomes(8)];
    const often = [...seven].filter(([told, times]) => times > 2000 && (eight.get(told) ?? 0) > 2000);
    expect(often.length).toBeGreaterThan(4);
    for (const [told, times] of often) {
      const ratio = times / eight.get(told)!;
      expect(Math.max(ratio, 1 / ratio), String(told)).toBeLessThan(Math.exp(0.5) * 1.08);
    }
    expect(Math.min(...seven.keys())).toBe(0);
  });

  test('nothing is touched where the house declares no noise, where the input is unknown, or elsewhere than on the way out', () => {
    for (const [noise, values, role] of [
      [undefined, [7, 0.5, null], 'secure-dpm'],
      [count, [null, 0.5, null], 'secure-dpm'],
      [count, [7, 0.5, null], 'secure-connector'],
    ] as const) {
      const at = { ...leaving(), role } as ReturnType<typeof leaving>;
      const sent = message('job', { ...job, values });
      guardIn(noise).protect!(sent, at);
      expect((sent.body as Job).values).toEqual(values);
      expect(at.released).toEqual([]);
    }
  });
});
