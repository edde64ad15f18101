import type { Content } from '../../../sim/framework/crypto.ts';
import { encodeContent } from '../../../sim/crypto/openssl/content.ts';

/** A message as it travels: who, to whom, what about, and readings that each take about as many bytes as the next. */
const message = (readings: number, filling: string): readonly Content[] => [
  2,
  9,
  17,
  4,
  1_234,
  0,
  17,
  2,
  Array.from({ length: readings }, (_, at) => ({ value: 21.3 + at, at: 1000 + at })),
  filling,
];

const encodedBytes = (content: Content): number => encodeContent(content).length;

/** The content of a message with exactly so many bytes in its encoding. Throws RangeError where none is so short. */
export function messageContent(sizeBytes: number): Content {
  let readings = 0;
  while (encodedBytes(message(readings + 1, '')) <= sizeBytes) readings++;
  for (; readings >= 0; readings--) {
    const bare = encodedBytes(message(readings, ''));
    // The length of a text takes one byte up to 23, two up to 255, three beyond; the bare one has the first already.
    for (const head of [0, 1, 2]) {
      const filled = message(readings, '.'.repeat(Math.max(0, sizeBytes - bare - head)));
      if (encodedBytes(filled) === sizeBytes) return filled;
    }
  }
  throw new RangeError(`no message is ${sizeBytes} bytes long`);
}
