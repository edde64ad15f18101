/**
 * Kendall's tau-b of two rankings of the same things (M. G. Kendall, Biometrika 33, 1945): 1 for the same order, -1 for the
 * opposite, pairs that are tied in either left out of its scale. Null where one of them tells nothing apart. RangeError when
 * the lists have different lengths.
 */
export function kendallTau(first: readonly number[], second: readonly number[]): number | null {
  if (first.length !== second.length) {
    throw new RangeError(`rankings need equal numbers of things, got ${first.length} and ${second.length}`);
  }
  let agreeing = 0;
  let apartInFirst = 0;
  let apartInSecond = 0;
  for (let one = 0; one < first.length; one++) {
    for (let other = 0; other < one; other++) {
      const before = Math.sign(first[one]! - first[other]!);
      const after = Math.sign(second[one]! - second[other]!);
      agreeing += before * after;
      apartInFirst += Math.abs(before);
      apartInSecond += Math.abs(after);
    }
  }
  if (apartInFirst === 0 || apartInSecond === 0) return null;
  return agreeing / Math.sqrt(apartInFirst * apartInSecond);
}
