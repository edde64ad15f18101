import { describe, expect, test } from 'vitest';
import { Interrupted } from '../interruption.ts';
import { fakeMachine, fakeSizes } from '../testing/fake-machine.ts';
import { measure, type Effort } from './measuring.ts';
import { repeat, type Sample } from './sample.ts';

const effort: Effort = { rounds: 5, batchNs: 1e6, warmUpNs: 5e6 };
const quiet = { progress: () => undefined, lookUp: async () => undefined };

/** A sample that remembers how it was run. */
const watched = (sample: Sample, seen: string[]): Sample => ({
  ...sample,
  open: async () => {
    const work = await sample.open();
    seen.push(`open ${sample.id}`);
    return {
      run: (size, times) => {
        seen.push(`${sample.id} ${size} x ${times}`);
        return work.run(size, times);
      },
      close: () => void seen.push(`close ${sample.id}`),
    };
  },
});

describe('a measurement', () => {
  test('finds the time of a call at every size, whatever else takes time', async () => {
    const machine = fakeMachine();
    const samples = [
      machine.sample('sign', { fixedNs: 30_000 }),
      machine.sample('aead', { fixedNs: 500, perByteNs: 2 }),
    ];
    const { samples: found, wallPerCpu } = await measure(samples, effort, machine.clock, quiet);
    expect(found.map(({ sample }) => sample.id)).toEqual(['sign', 'aead']);
    for (const { sample, points } of found) {
      expect(points.map(({ sizeBytes }) => sizeBytes)).toEqual(sample.sizesBytes);
      for (const { sizeBytes, callNs } of points) {
        const expected = sample.id === 'sign' ? 30_000 : 500 + 2 * sizeBytes;
        expect(callNs).toHaveLength(effort.rounds);
        for (const ns of callNs) expect(Math.abs(ns / expected - 1)).toBeLessThan(1e-4);
      }
    }
    expect(wallPerCpu).toBeCloseTo(1, 4);
  });

  test('goes through everything in every round, in batches that last as long as they are to', async () => {
    const machine = fakeMachine();
    const seen: string[] = [];
    const samples = [
      watched(machine.sample('mac', { fixedNs: 1000, perByteNs: 1 }), seen),
      watched(machine.sample('judge', { fixedNs: 100 }), seen),
    ];
    await measure(samples, effort, machine.clock, quiet);
    const points = fakeSizes.length + 1;
    const rounds = seen.slice(-2 - points * effort.rounds, -2);
    const round = rounds.slice(0, points);
    for (let at = 0; at < rounds.length; at += points) expect(rounds.slice(at, at + points)).toEqual(round);
    expect(round.map((line) => line.split(' x ')[0])).toEqual([...fakeSizes.map((size) => `mac ${size}`), 'judge 0']);
    const times = Number(round.at(-1)!.split(' x ')[1]);
    expect(times * 100).toBeGreaterThanOrEqual(0.8 * effort.batchNs);
    expect(times * 100).toBeLessThan(1.5 * effort.batchNs);
    expect(seen.slice(-2)).toEqual(['close judge', 'close mac']);
  });

  test('of calls alone runs few at a time, after a rest, and takes off what the clock itself takes', async () => {
    const machine = fakeMachine();
    const seen: string[] = [];
    const samples = [watched(machine.sample('sign', { fixedNs: 30_000 }), seen)];
    const alone = { calls: 4, together: 2, restMillis: 1 };
    const { samples: found } = await measure(samples, { ...effort, alone }, machine.clock, quiet);
    expect(found[0]!.points[0]!.callNs).toEqual(Array(effort.rounds).fill(30_000));
    const rounds = seen.slice(-1 - (effort.rounds * alone.calls) / alone.together, -1);
    expect(new Set(rounds)).toEqual(new Set(['sign 0 x 2']));
  });

  test('counts the wait only where somebody waits, and tells when others had the machine', async () => {
    const machine = fakeMachine();
    const slowly = (clock: Sample['clock']): Sample => {
      const plain = machine.sample(clock, { fixedNs: 1000 }, { clock });
      return {
        ...plain,
        open: async () => {
          const work = await plain.open();
          return {
            run: (size, times) => {
              machine.wait(times * 3000);
              return work.run(size, times);
            },
          };
        },
      };
    };
    const { samples, wallPerCpu } = await measure([slowly('cpu'), slowly('wall')], effort, machine.clock, quiet);
    const [cpu, wall] = samples.map(({ points }) => points[0]!.callNs[0]!);
    expect([Math.round(cpu!), Math.round(wall!)]).toEqual([1000, 4000]);
    expect(wallPerCpu).toBeCloseTo(4, 2);
  });

  test('closes what it opened when it is told to end, and when a sample fails', async () => {
    for (const failing of [false, true]) {
      const machine = fakeMachine();
      const seen: string[] = [];
      let looked = 0;
      const second = machine.sample('verify', { fixedNs: 1000 });
      const samples = [
        watched(machine.sample('sign', { fixedNs: 1000 }), seen),
        failing ? { ...second, open: () => ({ run: () => repeat('verify', 3, () => false) }) } : second,
      ];
      const lookUp = async (): Promise<void> => {
        if (!failing && ++looked > 6) throw new Interrupted('SIGINT');
      };
      await expect(measure(samples, effort, machine.clock, { ...quiet, lookUp })).rejects.toThrow(
        failing ? 'verify: 3 of 3 calls did not come out as they must' : 'interrupted by SIGINT',
      );
      expect(seen[0]).toBe('open sign');
      expect(seen.at(-1)).toBe('close sign');
    }
  });

  test('of work that takes no time ends with a word about it', async () => {
    const machine = fakeMachine();
    await expect(measure([machine.sample('judge', { fixedNs: 0 })], effort, machine.clock, quiet)).rejects.toThrow(
      'judge: takes no time that could be measured',
    );
  });

  test('says how far it is', async () => {
    const machine = fakeMachine();
    const told: (readonly [string, number, number])[] = [];
    const progress = (label: string, done: number, of: number): void => void told.push([label, done, of]);
    await measure([machine.sample('sign', { fixedNs: 1000 })], effort, machine.clock, { ...quiet, progress });
    expect(told.map(([, done]) => done)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(told.map(([, , of]) => of))).toEqual(new Set([6]));
    expect([told[0]![0], told[1]![0]]).toEqual(['sign warms up', 'sign']);
  });
});
