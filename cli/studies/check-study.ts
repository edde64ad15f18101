import { layOut } from '../../scenarios/studies/lay-out.ts';
import { levelsOf } from '../../scenarios/studies/points.ts';
import { baselineOf } from '../../scenarios/studies/study-outcome.ts';
import { factorName, isIntensity, isParameter } from '../../sim/framework/study.ts';
import type { Study } from '../../sim/framework/study.ts';
import { choose, chooseWord } from '../choosing.ts';
import type { Catalogue } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { nearestName } from '../nearest.ts';
import { parameterValues } from '../parameters.ts';
import { namesOf } from './names-of.ts';
import { checkLevels, relayed } from './check-levels.ts';

/** Cells of a study, at most: beyond that it is mostly a slip, such as levels meant as a range (assumption). */
const mostCells = 100_000;

/**
 * A study whose every word stands for something, with what the command line sets: names, levels inside their ranges, controls that stand,
 * values that are measured, a baseline that is played. Throws the first thing that is wrong.
 */
export function checkStudy(given: Study, settings: readonly string[], catalogue: Catalogue): Study {
  const where = `study ${given.name}`;
  const scenario = choose('scenario', given.scenario, catalogue.scenarios, where);
  const own = Object.entries(given.parameters).map(([name, value]) => `${name}=${value}`);
  relayed(where, () => parameterValues(scenario, given.size, own));
  const set = parameterValues(scenario, given.size, [...own, ...settings]);
  const names = [...Object.keys(given.parameters), ...settings.map((setting) => setting.split('=')[0]!)];
  const study: Study = {
    ...given,
    scenario: scenario.name,
    parameters: Object.fromEntries(names.map((name) => [name, set[name]!])),
    attacks: given.attacks.map((word) => choose('attack', word, catalogue.attacks, where).id),
    ...(given.attacker === undefined
      ? {}
      : { attacker: choose('attacker', given.attacker, catalogue.attackers, where).id }),
  };
  chooseWord(
    'profile',
    study.profile.name,
    catalogue.profiles.map(({ name }) => name),
    where,
  );
  checkFactors(study, names, where);
  for (const factor of study.factors) checkLevels(factor, study, scenario, catalogue);
  checkValues(study, catalogue, where);
  checkCells(study, catalogue, where);
  return study;
}

function checkFactors({ factors }: Study, set: readonly string[], where: string): void {
  const names = factors.map(factorName);
  const twice = names.find((name, at) => names.slice(0, at).some((one) => one.toLowerCase() === name.toLowerCase()));
  if (twice !== undefined)
    throw new FaultyRequest(`two factors ${quoted(twice)}`, where, 'one factor with the levels of both');
  if (factors.filter(isIntensity).length > 1)
    throw new FaultyRequest('two factors of the rate of attempts', where, 'one of them');
  const fixed = factors.find((factor) => isParameter(factor) && set.includes(factor.name));
  if (fixed !== undefined)
    throw new FaultyRequest(
      `parameter ${quoted(factorName(fixed))} is both set and varied`,
      where,
      `${factorName(fixed)} as a factor only`,
    );
}

function checkValues({ values, repetition }: Study, { metrics }: Catalogue, where: string): void {
  const known = metrics.filter(({ over }) => over === 'run').flatMap((metric) => metric.values);
  const isKnown = (name: string): boolean => {
    if (known.includes(name)) return true;
    // Values by control, point or the like have names of their own below a metric: M46.C11.bytes.
    const [metric, ...rest] = name.split('.');
    return rest.length > 1 && metrics.some(({ id, over }) => id === metric && over === 'run');
  };
  const asked = repetition.kind === 'precision' ? [...values, ...repetition.values] : values;
  const wrong = asked.find((name) => !isKnown(name));
  if (wrong === undefined) return;
  const named = metrics.find(({ name }) => name === wrong)?.values[0];
  throw new FaultyRequest(`unknown value ${quoted(wrong)}`, where, named ?? nearestName(wrong, known));
}

function checkCells(study: Study, catalogue: Catalogue, where: string): void {
  const { design, factors } = study;
  const many =
    design.kind === 'full-factorial'
      ? factors.reduce((product, factor) => product * levelsOf(factor).length, 1)
      : 'points' in design
        ? design.points * (design.kind === 'sensitivity' ? factors.length + 2 : 1)
        : 0;
  if (many > mostCells)
    throw new FaultyRequest(
      `${many} cells, and ${mostCells} are the most`,
      where,
      'a design of points, or fewer levels',
    );
  if (design.kind === 'listed') checkListed(study, where);
  try {
    baselineOf(study, layOut(study, namesOf(catalogue)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FaultyRequest(
      error.message,
      where,
      'a level for every factor, in their order, as design and factors have them',
    );
  }
}

/** Cells that are listed have levels that their factors know. */
function checkListed({ design, factors }: Study, where: string): void {
  if (design.kind !== 'listed') return;
  for (const [place, cell] of design.cells.entries())
    for (const [at, level] of cell.entries()) {
      const factor = factors[at];
      if (factor === undefined) continue;
      const inside =
        factor.kind === 'range'
          ? typeof level === 'number' && level >= factor.least && level <= factor.most
          : (factor.levels as readonly unknown[]).includes(level);
      if (!inside)
        throw new FaultyRequest(
          `cell ${place + 1} has ${factorName(factor)} ${quoted(String(level))}`,
          where,
          levelsOf(factor).join(factor.kind === 'range' ? ' to ' : ', '),
        );
    }
}
