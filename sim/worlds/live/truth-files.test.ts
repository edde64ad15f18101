import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeTruthFiles, openTruthFiles, TruthListener, TruthTeller } from './truth-files.ts';
import type { TruthFiles } from './truth-files.ts';

let files: TruthFiles;
beforeEach(() => {
  files = openTruthFiles();
});
afterEach(() => closeTruthFiles(files));

/** All that has come and was not heard yet. */
const heard = (listener: TruthListener): string => {
  let text = '';
  listener.hear((bytes) => (text += bytes.toString()));
  return text;
};

test('what was told is heard once, in order, also over many turns of the files', () => {
  const teller = new TruthTeller(files, 10);
  const listener = new TruthListener(files);
  let [told, got] = ['', ''];
  for (let word = 0; word < 200; word++) {
    teller.write(Buffer.from(`${word} `));
    told += `${word} `;
    if (word % 7 === 0) got += heard(listener);
  }
  expect(got + heard(listener)).toBe(told);
  expect(heard(listener)).toBe('');
});

test('a listener that keeps up keeps the files short; one that rests loses nothing', () => {
  const teller = new TruthTeller(files, 100);
  const listener = new TruthListener(files);
  let most = 0;
  for (let word = 0; word < 1000; word++) {
    teller.write(Buffer.alloc(10, 'x'));
    if (word % 3 === 0) heard(listener);
    most = Math.max(most, ...files.map((file) => fstatSync(file).size));
  }
  expect(most).toBeLessThan(200);
  heard(listener);
  for (let word = 0; word < 1000; word++) teller.write(Buffer.alloc(10, 'y'));
  expect(heard(listener)).toBe('y'.repeat(10_000));
});

test('what a process told before it was killed is there, and the files have no name', async () => {
  const script = `const { writeSync } = require('node:fs'); for (let n = 0; ; n++) { writeSync(4, n + ' '); if (n === 50) process.kill(process.pid, 'SIGKILL'); }`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'ignore', 'ignore', files[0]] });
  await once(child, 'exit');
  expect(heard(new TruthListener(files))).toBe(`${Array.from({ length: 51 }, (_, n) => n).join(' ')} `);
  const folder = mkdtempSync(join(tmpdir(), 'metarange-nameless-'));
  vi.stubEnv('TMPDIR', folder);
  try {
    closeTruthFiles(openTruthFiles());
    expect(readdirSync(folder)).toEqual([]);
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
    expect(() => openTruthFiles()).toThrow('ENOENT');
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});
