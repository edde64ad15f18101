import { quantityOf, thingOf } from '../../sim/components/things.ts';
import type { ControlId, Household } from '../../sim/framework/control.ts';
import type { Purpose } from '../../sim/framework/datum.ts';
import type { Fleet } from './fleet.ts';
import type { RoamingParameters } from './parameters.ts';

/** What owners and wearers have agreed to: the twin, and that the state of a thing goes with it to the next platform. */
const agreed: readonly Purpose[] = ['twin', 'share'];
/** What a platform must promise to be handed a thing: that nothing said there goes in clear. */
const promised: readonly ControlId[] = ['C32'];

/**
 * The defender's own rules: what controls judge by. Owners and wearers have agreed that what their things say serves the twin on the
 * platform where the thing is, goes with it to the next one that promises enough, and serves nothing else; nobody commands these things. What is truly allowed is declared apart, in the
 * entitlements.
 */
export function policy({ register, things }: Fleet, { keys }: RoamingParameters): Household {
  return {
    nodes: register.nodes,
    nameOf: (node) => {
      const seats = register.seatsOf(node);
      return seats === undefined ? `outsider-${node}` : seats.nameEach(node - seats.first);
    },
    roleOf: (node) => register.roleOf(node),
    hasSecureElement: (node) => keys === 'hardware' && thingOf(things, node) >= 0,
    may: () => false,
    scopesOf: () => [],
    consents: (subject, purpose) => agreed.includes(purpose) && thingOf(things, subject) >= 0,
    asks: () => promised,
    inputsFor: () => [],
    quantityOf: (node) => {
      const thing = thingOf(things, node);
      return thing < 0 ? undefined : quantityOf(things, thing);
    },
  };
}
