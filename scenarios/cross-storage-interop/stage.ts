import type { Stage } from '../../sim/framework/attack.ts';
import { entityOf } from '../kit/book.ts';
import type { Capacities } from '../kit/capacities.ts';
import type { House } from '../kit/house.ts';
import { firstHolder } from '../kit/sales.ts';
import { stageOf } from '../kit/stage.ts';
import type { InteropParameters } from './parameters.ts';

/** Which of an equipped room's devices the attacker has: the lamp, whose state tells of nobody. */
const lamp = 2;

/**
 * Where attackers stand beside where they do in every house: in the storage that the first platform asks first, and in a lamp, whose
 * keys are the attacker's own; at whom they aim: a digital entity that a platform of another federation keeps for a sensor.
 */
export function stage(
  house: House,
  values: InteropParameters,
  capacity: Capacities,
  identifiers: readonly string[],
): Stage {
  const base = stageOf(house, values, capacity);
  const { things, platforms, authorities, sites, federationOf } = house;
  const device = sites[0]!.devices.first + lamp;
  const thing = device - things.first;
  const holder = firstHolder(thing, platforms.length);
  const others = platforms.map((_, place) => place).filter((place) => place !== holder);
  const aim = others.find((place) => federationOf(platforms[place]!.party) !== 0) ?? others[0]!;
  const { party } = platforms[aim]!;
  return {
    ...base,
    insiders: { ...base.insiders, replica: house.replicas[0]!.first },
    accounts: { ...base.accounts, device: { person: device, door: authorities[0]!.identityStorage.first } },
    identities: {
      own: { identifier: identifiers[thing]!, holder: platforms[holder]!.party, counterpart: entityOf(party, thing) },
      // Sensors go round at the beginning: the one with its platform's number is its own.
      aim: { identifier: identifiers[aim]!, holder: party, counterpart: entityOf(party, aim) },
    },
  };
}
