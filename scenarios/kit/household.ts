import type { Standing } from '../../sim/components/person.ts';
import { quantityOf, thingOf } from '../../sim/components/things.ts';
import { virtualQuantityOf } from '../../sim/components/virtual-things.ts';
import type { Household } from '../../sim/framework/control.ts';
import type { Purpose } from '../../sim/framework/datum.ts';
import { consentOf } from './consent.ts';
import type { House } from './house.ts';
import type { Names } from './names.ts';
import { sits } from './seating.ts';

/** What the defender of a house has laid down. */
export interface HouseRules {
  /** What people of a standing may do in their own room: view, query, command:lamp ... */
  readonly scopes: Readonly<Record<Standing, readonly string[]>>;
  /** Purposes to which the people of a room have agreed, for what is sensed of them. */
  readonly agreed: readonly Purpose[];
  /** Inputs that a task needs, by name; undefined where nothing is taken out. */
  readonly inputsFor: Household['inputsFor'];
  /** How counts of people are told to outside work; exactly where nothing is said. */
  readonly noiseFor?: NonNullable<Household['noiseFor']>;
}

/**
 * The defender's own rules: what controls judge by. Scopes count in a person's own room alone; pictures serve the twin alone.
 * What is truly allowed is declared apart, in the entitlements.
 */
export function householdOf(
  house: House,
  names: Names,
  { scopes, agreed, inputsFor, noiseFor }: HouseRules,
): Household {
  const { register, things, virtual, people, persons } = house;
  const scopesOf = (node: number): readonly string[] =>
    sits(node, persons) ? scopes[people.standing[node - persons.first]!] : [];
  const quantityOfNode = (node: number): string | undefined => {
    const thing = thingOf(things, node);
    if (thing >= 0) return quantityOf(things, thing);
    const one = thingOf(virtual, node);
    return one < 0 ? undefined : virtualQuantityOf(virtual, one);
  };
  /** Room of a thing that can be commanded, virtual ones too; -1 for a node that is none. */
  const roomOfNode = (node: number): number =>
    things.room[thingOf(things, node)] ?? virtual.room[thingOf(virtual, node)] ?? -1;
  return {
    nodes: register.nodes,
    nameOf: (node) => names.nameOf(node),
    roleOf: (node) => register.roleOf(node),
    may: (person, kind, over) => {
      if (!sits(person, persons)) return false;
      const room = kind === 'command' ? roomOfNode(over) : over;
      const scope = kind === 'command' ? `command:${quantityOfNode(over)}` : kind;
      return people.room[person - persons.first] === room && scopesOf(person).includes(scope);
    },
    scopesOf,
    consents: consentOf(house, agreed),
    inputsFor,
    ...(noiseFor === undefined ? {} : { noiseFor }),
    quantityOf: quantityOfNode,
  };
}
