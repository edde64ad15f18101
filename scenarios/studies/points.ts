import { levelOf, pointsOf as placesOf } from '../../metrics/designs/design.ts';
import type { Design as Plan } from '../../metrics/designs/design.ts';
import { fullFactorial } from '../../metrics/designs/full-factorial.ts';
import { latinHypercube } from '../../metrics/designs/latin-hypercube.ts';
import { oneAtATime } from '../../metrics/designs/one-at-a-time.ts';
import { saltelli } from '../../metrics/designs/saltelli.ts';
import { sobol } from '../../metrics/designs/sobol.ts';
import type { Factor, Level, Study } from '../../sim/framework/study.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';

/** Levels that a factor is asked for by name; a range has its two ends. */
export const levelsOf = (factor: Factor): readonly Level[] =>
  factor.kind === 'range' ? [factor.least, factor.most] : factor.levels;

/** Latin hypercubes are drawn so often, and the one kept whose points lie furthest apart (assumption: few tries give most of it). */
const hypercubes = 20;

/** The points of a study's design, each a level for every factor, in the order of factors. RangeError where the design does not fit. */
export function pointsOf(study: Study): readonly (readonly Level[])[] {
  const { design, factors } = study;
  if (design.kind !== 'listed') {
    const plan = planOf(study);
    const levelAt = plan.space === 'cube' ? shareLevel : placeLevel;
    return [...placesOf(plan)].map((point) => factors.map((factor, place) => levelAt(factor, point[place]!)));
  }
  for (const cell of design.cells)
    if (cell.length !== factors.length)
      throw new RangeError(`a cell has ${cell.length} levels, and there are ${factors.length} factors`);
  return design.cells;
}

const planOf = ({ design, factors, seed }: Study): Plan => {
  const counts = factors.map((factor) => levelsOf(factor).length);
  const stream = new Stream(keyOf(seed, 0, 'design'));
  switch (design.kind) {
    case 'full-factorial':
      return fullFactorial(counts);
    case 'one-at-a-time':
      return oneAtATime(counts);
    case 'latin-hypercube':
      return latinHypercube({ dimensions: factors.length, size: design.points, stream, candidates: hypercubes });
    case 'sobol':
      return sobol({ dimensions: factors.length, size: design.points, scramble: stream });
    case 'sensitivity':
      return saltelli(sobol({ dimensions: 2 * factors.length, size: design.points, scramble: stream }));
    case 'listed':
      throw new RangeError('listed cells follow no plan');
  }
};

const placeLevel = (factor: Factor, place: number): Level => levelsOf(factor)[place]!;

/** The level at a share of the way through a factor, from 0 to below 1. */
const shareLevel = (factor: Factor, share: number): Level => {
  if (factor.kind !== 'range') return factor.levels[levelOf(share, factor.levels.length)]!;
  const { least, most, logarithmic } = factor;
  if (logarithmic) return least * Math.exp(share * Math.log(most / least));
  return least + share * (most - least);
};
