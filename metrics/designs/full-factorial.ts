import { checkCount, checkIndex } from './design.ts';
import type { Design } from './design.ts';

/**
 * Every combination of levels, the last factor changing fastest, factors with different numbers of levels (D. C. Montgomery,
 * Design and Analysis of Experiments, chapter 5). No factor at all has one combination, the empty one.
 */
export function fullFactorial(levels: readonly number[]): Design<'levels'> {
  for (const count of levels) checkCount(count, 'levels');
  const size = checkCount(
    levels.reduce((product, count) => product * count, 1),
    'combinations',
  );
  return {
    space: 'levels',
    dimensions: levels.length,
    size,
    at(index) {
      let rest = checkIndex(index, size);
      const point = new Array<number>(levels.length);
      for (let factor = levels.length - 1; factor >= 0; factor--) {
        const count = levels[factor]!;
        point[factor] = rest % count;
        rest = Math.floor(rest / count);
      }
      return point;
    },
  };
}
