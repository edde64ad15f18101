import type { Parameter, Scenario } from '../../sim/framework/scenario.ts';
import { factorName } from '../../sim/framework/study.ts';
import type { Factor, Level, Study } from '../../sim/framework/study.ts';
import { choose, chooseWord } from '../choosing.ts';
import type { Catalogue } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { nearestName } from '../nearest.ts';
import { parameterValues } from '../parameters.ts';

/** A fault of a part of the study, told as one of that part. */
export function relayed<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FaultyRequest)) throw error;
    throw new FaultyRequest(error.fault.what, where, error.fault.nearest);
  }
}

/** Refuses a factor with a level that stands for nothing. */
export function checkLevels(factor: Factor, study: Study, scenario: Scenario, catalogue: Catalogue): void {
  const where = `factor ${factorName(factor)} of ${study.name}`;
  if (factor.kind === 'range') return checkRange(factor, scenario, study, where);
  const levels = factor.levels as readonly Level[];
  const twice = levels.find((level, at) => levels.indexOf(level) !== at);
  if (twice !== undefined)
    throw new FaultyRequest(`level ${quoted(String(twice))} twice`, where, [...new Set(levels)].join(', '));
  switch (factor.kind) {
    case 'parameter':
      for (const level of levels) checkParameter(factor.name, level, scenario, study, where);
      return;
    case 'profile':
      for (const level of levels)
        chooseWord(
          'profile',
          String(level),
          catalogue.profiles.map(({ name }) => name),
          where,
        );
      return;
    case 'control':
      return checkControl(factor.control, study, catalogue, where);
    case 'attack':
      for (const level of levels) checkAttacks(String(level), catalogue, where);
      return;
    case 'attacker':
      for (const level of levels) if (level !== 'none') byId('attacker', String(level), catalogue.attackers, where);
      return;
    case 'size':
    case 'intensity':
      return;
  }
}

/** What an identifier stands for: levels are texts of tables, so that one thing has one name there. */
function byId(
  kind: string,
  word: string,
  things: readonly { readonly id: string; readonly name: string }[],
  where: string,
): void {
  const { id } = choose(kind, word, things, where);
  if (id !== word) throw new FaultyRequest(`${kind} ${quoted(word)} by name`, where, id);
}

function checkAttacks(level: string, { attacks }: Catalogue, where: string): void {
  if (level === 'none') return;
  const words = level.split('+');
  for (const word of words) byId('attack', word, attacks, where);
  if (new Set(words).size < words.length)
    throw new FaultyRequest(`attacks ${quoted(level)} name one twice`, where, [...new Set(words)].join('+'));
}

/** A control that is taken out somewhere must stand there: in each profile of the study, or nothing would be varied. */
function checkControl(word: string, study: Study, { controls, profiles }: Catalogue, where: string): void {
  byId('control', word, controls, where);
  const varied = study.factors.find((factor) => factor.kind === 'profile');
  const names: readonly string[] = varied === undefined ? [study.profile.name] : varied.levels;
  const standing = profiles.filter(({ name, controls: own }) => names.includes(name) && own.includes(word));
  if (standing.length === 0 || study.profile.without.includes(word as never)) {
    const wider = profiles.find(({ controls: own }) => own.includes(word));
    throw new FaultyRequest(
      `control ${word} does not stand under ${names.join(', ')}`,
      where,
      wider === undefined ? 'another control' : `profile ${wider.name}`,
    );
  }
}

function parameterOf(name: string, scenario: Scenario, where: string): Parameter {
  const known = Object.keys(scenario.parameters);
  if (known.includes(name)) return scenario.parameters[name]!;
  throw new FaultyRequest(`unknown parameter ${quoted(name)} of ${scenario.name}`, where, nearestName(name, known));
}

function checkParameter(name: string, level: Level, scenario: Scenario, study: Study, where: string): void {
  const parameter = parameterOf(name, scenario, where);
  if (typeof level !== typeof parameter.default)
    throw new FaultyRequest(
      `level ${quoted(String(level))} is a ${typeof level}, and ${name} a ${typeof parameter.default}`,
      where,
      String(parameter.default),
    );
  relayed(where, () => parameterValues(scenario, study.size, [`${name}=${level}`]));
}

function checkRange(
  { name, of, least, most, logarithmic }: Extract<Factor, { readonly kind: 'range' }>,
  scenario: Scenario,
  study: Study,
  where: string,
): void {
  if (!(least < most)) throw new FaultyRequest(`a range from ${least} to ${most}`, where, `${most} to ${least}`);
  if ((logarithmic === true || of === 'intensity') && !(least > 0))
    throw new FaultyRequest(`a range from ${least}, which must be above 0`, where, `${most / 100} to ${most}`);
  if (of === 'parameter') for (const end of [least, most]) checkParameter(name, end, scenario, study, where);
}
