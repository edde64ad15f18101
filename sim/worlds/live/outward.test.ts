import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Outward } from './outward.ts';
import { TruthPipe } from './truth-pipe.ts';
import { TruthWriter } from './truth-ops.ts';

/** What a pipe of the system holds (pipe(7)). */
const pipeBytes = 1 << 16;

test('what leaves a process leaves in order, after the truth of its turn, and not with an earlier turn', () => {
  const seen: string[] = [];
  const held: (() => void)[] = [];
  const truth = new TruthWriter(
    () => 0,
    () => seen.push('truth'),
  );
  const outward = new Outward(truth, (then) => held.push(then));
  truth.tell('clear');
  outward.after(() => seen.push('frame 1'));
  outward.after(() => seen.push('record 2'));
  expect(seen).toEqual([]);
  outward.turned();
  truth.tell('clear');
  outward.after(() => seen.push('frame 3'));
  held.shift()!();
  outward.turned();
  expect(seen).toEqual(['truth', 'frame 1', 'record 2', 'truth']);
  held.shift()!();
  expect(seen.at(-1)).toBe('frame 3');
  outward.turned();
  expect(held, 'a turn in which nothing leaves writes no truth of its own').toEqual([]);
});

test('truth counts as told once it is out of the process, not while the pipe is full', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-truth-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const judge = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new TruthPipe(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK), () => {});
  const told: string[] = [];
  pipe.write(Buffer.alloc(10));
  pipe.told(() => told.push('what the kernel took'));
  expect(told).toEqual(['what the kernel took']);
  pipe.write(Buffer.alloc(1 << 20));
  pipe.told(() => told.push('the first of the rest'));
  pipe.write(Buffer.alloc(10));
  pipe.told(() => told.push('the last'));
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  expect(told).toEqual(['what the kernel took']);
  const bytes = Buffer.alloc(4096);
  const all = 10 + (1 << 20) + 10;
  for (let read = 0; read < all; await nextTurn()) {
    const inTheKernel = told.length === 3;
    expect(inTheKernel && all - read > pipeBytes, 'told while it was still in the process').toBe(false);
    read += readSome(judge, bytes);
  }
  await expect.poll(() => told).toEqual(['what the kernel took', 'the first of the rest', 'the last']);
  await new Promise<void>((ended) => pipe.end(ended));
  closeSync(judge);
  rmSync(folder, { recursive: true });
});

/** Bytes that lie in a pipe; none where it is empty for the moment. */
function readSome(descriptor: number, into: Buffer): number {
  try {
    return readSync(descriptor, into);
  } catch (error) {
    expect(error).toMatchObject({ code: 'EAGAIN' });
    return 0;
  }
}
