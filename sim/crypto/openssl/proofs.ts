import { hash } from 'node:crypto';

/** A proof is the number of a try, from 0 up: 64 bits. */
const tryBytes = 8;
/** Tries that half of the number can count. */
const half = 4_294_967_296;

const zeroBits = (tried: Uint8Array): number => Math.clz32(hash('sha256', tried, 'buffer').readUInt32BE(0));

/** The first number of a try that makes SHA-256 over the bytes and it begin with so many zero bits. Throws RangeError beyond 32 bits. */
export function searchProof(bytes: Uint8Array, bits: number): Uint8Array {
  if (!(bits >= 0 && bits <= 32)) throw new RangeError(`a proof of work is of 0 to 32 bits, not ${bits}`);
  const tried = Buffer.concat([bytes, Buffer.alloc(tryBytes)]);
  for (let number = 0; ; number++) {
    tried.writeUInt32BE(Math.floor(number / half), bytes.length);
    tried.writeUInt32BE(number % half, bytes.length + tryBytes / 2);
    if (zeroBits(tried) >= bits) return tried.subarray(bytes.length);
  }
}

/** Whether SHA-256 over the bytes and a proof begins with so many zero bits. */
export const proofHolds = (bytes: Uint8Array, bits: number, proof: Uint8Array): boolean =>
  proof.length === tryBytes && zeroBits(Buffer.concat([bytes, proof])) >= bits;
