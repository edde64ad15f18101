import { closeSync, openSync, readSync } from 'node:fs';
import { FaultyRequest, quoted } from './fault.ts';

const chunkBytes = 1 << 16;
/** A fact takes some three hundred characters; a longer line than this is none, and is not kept in memory. */
const mostCharacters = 1 << 16;

/** Lines of a file, one after another, without ever holding the whole. Throws the fault of a line without an end. */
export function* linesOf(path: string): Generator<string, void, void> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(chunkBytes);
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop()!;
      count += lines.length;
      if (rest.length > mostCharacters)
        throw new FaultyRequest(`line ${count + 1} has no end`, quoted(path), 'a fact on each line');
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}
