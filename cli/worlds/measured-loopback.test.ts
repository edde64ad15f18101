import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measuredLoopback } from './measured-loopback.ts';

const folder = mkdtempSync(join(tmpdir(), 'metarange-echo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An echo that does not live as long as it should. */
const program = (text: string): string => {
  const file = join(folder, `${text.length}.mjs`);
  writeFileSync(file, `import { createServer } from 'node:net';\n${text}`);
  return file;
};
const listening = `server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));`;

test.each([
  ['before it listens', 'process.exit(3);', 'exit code 3'],
  [
    'in the middle of a trip',
    `let heard = 0;
const server = createServer((socket) => {
  socket.on('data', (bytes) => (++heard < 20 ? socket.write(bytes) : process.kill(process.pid, 'SIGKILL')));
});
${listening}`,
    'SIGKILL',
  ],
  [
    'when it is asked what it cost',
    `const server = createServer((socket) => void socket.on('data', (bytes) => socket.write(bytes)));
process.on('message', () => process.exit(4));
${listening}`,
    'exit code 4',
  ],
])('an echo that ends %s is told in one line', { timeout: 20_000 }, async (_when, text, how) => {
  await expect(measuredLoopback(program(text))).rejects.toThrow(
    new Error(`the other end of the loopback ended before its time (${how})`),
  );
});
