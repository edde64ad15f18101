import { costDimensions } from '../../metrics/results/ablation.ts';
import type { ControlSet, CostDimension, ParetoFronts } from '../../metrics/results/ablation.ts';
import { paretoFront } from '../../metrics/statistics/pareto.ts';

const costIn = ({ cost }: ControlSet, dimension: CostDimension): number | null => cost?.[dimension]?.value ?? null;

/** Sets that no other beats, by each cost and by all that are known of every set whose protection is known. */
export function frontsOf(sets: readonly ControlSet[]): ParetoFronts {
  const weighed = sets.filter(({ cost, protection }) => cost !== null && protection !== null);
  const isKnown = (dimension: CostDimension): boolean =>
    weighed.length > 0 && weighed.every((set) => costIn(set, dimension) !== null);
  const front = (dimensions: readonly CostDimension[]): readonly string[] =>
    paretoFront(
      weighed.map((set) => ({
        id: set.id,
        gain: set.protection!,
        costs: dimensions.map((dimension) => costIn(set, dimension)!),
      })),
    )
      .toSorted((one, other) => one.costs[0]! - other.costs[0]!)
      .map(({ id }) => id);
  const by = costDimensions.map((dimension) => [dimension, isKnown(dimension) ? front([dimension]) : null]);
  const known = costDimensions.filter(isKnown);
  return {
    by: Object.fromEntries(by) as ParetoFronts['by'],
    together: known.length === 0 ? [] : front(known),
  };
}
