import { checkIndex } from './design.ts';
import type { Design } from './design.ts';

/**
 * The plan that sensitivity indices are estimated from: for each row of `base`, whose first half of dimensions is a point A and
 * whose second half a point B, these two and then, for each factor i, A with B's factor i (A. Saltelli et al., Comput. Phys. Commun.
 * 181, 2010, table 2: A, B, AB_i). So k factors take k + 2 points a row, and `sensitivity` reads what they gave in this order.
 * `base` is Sobol' sequence of twice the factors, scrambled; any cube design of even dimensions will do.
 */
export function saltelli(base: Design<'cube'>): Design<'cube'> {
  if (base.dimensions % 2 !== 0) {
    throw new RangeError(`a base for sensitivity has two dimensions for each factor, got ${base.dimensions}`);
  }
  const factors = base.dimensions / 2;
  const perRow = factors + 2;
  const size = base.size * perRow;
  return {
    space: 'cube',
    dimensions: factors,
    size,
    at(index) {
      const place = checkIndex(index, size) % perRow;
      const both = base.at((index - place) / perRow);
      if (place === 1) return both.slice(factors);
      const point = both.slice(0, factors);
      if (place >= 2) point[place - 2] = both[factors + place - 2]!;
      return point;
    },
  };
}
