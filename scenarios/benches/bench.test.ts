import { describe, expect, test } from 'vitest';
import { runBench } from './bench.ts';
import { loadPoint } from './load-sweep.ts';
import { measureSpeed } from './speed.ts';
import type { Speed } from './speed.ts';

/** A clock by which every measurement takes one second. */
const oneSecondEach = (): (() => number) => {
  let now = 0;
  return () => now++;
};

describe('a measurement of speed', () => {
  test('counts the holds of a queue by the clock that it is given', () => {
    const speed = { kind: 'phold', queue: 'ladder', pending: 10, events: 1000 } as const;
    expect(measureSpeed(speed, oneSecondEach())).toEqual({ eventsPerSecond: 1000, reportsPerSecond: null });
  });

  test('counts every event of a hard load', () => {
    const speed = { kind: 'hard load', queue: 'ladder', load: 'a million in one tick, drained' } as const;
    expect(measureSpeed(speed, oneSecondEach()).eventsPerSecond).toBe(1_000_000);
  });

  test('counts a report of the corridor once for each of the two twins, and its events besides', () => {
    const rates = measureSpeed({ kind: 'corridor', sensors: 500, simulatedSeconds: 20 }, oneSecondEach());
    // 50 reports a second for 20 s at two twins; those of the few full-fledged devices come on top.
    expect(rates.reportsPerSecond).toBeGreaterThanOrEqual(2000);
    expect(rates.reportsPerSecond).toBeLessThan(2500);
    expect(rates.eventsPerSecond).toBeGreaterThan(5 * 2000);
  });

  test('names the queues there are where one is asked for that there is not', () => {
    const speed = { kind: 'phold', queue: 'stack', pending: 1, events: 1 } as const;
    expect(() => measureSpeed(speed, oneSecondEach())).toThrow('no queue "stack": ladder, heap');
  });
});

describe('the bench', () => {
  test('compares in turns, and takes medians of rates and of ratios', () => {
    const order: string[] = [];
    const ladder = [30, 10, 20];
    const measure = (speed: Speed) => {
      if (speed.kind === 'corridor') return { eventsPerSecond: 5, reportsPerSecond: 1 };
      if (speed.kind === 'phold' && speed.pending === 1000) order.push(speed.queue);
      const round = order.filter((queue) => queue === 'ladder').length - 1;
      return { eventsPerSecond: speed.queue === 'ladder' ? ladder[round]! : 10, reportsPerSecond: null };
    };
    const { rows, load } = runBench({ clock: () => 0, onProgress: () => {}, measure, sweep: {} });
    expect(order.slice(0, 8)).toEqual([
      'ladder',
      'heap',
      'object-heap',
      'flatqueue',
      'ladder',
      'heap',
      'object-heap',
      'flatqueue',
    ]);
    expect(rows[0]).toEqual({ name: 'PHOLD', pending: 1000, eventsPerSecond: 20, reference: '4-ary heap', ratio: 2 });
    expect(rows.map((row) => row.reference)).toContain('flatqueue');
    expect(rows.filter((row) => row.name.startsWith('S01')).map((row) => row.ratio)).toEqual([0.25, 0.05]);
    expect(load).toEqual([]);
  });
});

describe('the load sweep', () => {
  test('goodput follows the offer until the servers are saturated, and then stays while latency grows', () => {
    const [light, beyond] = [8, 1].map((seconds) => loadPoint('framework', seconds, 60));
    expect(light!.goodputPerSecond! / light!.offeredPerSecond).toBeGreaterThan(0.97);
    expect(beyond!.goodputPerSecond! / beyond!.offeredPerSecond).toBeLessThan(0.85);
    expect(beyond!.p99Ms!).toBeGreaterThan(10 * light!.p99Ms!);
  });

  test('overload opens no door: spoofed sensors succeed without controls and not under the framework', () => {
    const [open, guarded] = (['none', 'framework'] as const).map((profile) => loadPoint(profile, 1.2, 40));
    expect(open!.attempts).toBeGreaterThan(2);
    expect(open!.attackSuccess).toBe(1);
    expect(guarded!.attempts).toBeGreaterThan(10);
    expect(guarded!.attackSuccess).toBe(0);
  });
});
