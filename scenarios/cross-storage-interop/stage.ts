import type { Stage } from '../../sim/framework/attack.ts';
import { entityOf } from '../kit/book.ts';
import type { Capacities } from '../kit/capacities.ts';
import type { House } from '../kit/house.ts';
import { firstHolder } from '../kit/sales.ts';
import { stageOf } from '../kit/stage.ts';
import type { InteropParameters } from './parameters.ts';

/** Which of an equipped room's devices the attacker may have: lamp and display, whose state tells of nobody. */
const harmless = [2, 3];

/**
 * Where attackers stand beside where they do in every house: in the storage that the first platform asks first, and in a device, whose
 * keys are the attacker's own; at whom they aim: a digital entity that a platform keeps for a sensor, or a fountain that it keeps. Where it can be so, that platform
 * is of another federation than the device's holder and storage.
 */
export function stage(
  house: House,
  values: InteropParameters,
  capacity: Capacities,
  identifiers: readonly string[],
): Stage {
  const base = stageOf(house, values, capacity);
  const { things, virtual, platforms, authorities, sites, federationOf } = house;
  const placeOf = (thing: number): number => firstHolder(thing, platforms.length);
  const isNear = (place: number): boolean => federationOf(platforms[place]!.party) === 0;
  const candidates = harmless.map((one) => sites[0]!.devices.first - things.first + one);
  const thing = candidates.find((one) => isNear(placeOf(one))) ?? candidates[0]!;
  const device = things.first + thing;
  const holder = placeOf(thing);
  const others = platforms.map((_, place) => place).filter((place) => place !== holder);
  const aim = others.find((place) => !isNear(place)) ?? others[0]!;
  const { party } = platforms[aim]!;
  const fountain = values.aim === 'fountain' ? virtual.holders.indexOf(party) : -1;
  return {
    ...base,
    victims: [
      ...base.victims,
      // The first platform's fountain, as the second sees it.
      ...(virtual.count === 0
        ? []
        : [
            {
              thing: virtual.first,
              entry: platforms[1]!.entityAgent.first,
              point: 'RP-X',
              report: { quantity: 'jet', value: 100, at: 0 },
            } as const,
          ]),
    ],
    insiders: { ...base.insiders, replica: house.replicas[0]!.first },
    accounts: { ...base.accounts, device: { person: device, door: authorities[0]!.identityStorage.first } },
    records: {
      own: { identifier: identifiers[thing]!, holder: platforms[holder]!.party, counterpart: entityOf(party, thing) },
      aim: {
        identifier: fountain < 0 ? identifiers[aim]! : virtual.identifiers[fountain]!,
        holder: party,
        // Sensors go round at the beginning: the one with its platform's number is its own.
        counterpart: fountain < 0 ? entityOf(party, aim) : virtual.identifiers[fountain]!,
      },
    },
  };
}
