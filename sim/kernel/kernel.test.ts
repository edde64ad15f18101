import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PRIORITY, Kernel, SEQUENCE_LIMIT } from './kernel.ts';
import type { KernelOptions } from './kernel.ts';

/** A kernel whose one handler notes what runs and when. */
const noting = (options: KernelOptions = {}): { kernel: Kernel; note: number; seen: number[][] } => {
  const kernel = new Kernel(options);
  const seen: number[][] = [];
  const note = kernel.on((a, b) => seen.push([kernel.now, a, b]));
  return { kernel, note, seen };
};

describe('the kernel', () => {
  it('runs events in the order of their times', () => {
    const { kernel, note, seen } = noting();
    kernel.at(30, note, 3, -3);
    kernel.at(10, note, 1, -1);
    kernel.at(20, note, 2, -2);
    kernel.run(100);
    expect(seen).toEqual([
      [10, 1, -1],
      [20, 2, -2],
      [30, 3, -3],
    ]);
    expect([kernel.now, kernel.events, kernel.laneEvents, kernel.pending]).toEqual([100, 3, 0, 0]);
  });

  it('runs events of one nanosecond by priority, and then as they were scheduled', () => {
    const { kernel, note, seen } = noting();
    kernel.at(5, note, 1);
    kernel.at(5, note, 2, 0, 15);
    kernel.at(5, note, 3, 0, 0);
    kernel.at(5, note, 4, 0, DEFAULT_PRIORITY);
    kernel.run(5);
    expect(seen.map(([, a]) => a)).toEqual([3, 1, 4, 2]);
  });

  it('runs what a handler schedules for the present in that nanosecond, also before what waited there', () => {
    const { kernel, note, seen } = noting();
    const first = kernel.on(() => {
      kernel.at(kernel.now, note, 2);
      kernel.at(kernel.now, note, 0, 0, 3);
    });
    kernel.at(7, first);
    kernel.at(7, note, 1);
    kernel.run(7);
    expect(seen).toEqual([
      [7, 0, 0],
      [7, 1, 0],
      [7, 2, 0],
    ]);
  });

  it('runs up to and including the end of a run, and stands there', () => {
    const { kernel, note, seen } = noting();
    for (const time of [1, 5, 6]) kernel.at(time, note, time);
    kernel.run(5);
    expect([seen.length, kernel.now]).toEqual([2, 5]);
    kernel.run(Infinity);
    expect([seen.length, kernel.now]).toEqual([3, 6]);
  });

  it('stops after the handler that asks for it, and goes on when it runs again', () => {
    const { kernel, note, seen } = noting();
    const stop = kernel.on(() => kernel.stop());
    kernel.at(1, note);
    kernel.at(2, stop);
    kernel.at(2, note);
    kernel.run(10);
    expect([seen.length, kernel.now]).toEqual([1, 2]);
    kernel.run(10);
    expect([seen.length, kernel.now]).toEqual([2, 10]);
  });

  it('steps through one event at a time', () => {
    const { kernel, note, seen } = noting();
    kernel.after(4, note, 1);
    kernel.after(9, note, 2);
    expect([kernel.step(), kernel.now, seen.length]).toEqual([true, 4, 1]);
    expect([kernel.step(), kernel.now, seen.length]).toEqual([true, 9, 2]);
    expect([kernel.step(), kernel.now]).toEqual([false, 9]);
  });

  it('does not run a cancelled event', () => {
    const { kernel, note, seen } = noting();
    const ticket = kernel.at(1, note, 1);
    kernel.at(2, note, 2);
    expect(ticket).not.toBe(0);
    expect([kernel.cancel(ticket), kernel.cancel(ticket), kernel.pending]).toEqual([true, false, 1]);
    kernel.run(10);
    expect(seen).toEqual([[2, 2, 0]]);
  });

  it('goes on counting past 2^32 events, in order', () => {
    for (const agenda of ['ladder', 'heap'] as const) {
      const { kernel, note, seen } = noting({ agenda, firstSequence: 2 ** 32 - 50 });
      for (let index = 0; index < 100; index++) kernel.at(1, note, index);
      kernel.run(1);
      expect(seen.map(([, a]) => a)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    }
  });

  it('refuses an event when the sequence numbers are spent', () => {
    const { kernel, note } = noting({ shard: 255, firstSequence: SEQUENCE_LIMIT - 2 });
    kernel.at(1, note, 0, 0, 15);
    kernel.at(1, note, 0, 0, 15);
    expect(() => kernel.at(1, note)).toThrow(/sequence numbers are spent/);
    expect(kernel.pending).toBe(2);
  });

  it('refuses what it cannot keep exactly', () => {
    const { kernel, note } = noting();
    kernel.run(100);
    expect(() => kernel.at(99, note)).toThrow('event at 99 ns: the clock already stands at 100 ns');
    expect(() => kernel.after(-1, note)).toThrow('already stands');
    for (const time of [100.5, NaN, Infinity, 2 ** 53]) {
      expect(() => kernel.at(time, note)).toThrow('whole nanoseconds');
    }
    for (const a of [0.5, 2 ** 31, NaN]) expect(() => kernel.at(100, note, a)).toThrow('32-bit');
    expect(() => kernel.at(100, note, 0, -(2 ** 31) - 1)).toThrow('32-bit');
    for (const handler of [note + 1, -1]) expect(() => kernel.at(100, handler)).toThrow('is unknown');
    for (const priority of [-1, 16, 0.5]) expect(() => kernel.at(100, note, 0, 0, priority)).toThrow('priority');
    expect(() => kernel.run(99)).toThrow('run until 99 ns');
    expect(() => kernel.run(NaN)).toThrow('run until');
    expect(() => new Kernel({ shard: 256 })).toThrow('shard 256');
    expect(() => new Kernel({ firstSequence: SEQUENCE_LIMIT })).toThrow('firstSequence');
    expect(kernel.pending).toBe(0);
  });

  it('keeps what is pending when a handler throws', () => {
    const { kernel, note, seen } = noting();
    const fail = kernel.on(() => {
      throw new Error('broken');
    });
    kernel.at(1, fail);
    kernel.at(2, note);
    expect(() => kernel.run(10)).toThrow('broken');
    kernel.run(10);
    expect(seen).toEqual([[2, 0, 0]]);
  });

  it('gives the same run on the ladder and on the heap', () => {
    const rule = fc.record({ delay: fc.nat({ max: 50 }), priority: fc.nat({ max: 15 }) });
    const spread = fc.array(rule, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(spread, (plan) => {
        const runs = (['ladder', 'heap'] as const).map((agenda) => {
          const kernel = new Kernel({ agenda });
          const seen: number[][] = [];
          const act = kernel.on((a) => {
            seen.push([kernel.now, a]);
            const { delay, priority } = plan[a % plan.length]!;
            if (a < 400) kernel.after(delay, act, a + plan.length, 0, priority);
          });
          plan.forEach(({ delay, priority }, index) => kernel.at(delay, act, index, 0, priority));
          kernel.run(Infinity);
          return seen;
        });
        expect(runs[0]).toEqual(runs[1]);
      }),
    );
  });
});
