import { statfsSync } from 'node:fs';
import { arch, platform, release, tmpdir } from 'node:os';
import type { Machine } from '../../metrics/results/summary.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import type { Watch } from '../engine.ts';
import { calibrate, type CalibrationDocument, type CalibrationRequest } from './calibration.ts';
import { machineClock } from './machine-clock.ts';
import { allSamples } from './samples.ts';

/** Linux's number of a file system that lives in memory (`statfs`, TMPFS_MAGIC). */
const memoryFileSystem = 0x01021994;

const storeWarnings = (folder: string): readonly string[] =>
  platform() === 'linux' && statfsSync(folder).type === memoryFileSystem
    ? [`${folder} is in memory, so nothing there is durable: for the store's figures set TMPDIR to a folder on a disk`]
    : [];

/** Who looks on, and what is known of the machine already. */
export interface ThisMachine {
  readonly machine: Machine;
  readonly version: string;
  readonly watch: Pick<Watch, 'lookUp'>;
  readonly progress: (label: string, done: number, of: number) => void;
}

/** Measures the machine that the command runs on, by its clocks. */
export function calibrateThisMachine(
  request: CalibrationRequest,
  { machine, version, watch, progress }: ThisMachine,
): Promise<CalibrationDocument> {
  const startedAt = new Date();
  return calibrate(request, {
    clock: machineClock,
    startedAt,
    machine: { ...machine, system: `${platform()} ${release()} ${arch()}` },
    version,
    published: costTables,
    samples: allSamples(startedAt),
    warnings: storeWarnings(tmpdir()),
    progress,
    lookUp: watch.lookUp ?? (async () => undefined),
  });
}
