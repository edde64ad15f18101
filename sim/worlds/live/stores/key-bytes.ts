/** A key as bytes whose order is the order of its UTF-16 code units; every string has its own. */
export const keyBytes = (key: string): Buffer => Buffer.from(key, 'utf16le').swap16();

/** The key of such bytes. Throws RangeError for bytes that are no key. */
export const keyOfBytes = (bytes: Uint8Array): string => Buffer.from(bytes).swap16().toString('utf16le');

/** The first key bytes after all that begin with a prefix; null where there are none. */
export function afterPrefix(prefix: Uint8Array): Buffer | null {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return null;
  const after = Buffer.from(prefix.subarray(0, length));
  after[length - 1]!++;
  return after;
}
