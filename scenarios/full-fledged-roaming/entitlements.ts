import { thingOf } from '../../sim/components/things.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { sits } from '../kit/seating.ts';
import { seatsOfHarbour } from '../kit/seats/harbour.ts';
import type { Fleet } from './fleet.ts';

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - Everybody knows what is public, and itself. Who comes from outside knows nothing else.
 * - Any platform may know a robot. A headset tells of its wearer: all platforms may know it but the one that the wearer does not
 *   visit, which is the first platform for the first headset, the second for the second, and over again; where there are only two
 *   platforms, both.
 * - The identity storage and its audit log know who enrols, not what things report.
 * - Nobody commands a thing.
 */
export function entitlements({ register, things, headsets, harbours }: Fleet): Entitlements {
  const platformOf = new Map(
    harbours.flatMap((harbour, platform) =>
      seatsOfHarbour(harbour).map(({ first }): [number, number] => [first, platform]),
    ),
  );
  const visited = (thing: number, platform: number): boolean => {
    if (!sits(thing, headsets) || harbours.length === 2) return true;
    return (thing - headsets.first) % harbours.length !== platform;
  };
  return {
    mayKnow: (node, dataClass, subject) => {
      if (dataClass === 'public' || (node === subject && register.seatsOf(node) !== undefined)) return true;
      switch (register.seatsOf(node)?.role) {
        case 'identity-storage':
        case 'audit-log':
          return dataClass === 'operational';
        case 'things-agent':
        case 'secure-dpm':
        case 'entity-agent':
          return thingOf(things, subject) < 0 || visited(subject, platformOf.get(node)!);
        default:
          return false;
      }
    },
    mayCommand: () => false,
  };
}
