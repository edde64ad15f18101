import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

const built = new URL('../../dist/cli/studies/end-with-parent.js', import.meta.url).href;
/** A process that tells its number and never comes back to its events, and one that starts it. */
const body = `import { endWithParent } from '${built}'; endWithParent(); console.log(process.pid); for (;;);`;
const parent = `import { spawn } from 'node:child_process';
spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(body)}], { stdio: ['ignore', 'inherit', 'inherit'] });`;

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a process in the middle of a run ends with the one that started it', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(Number(text))),
  );
  try {
    await pause(700);
    expect(isThere(pid)).toBe(true);
    child.kill('SIGKILL');
    for (let looks = 0; isThere(pid) && looks < 500; looks++) await pause(20);
    expect(isThere(pid)).toBe(false);
  } finally {
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  }
});
