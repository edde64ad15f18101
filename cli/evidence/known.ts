import { attackers } from '../../attacks/attackers/catalogue.ts';
import { attacks } from '../../attacks/catalogue.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { AttackerClass } from '../../sim/framework/attacker.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';

/** What a figure names by its identifier; throws a `RangeError` where the catalogue has no such thing. */
const known =
  <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
  (id: string): Thing => {
    const found = things.find((thing) => thing.id === id);
    if (found === undefined) throw new RangeError(`no ${id} in the catalogue`);
    return found;
  };

/** The attack of an identifier. */
export const attackOf: (id: string) => Attack = known(attacks);
/** The class of an identifier. */
export const classOf: (id: string) => AttackerClass = known(attackers);
/** The scenario of an identifier. */
export const scenarioOf: (id: string) => Scenario = known(scenarios);
