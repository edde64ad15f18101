import { readdirSync, readFileSync } from 'node:fs';

/** What a process occupies: resident memory, MB, and open descriptors. */
export interface Occupation {
  readonly megabytes: number;
  readonly descriptors: number;
}

/** What a process occupies now (Linux); zeros where it is gone. */
export function occupation(pid: number): Occupation {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    return { megabytes: kilobytes / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return { megabytes: 0, descriptors: 0 };
    throw error;
  }
}
