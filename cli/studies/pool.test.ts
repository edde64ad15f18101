import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import { crewOfProcesses } from './pool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-pool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that plays as one of the pool does, and says as whom; of the run `stuck` it never comes back, whatever it is told. */
const program = `
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('message', (told) => {
  if ('own' in told) return process.send({ ready: true });
  const { key } = told.order;
  if (key === 'stuck') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  process.send({ done: { key, failure: String(process.pid) } });
});
process.on('disconnect', () => process.exit(0));
`;

test('a run that never comes back is lost alone: its process is ended, and another plays the rest', async () => {
  const entry = join(folder, 'part.mjs');
  writeFileSync(entry, program);
  const crew = crewOfProcesses(1, { own: [], entry, runMs: 2500 });
  const said = new Map<string, string>();
  const orders = ['one', 'stuck', 'two'].map((key) => ({ key }) as NamedOrder);
  await crew.carryOut(orders, (run) => void said.set(run.key, 'failure' in run ? run.failure : ''));
  await crew.close();
  expect([...said.keys()]).toEqual(['one', 'stuck', 'two']);
  expect(said.get('stuck')).toBe(
    'its process did not come back within 2.5 s, and was ended (--run-timeout gives more)',
  );
  const [first, second] = [Number(said.get('one')), Number(said.get('two'))];
  expect(second).not.toBe(first);
  // It is gone, though it heeds no other signal.
  expect(() => process.kill(first, 0)).toThrow(/ESRCH/);
});
