import type { Stream } from '../../sim/kernel/stream.ts';
import { checkCount, checkIndex } from './design.ts';
import type { Design } from './design.ts';

/** What a Latin hypercube is drawn from. */
export interface LatinHypercubePlan {
  readonly dimensions: number;
  readonly size: number;
  readonly stream: Stream;
  /** How many are drawn; the one whose two closest points are furthest apart is kept. One unless given. */
  readonly candidates?: number;
}

/**
 * A Latin hypercube: in every dimension each of `size` equal slices holds one point, at a random place in it (M. D. McKay,
 * R. J. Beckman, W. J. Conover, Technometrics 21(2), 1979); of several candidates the maximin one (M. E. Johnson, L. M. Moore,
 * D. Ylvisaker, J. Stat. Plan. Inference 26, 1990).
 */
export function latinHypercube({ dimensions, size, stream, candidates = 1 }: LatinHypercubePlan): Design<'cube'> {
  checkCount(dimensions, 'dimensions');
  checkCount(size, 'points');
  checkCount(candidates, 'candidates');
  let best = drawn(dimensions, size, stream);
  let apart = candidates === 1 ? 0 : leastDistance(best, dimensions);
  for (let candidate = 1; candidate < candidates; candidate++) {
    const other = drawn(dimensions, size, stream);
    const otherApart = leastDistance(other, dimensions);
    if (otherApart > apart) [best, apart] = [other, otherApart];
  }
  return {
    space: 'cube',
    dimensions,
    size,
    at(index) {
      const from = checkIndex(index, size) * dimensions;
      return Array.from(best.subarray(from, from + dimensions));
    },
  };
}

function drawn(dimensions: number, size: number, stream: Stream): Float64Array {
  const points = new Float64Array(dimensions * size);
  const slices = new Uint32Array(size);
  for (let dimension = 0; dimension < dimensions; dimension++) {
    for (let slice = 0; slice < size; slice++) slices[slice] = slice;
    for (let point = size - 1; point >= 0; point--) {
      // Fisher and Yates: the slices that are still free stand in front.
      const chosen = stream.below(point + 1);
      const slice = slices[chosen]!;
      slices[chosen] = slices[point]!;
      points[point * dimensions + dimension] = (slice + stream.uniform()) / size;
    }
  }
  return points;
}

/** Least squared distance between two points. */
function leastDistance(points: Float64Array, dimensions: number): number {
  let least = Infinity;
  for (let one = 0; one < points.length; one += dimensions) {
    for (let other = 0; other < one; other += dimensions) {
      let distance = 0;
      for (let dimension = 0; dimension < dimensions; dimension++) {
        const apart = points[one + dimension]! - points[other + dimension]!;
        distance += apart * apart;
      }
      if (distance < least) least = distance;
    }
  }
  return least;
}
