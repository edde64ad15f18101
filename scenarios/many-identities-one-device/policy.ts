import { identityOf } from '../../sim/components/identities.ts';
import { quantityOf, thingOf } from '../../sim/components/things.ts';
import type { Household } from '../../sim/framework/control.ts';
import type { Purpose } from '../../sim/framework/datum.ts';
import type { Crowd } from './crowd.ts';

/** For what owners let be used what their things say, and what is known of their identities. */
const agreed: readonly Purpose[] = ['twin', 'share', 'identity'];

/**
 * The defender's own rules: what controls judge by. What a thing says serves its twins, and an inquiry the sharing between them, and
 * nothing else; only the platform at which an identity is known is told with which others it belongs together. Nobody commands. Which
 * identities are of one thing stands nowhere here. What is truly allowed is declared apart, in the entitlements.
 */
export function policy({ register, identities, sensed, harbours }: Crowd): Household {
  const twins = harbours.map(({ entityAgent }) => entityAgent.first);
  return {
    nodes: register.nodes,
    nameOf: (node) => {
      const seats = register.seatsOf(node);
      return seats === undefined ? `outsider-${node}` : seats.nameEach(node - seats.first);
    },
    roleOf: (node) => register.roleOf(node),
    may: () => false,
    scopesOf: () => [],
    consents: (subject, purpose) => agreed.includes(purpose) && identityOf(identities, subject) >= 0,
    mayPass: ({ subject, recipient }) => {
      const identity = identityOf(identities, subject);
      return identity >= 0 && twins[identities.platformOf[identity]!] === recipient;
    },
    inputsFor: () => [],
    quantityOf: (node) => {
      const thing = thingOf(sensed, node);
      return thing < 0 ? undefined : quantityOf(sensed, thing);
    },
  };
}
