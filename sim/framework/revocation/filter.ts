import { murmur3 } from './murmur.ts';

/**
 * Revoked serials as a Bloom filter (B. H. Bloom 1970), with what it takes for never refusing who was not revoked. As plain data, so that
 * it can be signed.
 *
 *   serial ─▶ given out after it was built?  ─▶ not revoked, as far as this tells
 *          ─▶ one of its k bits is not set?  ─▶ not revoked, for certain
 *          ─▶ among those that are spared?   ─▶ not revoked: the filter holds it by chance, and its builder saw that
 *          ─▶ else revoked
 */
export interface RevocationFilter {
  /** Serials up to this one had been given out when it was built: of later ones it says nothing. */
  readonly upTo: number;
  /** Its size m, and how many bits k each serial sets. */
  readonly sizeBits: number;
  readonly hashes: number;
  /** Whole bytes in lower-case hexadecimal, the lowest bit of each first. */
  readonly bits: string;
  /** Serials that it holds by chance: they were given out and are not revoked. In ascending order. */
  readonly spared: readonly number[];
}

/** What a filter is built of. */
export interface FilterTerms {
  readonly revoked: Iterable<number>;
  /** Serials that were given out and are not revoked: none of them may be refused. */
  readonly valid: Iterable<number>;
  readonly upTo: number;
  /** Share of other serials that it may hold by chance, above 0 and below 1. */
  readonly falsePositives: number;
}

/** Bits for `count` serials: -n ln p/(ln 2)^2, the least for this share of false positives, rounded up. */
export const filterBits = (count: number, falsePositives: number): number =>
  Math.ceil((-count * Math.log(falsePositives)) / (Math.LN2 * Math.LN2));

/** Bits that each of `count` serials sets: m/n ln 2, which leaves half of the bits unset, rounded, and at least one. */
export const filterHashes = (count: number, sizeBits: number): number =>
  count === 0 ? 1 : Math.max(1, Math.round((sizeBits / count) * Math.LN2));

/** Most bits that one serial may set: a filter of one false positive in 2^30 sets 30 (assumption: nobody needs finer). */
const mostHashes = 32;

/** Builds a filter, and looks up in it every serial that must not be refused. RangeError for a share that is none, or too small. */
export function buildFilter({ revoked, valid, upTo, falsePositives }: FilterTerms): RevocationFilter {
  if (!(falsePositives > 0 && falsePositives < 1)) {
    throw new RangeError(`a share of false positives lies between 0 and 1, not at ${falsePositives}`);
  }
  const serials = [...revoked];
  const sizeBits = filterBits(serials.length, falsePositives);
  const hashes = filterHashes(serials.length, sizeBits);
  // Nobody would take it: see isFilter.
  if (hashes > mostHashes) {
    throw new RangeError(
      `a share of false positives of ${falsePositives} takes ${hashes} hashes, more than ${mostHashes}`,
    );
  }
  const bytes = new Uint8Array(Math.ceil(sizeBits / 8));
  for (const serial of serials) {
    for (let turn = 0; turn < hashes; turn++) {
      const at = placeOf(serial, turn, sizeBits);
      bytes[at >>> 3]! |= 1 << (at & 7);
    }
  }
  const holds = holding({ sizeBits, hashes }, bytes);
  const spared = [...valid].filter(holds).toSorted((a, b) => a - b);
  return { upTo, sizeBits, hashes, bits: hexOf(bytes), spared };
}

/** Answers whether a filter revokes a serial; unpacked once, for many questions. */
export function filterRevokes(filter: RevocationFilter): (serial: number) => boolean {
  const { bits, upTo } = filter;
  const holds = holding(filter, bytesOf(bits));
  const spared = new Set(filter.spared);
  return (serial) => serial <= upTo && holds(serial) && !spared.has(serial);
}

/** Whether a value from outside has the form of a filter whose numbers fit each other; what it says, its signature vouches for. */
export function isFilter(value: unknown): value is RevocationFilter {
  if (typeof value !== 'object' || value === null) return false;
  const { upTo, sizeBits, hashes, bits, spared } = value as Partial<Record<keyof RevocationFilter, unknown>>;
  return (
    isCount(upTo) &&
    isCount(sizeBits) &&
    isCount(hashes) &&
    hashes >= 1 &&
    hashes <= mostHashes &&
    typeof bits === 'string' &&
    bits.length === 2 * Math.ceil(sizeBits / 8) &&
    /^[0-9a-f]*$/.test(bits) &&
    Array.isArray(spared) &&
    spared.every((serial) => typeof serial === 'number')
  );
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function holding({ sizeBits, hashes }: Pick<RevocationFilter, 'sizeBits' | 'hashes'>, bytes: Uint8Array) {
  return (serial: number): boolean => {
    if (sizeBits === 0) return false;
    for (let turn = 0; turn < hashes; turn++) {
      const at = placeOf(serial, turn, sizeBits);
      if ((bytes[at >>> 3]! & (1 << (at & 7))) === 0) return false;
    }
    return true;
  };
}

const highUnit = 4_294_967_296;
const key = new Uint8Array(8);
const keyWords = new DataView(key.buffer);

/** The bit that a serial sets in its turn: the hash of its eight bytes, high byte first as in a certificate, under the turn as seed. */
function placeOf(serial: number, turn: number, sizeBits: number): number {
  keyWords.setUint32(0, Math.floor(serial / highUnit));
  keyWords.setUint32(4, serial % highUnit);
  return murmur3(key, turn) % sizeBits;
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16));
