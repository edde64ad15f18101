import type { Control, Ground, Guard, Household } from '../framework/control.ts';
import { points } from '../framework/figure.ts';

/** Nodes of the house whose device has a secure element; empty where there are none. */
function elementsOf(household: Household): ReadonlySet<number> {
  const elements = new Set<number>();
  // Houses of a million nodes mostly say nothing of elements.
  if (household.hasSecureElement === undefined) return elements;
  for (let node = 0; node < household.nodes; node++) if (household.hasSecureElement(node)) elements.add(node);
  return elements;
}

const stand = ({ household }: Ground): Guard => {
  const elements = elementsOf(household);
  // Where no device has the hardware there is nothing to do, and nothing to pay.
  if (elements.size === 0) return {};
  return {
    present(offer, at) {
      // The element makes the proof that this end shows, and takes its time.
      if (offer.proof !== null && elements.has(at.node)) at.charge('element');
    },
    keepsKey: (at) => elements.has(at.node),
  };
};

/** C02: the private key of a device lies in its secure element, which uses it and never gives it out. Stops A01 and A12 there (R4, R5). */
export const hardwareBoundKey: Control = {
  id: 'C02',
  name: 'hardware-bound-key',
  title: 'hardware-bound key',
  summary:
    'The private key of a device with a secure element is used inside it, so that no copy of the device holds it.',
  groups: ['R4', 'R5'],
  rung: 'identity',
  layer: 'standing',
  step: 5,
  places: [...points, 'issue'],
  limits:
    'Does nothing for who has no secure element: constrained things, gateways and servers here keep their keys in software. Only the key behind the certificate lies there; keys under which data are sealed do not. Whoever is inside the device can have the element sign while he is there, and that it keeps what it holds is taken on its maker’s word.',
  source:
    'Protected storage and use of the private key after IEEE 802.1AR (DevID module); public scope. Time of a signature: with the cost table.',
  stand,
};
