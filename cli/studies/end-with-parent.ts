import { Worker } from 'node:worker_threads';

/** How often it is looked whether the parent is still there, in milliseconds (assumption). */
const lookEveryMs = 500;

/**
 * Ends this process once the one that started it is gone, in the middle of a run too: a run holds the thread until its end, which one of
 * the user's own may never come to, so that another thread looks.
 */
export function endWithParent(): void {
  const look = `const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, ${lookEveryMs});`;
  new Worker(look, { eval: true, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}
