/**
 * p values adjusted so that the chance of any false finding among all stays below the level that they are held against, whatever
 * hangs together (S. Holm, Scand. J. Stat. 6, 1979). In the order given; unknown ones stay null and count for nothing.
 */
export const holm = (pValues: readonly (number | null)[]): readonly (number | null)[] =>
  adjusted(pValues, (known) => {
    let most = 0;
    return known.map((p, rank) => (most = Math.max(most, Math.min(1, (known.length - rank) * p))));
  });

/**
 * p values adjusted so that the expected share of false findings among those found stays below the level that they are held
 * against, where tests are independent or hang together positively (Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57, 1995; Y.
 * Benjamini, D. Yekutieli, Ann. Stat. 29, 2001). In the order given; unknown ones stay null and count for nothing.
 */
export const benjaminiHochberg = (pValues: readonly (number | null)[]): readonly (number | null)[] =>
  adjusted(pValues, (known) => {
    let least = 1;
    return known
      .map((_, place) => {
        const rank = known.length - place;
        return (least = Math.min(least, (known.length / rank) * known[rank - 1]!));
      })
      .toReversed();
  });

/** Adjusts the known p values in ascending order, and puts each back into its place. */
function adjusted(
  pValues: readonly (number | null)[],
  adjust: (ascending: readonly number[]) => readonly number[],
): readonly (number | null)[] {
  const known = pValues.flatMap((p, place) => (p === null ? [] : [{ p, place }]));
  for (const { p } of known) if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value lies from 0 to 1, got ${p}`);
  const ascending = known.toSorted((one, other) => one.p - other.p);
  const found: (number | null)[] = pValues.map(() => null);
  adjust(ascending.map(({ p }) => p)).forEach((p, rank) => (found[ascending[rank]!.place] = p));
  return found;
}
