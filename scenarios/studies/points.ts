import type { Factor, Level, Study } from '../../sim/framework/study.ts';

/** Levels that a factor is asked for by name; a range has its two ends. */
export const levelsOf = (factor: Factor): readonly Level[] =>
  factor.kind === 'range' ? [factor.least, factor.most] : factor.levels;

/** The points of a study's design, each a level for every factor, in the order of factors. RangeError where the design does not fit. */
export function pointsOf({ design, factors }: Study): readonly (readonly Level[])[] {
  const levels = factors.map(levelsOf);
  switch (design.kind) {
    case 'full-factorial':
      return levels.reduce<readonly (readonly Level[])[]>(
        (points, own) => points.flatMap((point) => own.map((level) => [...point, level])),
        [[]],
      );
    case 'one-at-a-time': {
      const base = levels.map(([first]) => first!);
      return [base, ...levels.flatMap((own, place) => own.slice(1).map((level) => base.with(place, level)))];
    }
    case 'listed':
      for (const cell of design.cells)
        if (cell.length !== factors.length)
          throw new RangeError(`a cell has ${cell.length} levels, and there are ${factors.length} factors`);
      return design.cells;
    case 'latin-hypercube':
    case 'sobol':
    case 'sensitivity':
      throw new RangeError(`design ${design.kind} is not laid out yet`);
  }
}
