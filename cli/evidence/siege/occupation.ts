import { readdirSync } from 'node:fs';
import { ofProcess, residentBytes } from '../resident.ts';

/** What a process occupies: resident memory, MB, and open descriptors. */
export interface Occupation {
  readonly megabytes: number;
  readonly descriptors: number;
}

/** What a process occupies now (Linux); zeros where it is gone. */
export const occupation = (pid: number): Occupation => ({
  megabytes: residentBytes(pid) / 2 ** 20,
  descriptors: ofProcess(pid, 'fd', (folder) => readdirSync(folder).length),
});
