import { randomBytes } from 'node:crypto';
import type { Stream } from '../../../kernel/stream.ts';

/** Content type and version of a protected record, its header, and its shortest content: a byte of type and the tag (RFC 8446, 5.2). */
const protectedRecord = [23, 3, 3] as const;
const headBytes = 5;
const tagBytes = 17;

/** A record of TLS as somebody can write it who has not the channel's key: bytes that open to nothing. */
export function blindRecord(sizeBytes: number): Buffer {
  const record = randomBytes(headBytes + sizeBytes + tagBytes);
  record.set(protectedRecord);
  record.writeUInt16BE(sizeBytes + tagBytes, 3);
  return record;
}

/** The same record with one bit flipped behind its header, by somebody who cannot tell what it hits. */
export function withFlippedBit(record: Buffer, random: Stream): Buffer {
  const flipped = Buffer.from(record);
  const at = headBytes + random.below(record.length - headBytes);
  flipped[at]! ^= 1 << random.below(8);
  return flipped;
}
