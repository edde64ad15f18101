import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { nonceStore } from './nonce-store.ts';
import { RecentNumbers } from './recent-numbers.ts';
import { atWork, cast, message, post, report } from './testing/house.ts';

const command = (marks: unknown[] = []) =>
  message('command', { quantity: 'lamp', value: 1, person: cast.ann }, { from: cast.ann, subject: cast.lamp, marks });

describe('C10 nonce store', () => {
  test('a copied command is refused while its nonce is remembered, whatever channel it comes in', () => {
    const guard = atWork(nonceStore());
    const sent = command();
    guard.protect!(sent, post({ draws: [7] }));
    expect(guard.verify!(sent, post())).toBeUndefined();
    expect(guard.verify!(sent, post({ now: seconds(35), epoch: 4 }))).toBe('nonce-seen');
    expect(guard.verify!(sent, post({ now: seconds(36) }))).toBeUndefined();
  });

  test('another session may use the same nonce', () => {
    const guard = atWork(nonceStore());
    expect([0, 1, 0].map((session) => guard.verify!(command([7]), post({ session })))).toEqual([
      undefined,
      undefined,
      'nonce-seen',
    ]);
  });

  test('a restart forgets the nonces of that node only', () => {
    const guard = atWork(nonceStore());
    guard.verify!(command([7]), post());
    guard.verify!(command([7]), post({ node: cast.twin, session: 5 }));
    guard.forget!(cast.gateway);
    expect(guard.verify!(command([7]), post())).toBeUndefined();
    expect(guard.verify!(command([7]), post({ node: cast.twin, session: 5 }))).toBe('nonce-seen');
  });

  test('readings carry no nonce, and an acting message without one is malformed', () => {
    const guard = atWork(nonceStore());
    const reading = report();
    guard.protect!(reading, post());
    expect(reading.marks).toEqual([]);
    expect(guard.verify!(reading, post())).toBeUndefined();
    expect(guard.verify!(command(), post())).toBe('malformed');
  });

  test('any numbers at any times are ruled as by a map from number to the time it was last taken', () => {
    const arrival = fc.record({
      session: fc.nat(3),
      number: fc.integer({ min: -20, max: 20 }),
      afterMs: fc.nat(20_000),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 400 }), (arrivals) => {
        const recent = new RecentNumbers(seconds(35));
        const taken = new Map<string, number>();
        let ticks = 0;
        for (const { session, number, afterMs } of arrivals) {
          ticks += Math.floor(afterMs / 10);
          const key = `${session} ${number}`;
          const fresh = ticks - (taken.get(key) ?? Number.NEGATIVE_INFINITY) > 3500;
          if (fresh) taken.set(key, ticks);
          expect(recent.add(session, number, 0, ticks * 1e7)).toBe(fresh);
        }
      }),
    );
  });

  test('memory follows the messages of the last minutes, not those of the run', () => {
    const recent = new RecentNumbers(seconds(35));
    for (let second = 0; second < 20_000; second++) recent.add(second % 50, second, 0, seconds(second));
    expect(recent.size).toBeLessThan(1024);
  });
});
