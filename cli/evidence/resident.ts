import { readFileSync } from 'node:fs';

/** Counts something in what the system tells of a process (Linux); 0 where it has gone meanwhile. */
export function ofProcess(pid: number, name: string, count: (path: string) => number): number {
  try {
    return count(`/proc/${pid}/${name}`);
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

/** Resident memory of a process, bytes; 0 where it has gone meanwhile. */
export const residentBytes = (pid: number): number =>
  ofProcess(pid, 'status', (path) => {
    const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  });
