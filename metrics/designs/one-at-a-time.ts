import { checkCount, checkIndex } from './design.ts';
import type { Design } from './design.ts';

/**
 * A base point, then each factor's other levels with all other factors at the base: cheap, and blind to factors that work only
 * together (C. Daniel, One-at-a-Time Plans, JASA 68, 1973). The base is level 0 of every factor unless given.
 */
export function oneAtATime(levels: readonly number[], base: readonly number[] = levels.map(() => 0)): Design<'levels'> {
  for (const count of levels) checkCount(count, 'levels');
  if (base.length !== levels.length) {
    throw new RangeError(`a base has one level for each of ${levels.length} factors, got ${base.length}`);
  }
  base.forEach((level, factor) => checkIndex(level, levels[factor]!));
  const size = levels.reduce((sum, count) => sum + count - 1, 1);
  return {
    space: 'levels',
    dimensions: levels.length,
    size,
    at(index) {
      const point = [...base];
      let rest = checkIndex(index, size) - 1;
      if (rest < 0) return point;
      let factor = 0;
      for (; rest >= levels[factor]! - 1; factor++) rest -= levels[factor]! - 1;
      point[factor] = rest < base[factor]! ? rest : rest + 1;
      return point;
    },
  };
}
