/**
 * A finite list of points at which something is to be tried, each from its index alone, so that workers and shards need no list.
 * Points of `levels` hold one level index a factor; points of `cube` one number in [0, 1) a dimension.
 */
export interface Design<Space extends 'levels' | 'cube' = 'levels' | 'cube'> {
  readonly space: Space;
  /** Factors, or dimensions: the length of every point. */
  readonly dimensions: number;
  /** How many points there are. */
  readonly size: number;
  /** Point `index`, from 0; RangeError for one that is not there. */
  at(index: number): readonly number[];
}

/** All points of a design, in order. */
export function* pointsOf(design: Design): Generator<readonly number[]> {
  for (let index = 0; index < design.size; index++) yield design.at(index);
}

/** Which of so many equally wide levels a number of [0, 1) falls into. */
export const levelOf = (share: number, levels: number): number => Math.min(levels - 1, Math.floor(share * levels));

/** Checks the index of a point; RangeError where the design has no such point. */
export function checkIndex(index: number, size: number): number {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`a design of ${size} points has none with index ${index}`);
  }
  return index;
}

/** Checks a number of points, dimensions or levels; RangeError unless it is a whole number from `least`. */
export function checkCount(count: number, what: string, least = 1): number {
  if (!(Number.isSafeInteger(count) && count >= least)) {
    throw new RangeError(`a design has a whole number of ${what} from ${least}, got ${count}`);
  }
  return count;
}
