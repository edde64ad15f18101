import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const built = new URL('../../../dist/sim/worlds/live/tell-parent.js', import.meta.url).href;
const code = `
import { tellParent } from ${JSON.stringify(built)};
process.once('disconnect', () => {
  tellParent({ report: 'ready' });
  setTimeout(() => process.exit(7), 100);
});
tellParent('up');
`;

test('who has something to say when its parent is gone still comes to its own end', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [word] = await once(child, 'message');
  expect(word).toBe('up');
  child.disconnect();
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(7);
});
