import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 16;

/** Lines of a file, one after another, without ever holding the whole. */
export function* linesOf(path: string): Generator<string, void, void> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(chunkBytes);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}
