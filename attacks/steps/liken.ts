/** What came under one identity: when, on the sender's clock in ns, and what it told. */
export interface Track {
  readonly atNs: number[];
  readonly values: number[];
}

/** Reports so close in time were sent by one thing that was awake for both (assumption: far below the time between reports). */
const togetherNs = 20e6;
/** Readings are compared by their means over so long (assumption: several reports of each). */
const spanNs = 10e9;

/** Median distance in time from each report of one to the nearest of the other, ns. */
function apartNs(one: Track, other: Track): number {
  const nearest = one.atNs.map((at) => Math.min(...other.atNs.map((also) => Math.abs(also - at))));
  return nearest.toSorted((a, b) => a - b)[nearest.length >> 1]!;
}

/** Means of a track by spans of time. */
function means({ atNs, values }: Track): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; n: number }>();
  atNs.forEach((at, place) => {
    const span = Math.floor(at / spanNs);
    const { sum, n } = sums.get(span) ?? { sum: 0, n: 0 };
    sums.set(span, { sum: sum + values[place]!, n: n + 1 });
  });
  return new Map([...sums].map(([span, { sum, n }]) => [span, sum / n]));
}

/** How unlike two tracks are: first by whether they come together in time, then by what they told at the same times. */
function unlike(one: Track, other: Track): number {
  const apart = apartNs(one, other);
  if (apart < togetherNs) return apart / togetherNs - 1;
  const [here, there] = [means(one), means(other)];
  let sum = 0;
  let n = 0;
  for (const [span, mean] of here) {
    const also = there.get(span);
    if (also === undefined) continue;
    sum += (mean - also) * (mean - also);
    n++;
  }
  return n === 0 ? Infinity : sum / n;
}

/** Whose track of those is most like this one; the first of several, undefined where there is none. */
export const likest = (track: Track, others: readonly (readonly [number, Track])[]): number | undefined =>
  others.map(([other, also]) => ({ other, apart: unlike(track, also) })).toSorted((a, b) => a.apart - b.apart)[0]
    ?.other;
