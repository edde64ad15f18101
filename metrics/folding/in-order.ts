import type { BlockRows } from '../../sim/framework/metric.ts';

/** What to do with a row. */
type Visit = (row: number) => void;

/** Visits the rows of two kinds of fact in the order of the facts, where what one says bears on the other. */
export function inOrder(
  { byKind, starts }: BlockRows,
  one: readonly [number, Visit],
  other: readonly [number, Visit],
): void {
  const [oneKind, visitOne] = one;
  const [otherKind, visitOther] = other;
  let first = starts[oneKind]!;
  let second = starts[otherKind]!;
  const [firstEnd, secondEnd] = [starts[oneKind + 1]!, starts[otherKind + 1]!];
  while (first < firstEnd || second < secondEnd) {
    if (second === secondEnd || (first < firstEnd && byKind[first]! < byKind[second]!)) visitOne(byKind[first++]!);
    else visitOther(byKind[second++]!);
  }
}
