import {
  attemptWidth,
  countWidth,
  entryKinds,
  latencyWidth,
  mostEntries,
  nodeWidth,
  trafficWidth,
  type FeedEntry,
  type Frame,
} from '../../metrics/results/feed.ts';

/** Flat rows of numbers added up by their keys, the first `keys` numbers of each. Both and the sum are in the order of their keys. */
export function addedRows(
  one: readonly number[],
  other: readonly number[],
  { width, keys }: { readonly width: number; readonly keys: number },
): readonly number[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const sum: number[] = [];
  let a = 0;
  let b = 0;
  while (a < one.length || b < other.length) {
    const order = a >= one.length ? 1 : b >= other.length ? -1 : compared(one, a, other, b, keys);
    const from = order <= 0 ? one : other;
    const start = order <= 0 ? a : b;
    for (let column = 0; column < width; column++) {
      const both = order === 0 && column >= keys ? other[b + column]! : 0;
      sum.push(from[start + column]! + both);
    }
    if (order <= 0) a += width;
    if (order >= 0) b += width;
  }
  return sum;
}

const compared = (one: readonly number[], a: number, other: readonly number[], b: number, keys: number): number => {
  for (let key = 0; key < keys; key++) {
    const difference = one[a + key]! - other[b + key]!;
    if (difference !== 0) return difference;
  }
  return 0;
};

const rankOf = (entry: FeedEntry): number => entryKinds.indexOf(entry.what);

/** The entries of two neighbours, in order of time; where there are too many, those that matter most. */
const joinedLog = (one: Frame, other: Frame): Pick<Frame, 'log' | 'unlisted'> => {
  const all = [...one.log, ...other.log];
  const unlisted = one.unlisted + other.unlisted;
  if (all.length <= mostEntries) return { log: all, unlisted };
  const kept = new Set(all.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, mostEntries));
  const lost = all.reduce((sum, entry) => sum + (kept.has(entry) ? 0 : entry.count), 0);
  return { log: all.filter((entry) => kept.has(entry)), unlisted: unlisted + lost };
};

/** Two neighbouring frames as one: counts are added up, so that nothing but the moment inside it is lost. */
export function merged(one: Frame, other: Frame): Frame {
  return {
    at: one.at,
    span: one.span + other.span,
    traffic: addedRows(one.traffic, other.traffic, { width: trafficWidth, keys: 2 }),
    nodes: addedRows(one.nodes, other.nodes, { width: nodeWidth, keys: 1 }),
    refusals: addedRows(one.refusals, other.refusals, { width: countWidth, keys: 2 }),
    breaches: addedRows(one.breaches, other.breaches, { width: countWidth, keys: 2 }),
    attempts: addedRows(one.attempts, other.attempts, { width: attemptWidth, keys: 1 }),
    latency: addedRows(one.latency, other.latency, { width: latencyWidth, keys: 1 }),
    failed: one.failed + other.failed,
    falseAlarms: one.falseAlarms + other.falseAlarms,
    ...joinedLog(one, other),
  };
}
