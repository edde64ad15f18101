import { operations } from '../../sim/framework/costs.ts';
import type { MachineClock } from '../calibrate/machine-clock.ts';
import { anySize, type Sample } from '../calibrate/sample.ts';

/** Sizes at which samples are measured whose length matters, bytes. */
export const fakeSizes: readonly number[] = [64, 128, 256, 512, 1024, 2048];

/** What a fake sample takes, ns: fixed, and a byte. */
export interface FakeCost {
  readonly fixedNs: number;
  readonly perByteNs?: number;
}

/** A machine on which time passes only by the work of its samples, exactly as long as they say. */
export interface FakeMachine {
  readonly clock: MachineClock;
  sample(id: string, cost: FakeCost, given?: Partial<Sample>): Sample;
  /** Lets time pass in which nothing is done. */
  wait(ns: number): void;
}

/** A fake machine; `slowed` says how many times as long a batch takes as it should, 1 for as it should. */
export function fakeMachine(slowed: (id: string, batch: number) => number = () => 1): FakeMachine {
  let cpuNs = 0;
  let wallNs = 0;
  let batches = 0;
  // Reading the clock takes a while, as it does anywhere.
  const readNs = 1;
  return {
    clock: {
      cpuNs: () => (cpuNs += readNs),
      wallNs: () => (wallNs += readNs),
    },
    sample: (id, { fixedNs, perByteNs }, given = {}) => ({
      id,
      what: `what ${id} does`,
      sizesBytes: perByteNs === undefined ? anySize : fakeSizes,
      clock: 'cpu',
      open: () => ({
        run(sizeBytes, times) {
          const ns = times * (fixedNs + (perByteNs ?? 0) * sizeBytes) * slowed(id, batches++);
          cpuNs += ns;
          wallNs += ns;
        },
      }),
      ...given,
    }),
    wait(ns) {
      wallNs += ns;
    },
  };
}

const sized: readonly string[] = ['aead', 'mac', 'hash', 'parse', 'handle', 'store'];

/** A sample for each operation of the cost table, in its order, and the figures beside them: each slower than the one before. */
export const fakeSamples = (machine: FakeMachine): readonly Sample[] => [
  ...operations.map((id, index) =>
    machine.sample(id, { fixedNs: 1000 * (index + 1), ...(sized.includes(id) ? { perByteNs: index + 1 } : {}) }),
  ),
  machine.sample('durable-write', { fixedNs: 1e6, perByteNs: 100 }, { clock: 'wall' }),
  machine.sample('connection', { fixedNs: 200_000 }),
  machine.sample('upgrade', { fixedNs: 500_000 }),
  machine.sample('handle-over-tls', { fixedNs: 100_000, perByteNs: 40 }),
  machine.sample('sealed-message', { fixedNs: 20_000, perByteNs: 25 }),
  machine.sample('handshake-full', { fixedNs: 2e6 }),
  machine.sample('handshake-resumed', { fixedNs: 1e6 }),
];
