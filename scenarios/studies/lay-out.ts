import type { AttackId } from '../../sim/framework/attack.ts';
import type { AttackerClassId } from '../../sim/framework/attacker.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { ParameterValue, Size } from '../../sim/framework/scenario.ts';
import { factorName, isIntensity, isParameter } from '../../sim/framework/study.ts';
import type { Factor, Level, Study } from '../../sim/framework/study.ts';
import { valuesAt } from '../values.ts';
import type { Cell, RunOrder } from './order.ts';
import { catalogueNames, named } from './names.ts';
import type { Names } from './names.ts';
import { pointsOf } from './points.ts';

/** The cells of a study, in the order of its design. UnknownName and RangeError where it asks for what is not there. */
export const layOut = (study: Study, names: Names = catalogueNames): readonly Cell[] => {
  const { parameters } = named('scenario', study.scenario, names.scenarios);
  return pointsOf(study).map((point, index) => {
    // A range gives any value; a parameter that counts something takes the nearest whole one.
    const levels = point.map((level, place) => {
      const factor = study.factors[place]!;
      const whole = factor.kind === 'range' && isParameter(factor) && parameters[factor.name]?.whole;
      return whole ? Math.round(Number(level)) : level;
    });
    return {
      index,
      levels: Object.fromEntries(study.factors.map((factor, place) => [factorName(factor), levels[place]!])),
      order: orderAt(study, levels, names),
    };
  });
};

/** The runs of a cell, but for their replication. */
const orderAt = (study: Study, levels: readonly Level[], names: Names): Omit<RunOrder, 'replication'> => {
  const scenario = named('scenario', study.scenario, names.scenarios);
  const at = (kind: Factor['kind']): Level | undefined => levels[study.factors.findIndex((one) => one.kind === kind)];
  const attack = at('attack');
  const attacker = at('attacker') ?? study.attacker ?? 'none';
  const own = study.factors.flatMap((factor, place): readonly (readonly [string, ParameterValue])[] =>
    isParameter(factor) ? [[factor.name, levels[place]!]] : [],
  );
  const out = study.factors.flatMap((factor, place): readonly ControlId[] =>
    factor.kind === 'control' && levels[place] === 'out' ? [factor.control] : [],
  );
  const intense = study.factors.findIndex(isIntensity);
  return {
    scenario: scenario.name,
    parameters: {
      ...valuesAt(scenario, (at('size') as Size | undefined) ?? study.size),
      ...(study.parameters as Readonly<Record<string, ParameterValue>>),
      ...Object.fromEntries(own),
    },
    profile: (at('profile') as ProfileName | undefined) ?? study.profile.name,
    without: [...new Set([...study.profile.without, ...out])].toSorted(),
    attacks: attack === undefined ? study.attacks : attack === 'none' ? [] : (String(attack).split('+') as AttackId[]),
    attacker: attacker === 'none' ? null : (attacker as AttackerClassId),
    intensity: intense < 0 ? 1 : Number(levels[intense]),
    suite: 'symbolic',
    seed: study.seed,
    untilSeconds: study.untilSeconds ?? null,
  };
};
