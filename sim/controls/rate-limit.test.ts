import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hello } from '../framework/control.ts';
import { millis, seconds } from '../framework/time.ts';
import { rateLimit } from './rate-limit.ts';
import { atWork, cast, noDuty, post, report } from './testing/house.ts';

const hello = (source: number): Hello => ({
  from: source,
  to: cast.door,
  source,
  cookie: null,
  cookieContent: source,
  halfOpen: 0,
  halfOpenLimit: 64,
});
const passed = (verdicts: unknown[]) => verdicts.filter((verdict) => verdict === undefined).length;

describe('C24 rate limit', () => {
  test('a person may send 60 messages at once and 20 a second after that', () => {
    const guard = atWork(rateLimit());
    const send = (count: number, now: number) =>
      passed(
        Array.from({ length: count }, () =>
          guard.verify!(report(), post({ place: 'RP-A', node: cast.door, peer: cast.ann, now })),
        ),
      );
    expect(send(100, 0)).toBe(60);
    expect(send(100, seconds(1))).toBe(20);
    expect(send(100, seconds(100))).toBe(60);
  });

  test("one person's haste is not another's loss", () => {
    const guard = atWork(rateLimit());
    const verify = (session: number) =>
      guard.verify!(report(), post({ place: 'RP-A', node: cast.door, peer: cast.ann, session }));
    for (let count = 0; count < 100; count++) verify(1);
    expect([verify(1), verify(2)]).toEqual(['rate', undefined]);
  });

  test('a pose stream of 250 messages a second goes on passing', () => {
    const guard = atWork(rateLimit());
    const verdicts = Array.from({ length: 5000 }, (_, count) =>
      guard.verify!(report(), post({ now: count * millis(4) })),
    );
    expect(passed(verdicts)).toBe(5000);
  });

  test("the house's own agents are not limited", () => {
    const guard = atWork(rateLimit());
    const at = post({ place: 'RP-M', node: cast.dpm, peer: cast.thingsAgent });
    expect(passed(Array.from({ length: 50_000 }, () => guard.verify!(report(), at)))).toBe(50_000);
  });

  test('one source opens twenty handshakes at once and five a second after that; others are not touched', () => {
    const guard = atWork(rateLimit());
    const knock = (source: number, count: number, now: number) =>
      passed(Array.from({ length: count }, () => guard.admit!(hello(source), post({ node: cast.door, now }))));
    expect([knock(cast.ann, 50, 0), knock(cast.ben, 5, 0), knock(cast.ann, 50, seconds(1))]).toEqual([20, 5, 5]);
    expect(knock(5_000_000, 50, seconds(1))).toBe(20);
  });

  test('asks for at most half of a core of work in others’ place, and leaves a stricter budget as it is', () => {
    const guard = atWork(rateLimit());
    const asked = (duty = noDuty()) => {
      guard.oblige!('occupancy', duty, post({ place: 'use' }));
      return [duty.standInPerSecond, duty.standInBurst];
    };
    expect(asked()).toEqual([10_000, 20_000]);
    expect(asked({ ...noDuty(), standInPerSecond: 5, standInBurst: 7 })).toEqual([5, 7]);
  });

  test('in any span of time no more pass than the burst and what the rate gives', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400_000_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(gaps, (times) => {
        const guard = atWork(
          rateLimit({
            messages: { device: { perSecond: 10, burst: 5 } },
            hellos: { perSecond: 1, burst: 1 },
            standIn: { perSecond: 1, burst: 1 },
          }),
        );
        let now = 0;
        let count = 0;
        for (const gap of times) {
          now += gap;
          if (guard.verify!(report(), post({ now })) === undefined) count++;
        }
        expect(count).toBeLessThanOrEqual(5 + Math.floor(now / 1e8));
        expect(count).toBeGreaterThanOrEqual(Math.min(5, times.length));
      }),
    );
  });
});
