import type { StatusList } from '../crypto.ts';

/** A serial: 64 bits, the least that the CA/Browser Forum's baseline requirements ask for. */
const serialBytes = 8;
/** A filter's numbers: the last serial it covers and its size, eight bytes each, and how many bits each serial sets. */
const frameBytes = 2 * 8 + 1;

/** Bytes on the wire of what a status list says is revoked: its serials, or its filter with the serials that it spares. */
export const revocationBytes = ({ revoked, filter }: Pick<StatusList, 'revoked' | 'filter'>): number =>
  revoked.length * serialBytes +
  (filter === undefined ? 0 : frameBytes + filter.bits.length / 2 + filter.spared.length * serialBytes);
