import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));

/** Words that make a live run short. */
export const short = ['--set', 'warmUpSeconds=1', '--set', 'durationSeconds=5', '--set', 'windowSeconds=2'];

/** How a command came to its end, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command, started; `ended` tells how it came to its end. */
export const live = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
  const child = spawn(process.execPath, [built, 'live', 'meeting-room-mapping', ...words], {
    env: { ...process.env, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { child, ended };
};

/** The processes that a process has started. */
export const partsOf = ({ pid }: ChildProcess): readonly number[] => {
  const rows = execFileSync('ps', ['-o', 'pid=,ppid=', '-A']).toString().trim().split('\n');
  return rows.flatMap((row) => {
    const [part, parent] = row.trim().split(/\s+/).map(Number);
    return parent === pid ? [part!] : [];
  });
};

/** Whether there is such a process. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits until something holds; the test's own time limit ends what never does. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};
