import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Kernel } from './kernel.ts';

// Millions of events on a busy machine; the limit only ends a lane that hangs.
vi.setConfig({ testTimeout: 120_000 });

/**
 * What each event schedules when it runs: by which of three sources, how much later, and with which priority outside of
 * lanes.
 */
interface Rule {
  readonly source: number;
  readonly delay: number;
  readonly priority: number;
}

interface Play {
  readonly rules: readonly Rule[];
  readonly starts: readonly number[];
  readonly inLanes: boolean;
  readonly agenda: 'ladder' | 'heap';
  /** Runs the kernel to its end in some way. */
  readonly go: (kernel: Kernel) => void;
}

const EVENTS_MAX = 600;

/** Plays the rules and returns what ran, when and in which order. */
const play = ({ rules, starts, inLanes, agenda, go }: Play): { seen: number[][]; kernel: Kernel } => {
  const kernel = new Kernel({ agenda });
  const seen: number[][] = [];
  let scheduled = 0;
  const schedule = (source: number, time: number, priority: number): void => {
    if (scheduled >= EVENTS_MAX) return;
    const number = scheduled++;
    if (source < 2 && inLanes) lanes[source]!.at(time, number, source);
    else kernel.at(time, handlers[source]!, number, source, source < 2 ? 4 + source * 8 : priority);
  };
  const act = (a: number, b: number): void => {
    seen.push([kernel.now, a, b]);
    for (const offset of [0, 7]) {
      const { source, delay, priority } = rules[(a + offset) % rules.length]!;
      if (offset === 0 || a % 3 === 0) schedule(source, kernel.now + delay, priority);
    }
  };
  const handlers = [0, 1, 2].map(() => kernel.on(act));
  const lanes = [0, 1].map((source) => kernel.lane(handlers[source]!, 4 + source * 8));
  starts.forEach((time, index) => schedule(index % 3, time, 8));
  go(kernel);
  return { seen, kernel };
};

const rule = fc.record({
  source: fc.nat({ max: 2 }),
  delay: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 40 })),
  priority: fc.nat({ max: 15 }),
});
const plan = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 20 }),
  starts: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 40 }),
});

const toTheEnd = (kernel: Kernel): void => kernel.run(Infinity);
const inSlices = (kernel: Kernel): void => {
  while (kernel.pending > 0) kernel.run(kernel.now + 5);
};
const inSteps = (kernel: Kernel): void => {
  while (kernel.step());
};

describe('a lane', () => {
  it('runs every handler exactly where single agenda entries would', () => {
    fc.assert(
      fc.property(plan, fc.constantFrom('ladder' as const, 'heap' as const), (program, agenda) => {
        const single = play({ ...program, agenda, inLanes: false, go: toTheEnd });
        for (const go of [toTheEnd, inSlices, inSteps]) {
          const laned = play({ ...program, agenda, inLanes: true, go });
          expect(laned.seen).toEqual(single.seen);
          expect(laned.kernel.events + laned.kernel.laneEvents).toBe(single.kernel.events);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('costs one agenda entry for a million periodic devices', () => {
    const kernel = new Kernel();
    let reports = 0;
    const devices = 1_000_000;
    const report = kernel.on((device) => {
      reports++;
      lane.after(60_000_000_000, device);
    });
    const lane = kernel.lane(report);
    for (let device = 0; device < devices; device++) lane.at(device * 60_000, device);
    expect([kernel.pending, lane.size]).toEqual([1, devices]);
    kernel.run(120_000_000_000 - 1);
    expect([reports, kernel.pending, lane.size]).toEqual([2 * devices, 1, devices]);
    expect([kernel.events, kernel.laneEvents]).toEqual([1, 2 * devices - 1]);
  });

  it('hands an event that is earlier than its last one to the agenda', () => {
    const kernel = new Kernel();
    const seen: number[] = [];
    const lane = kernel.lane(kernel.on((a) => seen.push(a)));
    lane.at(10, 1);
    lane.at(5, 2);
    lane.at(10, 3);
    expect([lane.size, kernel.pending]).toEqual([2, 2]);
    kernel.run(10);
    expect(seen).toEqual([2, 1, 3]);
  });

  it('does not run beyond the end of a run, nor after a stop', () => {
    const kernel = new Kernel();
    const seen: number[] = [];
    const lane = kernel.lane(
      kernel.on((a) => {
        seen.push(a);
        if (a === 2) kernel.stop();
      }),
    );
    for (const time of [1, 2, 3, 8]) lane.at(time, time);
    kernel.run(5);
    expect([seen, kernel.now]).toEqual([[1, 2], 2]);
    kernel.run(5);
    expect([seen, kernel.now]).toEqual([[1, 2, 3], 5]);
    kernel.run(9);
    expect(seen).toEqual([1, 2, 3, 8]);
  });

  it('keeps what waits when its handler throws', () => {
    const kernel = new Kernel();
    const seen: number[] = [];
    const lane = kernel.lane(
      kernel.on((a) => {
        if (a === 1) throw new Error('broken');
        seen.push(a);
      }),
    );
    for (const time of [1, 2, 3]) lane.at(time, time);
    expect(() => kernel.run(5)).toThrow('broken');
    kernel.run(5);
    expect(seen).toEqual([2, 3]);
  });

  it('refuses what the kernel refuses, and stays as it was', () => {
    const kernel = new Kernel();
    const lane = kernel.lane(kernel.on(() => undefined));
    lane.at(4);
    kernel.run(4);
    for (const time of [3, NaN, 4.5]) expect(() => lane.at(time)).toThrow(RangeError);
    expect(() => lane.at(5, 0.5)).toThrow('32-bit');
    expect([lane.size, kernel.pending]).toEqual([0, 0]);
    expect(() => kernel.lane(99)).toThrow('handler 99 is unknown');
  });

  it('keeps its order when it grows while its head has moved on', () => {
    const kernel = new Kernel();
    const seen: number[] = [];
    const lane = kernel.lane(kernel.on((a) => seen.push(a)));
    for (let index = 0; index < 12; index++) lane.at(index, index);
    kernel.run(9);
    for (let index = 12; index < 100; index++) lane.at(index, index);
    kernel.run(100);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });
});
