import { quantityOf, thingOf } from '../../sim/components/things.ts';
import type { Household } from '../../sim/framework/control.ts';
import type { Fleet } from './fleet.ts';

/**
 * The defender's own rules: what controls judge by. Owners and wearers have agreed that what their things say serves the twin on the
 * platform where the thing is, and nothing else; nobody commands these things. What is truly allowed is declared apart, in the
 * entitlements.
 */
export function policy({ register, things }: Fleet): Household {
  return {
    nodes: register.nodes,
    nameOf: (node) => {
      const seats = register.seatsOf(node);
      return seats === undefined ? `outsider-${node}` : seats.nameEach(node - seats.first);
    },
    roleOf: (node) => register.roleOf(node),
    may: () => false,
    scopesOf: () => [],
    consents: (subject, purpose) => purpose === 'twin' && thingOf(things, subject) >= 0,
    inputsFor: () => [],
    quantityOf: (node) => {
      const thing = thingOf(things, node);
      return thing < 0 ? undefined : quantityOf(things, thing);
    },
  };
}
