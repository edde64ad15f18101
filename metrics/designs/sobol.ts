import type { Stream } from '../../sim/kernel/stream.ts';
import { checkCount, checkIndex } from './design.ts';
import type { Design } from './design.ts';
import { directionLines } from './sobol-directions.ts';

const BITS = 32;
const INVERSE_TWO_32 = 1 / 4294967296;

/** Dimensions that there are direction numbers for. */
export const mostSobolDimensions = directionLines.length + 1;

/** What a part of Sobol' sequence is taken by. */
export interface SobolPlan {
  readonly dimensions: number;
  /** Points; a power of two keeps the sequence balanced (A. B. Owen, On dropping the first Sobol' point, MCQMC 2020). */
  readonly size: number;
  /** Scrambles the sequence: every point becomes uniform, their balance stays. Without it the bare sequence, from 0. */
  readonly scramble?: Stream;
}

/**
 * Sobol' sequence (I. M. Sobol', USSR Comput. Math. Math. Phys. 7(4), 1967) with the direction numbers of Joe and Kuo, in the
 * order of the Gray code (I. A. Antonov, V. M. Saleev, 1979). Scrambled by a random lower triangular matrix and a digital shift in
 * each dimension, which has the variance of Owen's scrambling at a fraction of its work (J. Matousek, J. Complexity 14, 1998).
 */
export function sobol({ dimensions, size, scramble }: SobolPlan): Design<'cube'> {
  checkCount(dimensions, 'dimensions');
  checkCount(size, 'points');
  if (dimensions > mostSobolDimensions) {
    throw new RangeError(`Sobol' sequence is there for ${mostSobolDimensions} dimensions, got ${dimensions}`);
  }
  if (size > 4294967296) throw new RangeError(`Sobol' sequence has 2^32 points, got ${size}`);
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionsOf(dimension));
  const shifts = new Uint32Array(dimensions);
  if (scramble !== undefined) {
    directions.forEach((own, dimension) => {
      mixDigits(own, scramble);
      shifts[dimension] = scramble.u32();
    });
  }
  // The middle of a cell keeps scrambled points off 0; the bare sequence is what is published.
  const middle = scramble === undefined ? 0 : 0.5;
  return {
    space: 'cube',
    dimensions,
    size,
    at(index) {
      checkIndex(index, size);
      const gray = (index ^ (index >>> 1)) >>> 0;
      return directions.map((own, dimension) => {
        let word = shifts[dimension]!;
        for (let bit = 0, rest = gray; rest !== 0; bit++, rest >>>= 1) if ((rest & 1) === 1) word ^= own[bit]!;
        return ((word >>> 0) + middle) * INVERSE_TWO_32;
      });
    },
  };
}

/** The 32 direction numbers of a dimension, from 0, as binary fractions of 32 digits. */
function directionsOf(dimension: number): Uint32Array {
  const own = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) own[bit] = 1 << (BITS - 1 - bit);
    return own;
  }
  const [degree, inner, ...initial] = directionLines[dimension - 1]!.split(' ').map(Number) as [number, number];
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      own[bit] = (initial as number[])[bit]! << (BITS - 1 - bit);
      continue;
    }
    let next = own[bit - degree]! ^ (own[bit - degree]! >>> degree);
    for (let term = 1; term < degree; term++) if (((inner >> (degree - 1 - term)) & 1) === 1) next ^= own[bit - term]!;
    own[bit] = next;
  }
  return own;
}

/** Multiplies direction numbers by a random lower triangular matrix over {0, 1} with ones on its diagonal. */
function mixDigits(own: Uint32Array, stream: Stream): void {
  // Row r gives digit r of the product from digits 0 to r, digit 0 being the first after the point.
  const rows = Array.from({ length: BITS }, (_, row) => {
    const diagonal = 1 << (BITS - 1 - row);
    const before = row === 0 ? 0 : (0xffffffff << (BITS - row)) & stream.u32();
    return (diagonal | before) >>> 0;
  });
  for (let bit = 0; bit < BITS; bit++) {
    let mixed = 0;
    for (let row = 0; row < BITS; row++) mixed |= parity(rows[row]! & own[bit]!) << (BITS - 1 - row);
    own[bit] = mixed;
  }
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  return (folded ^ (folded >>> 1)) & 1;
}
