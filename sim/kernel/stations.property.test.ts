import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from './kernel.ts';
import { Stations } from './stations.ts';

describe('any load on any station', () => {
  const load = fc.array(
    fc.record({ gapNs: fc.nat({ max: 12 }), serviceNs: fc.nat({ max: 30 }), level: fc.nat({ max: 2 }) }),
    {
      maxLength: 80,
    },
  );
  const shape = fc.record({
    servers: fc.nat({ max: 4 }),
    queueLimit: fc.oneof(fc.nat({ max: 5 }), fc.constant(Infinity)),
  });

  it('loses nobody unseen: arrived = done + lost + inside, at every moment, also when capacity changes', () => {
    fc.assert(
      fc.property(
        load,
        shape,
        fc.array(fc.nat({ max: 4 })),
        fc.constantFrom('fifo', 'priority'),
        (jobs, size, capacities, discipline) => {
          const kernel = new Kernel();
          let [arrived, done, lost] = [0, 0, 0];
          const stations = new Stations(kernel, {
            begin: (_station, job) => jobs[job]!.serviceNs,
            done: () => void done++,
            lost: () => void lost++,
          });
          stations.add({ ...size, discipline });
          let atNs = 0;
          const arrival = kernel.on((job) => {
            arrived++;
            stations.arrive(0, job, jobs[job]!.level);
          });
          jobs.forEach(({ gapNs }, job) => kernel.at((atNs += gapNs), arrival, job));
          const change = kernel.on((servers) => stations.setServers(0, servers));
          capacities.forEach((servers, i) => kernel.at(i * 17, change, servers));
          const most = Math.max(size.servers, ...capacities);
          while (kernel.step()) {
            expect(arrived).toBe(done + lost + stations.waiting(0) + stations.busy(0));
            expect(stations.waiting(0)).toBeLessThanOrEqual(size.queueLimit);
            expect(stations.busy(0)).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });

  it('begins each service when the recursion of Kiefer and Wolfowitz says, and loses whom it says', () => {
    fc.assert(
      fc.property(load, shape, (jobs, { servers, queueLimit }) => {
        const kernel = new Kernel();
        const begun: number[] = jobs.map(() => -1);
        const stations = new Stations(kernel, {
          begin: (_station, job) => {
            begun[job] = kernel.now;
            return jobs[job]!.serviceNs;
          },
        });
        stations.add({ servers: servers + 1, queueLimit, discipline: 'fifo' });
        const arrival = kernel.on((job) => stations.arrive(0, job));
        const arrivals: number[] = [];
        let atNs = 0;
        // Priority 15: at the same moment services end before anybody arrives.
        jobs.forEach(({ gapNs }, job) => arrivals.push(kernel.at((atNs += gapNs), arrival, job, 0, 15) && atNs));
        kernel.run(1e6);

        const freeAt = Array.from({ length: servers + 1 }, () => 0);
        const expected: number[] = [];
        jobs.forEach(({ serviceNs }, job) => {
          const now = arrivals[job]!;
          const waiting = expected.filter((begin) => begin > now).length;
          freeAt.sort((a, b) => a - b);
          const begin = Math.max(now, freeAt[0]!);
          const full = begin > now && waiting >= queueLimit;
          expected.push(full ? -1 : begin);
          if (!full) freeAt[0] = begin + serviceNs;
        });
        expect(begun).toEqual(expected);
      }),
    );
  });
});

describe('a million stations', () => {
  it('take 64 bytes each', () => {
    const stations = new Stations(new Kernel(), { begin: () => 1 });
    const before = process.memoryUsage().arrayBuffers;
    stations.addMany(1_000_000, { servers: 1, queueLimit: 10, discipline: 'fifo' });
    const bytes = process.memoryUsage().arrayBuffers - before;
    expect(bytes / 1_000_000).toBeLessThan(64.1);
    expect(stations.count).toBe(1_000_000);
  });
});
