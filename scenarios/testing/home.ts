import type { Attack } from '../../sim/framework/attack.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import type { RunPlan } from '../replicate.ts';
import { planIn } from './play.ts';
import { trials } from './trials.ts';

/**
 * A run of an attack in the first scenario that names it; values are set of those parameters that the scenario has, but for those that it
 * sets itself where attacks are studied.
 */
export function planAtHome(attack: Attack, given: Partial<RunPlan>, set: ParameterValues): RunPlan {
  const home = trials.find(([, { scenario }]) => scenario.attacks.includes(attack.id));
  if (home === undefined) throw new RangeError(`${attack.id}: no scenario names it, so it is tried nowhere`);
  const { scenario, studied, studiedWith } = home[1];
  const own = Object.fromEntries(Object.entries(set).filter(([name]) => Object.hasOwn(scenario.parameters, name)));
  return planIn(scenario, { attacks: [attack], ...given }, { ...own, ...studied, ...studiedWith?.[attack.id] });
}
