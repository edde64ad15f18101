import { thingOf } from '../../sim/components/things.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { sits } from '../kit/seating.ts';
import { seatsOfHarbour } from '../kit/seats/harbour.ts';
import type { Fleet } from './fleet.ts';

/** Share of the view from which on a label blinds its wearer, % (assumption). */
const blindingPercent = 50;

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - Everybody knows what is public, and itself. Who comes from outside knows nothing else.
 * - Any platform may know a robot. A headset tells of its wearer: all platforms may know it but the one that the wearer does not
 *   visit, which is the first platform for the first headset, the second for the second, and over again; where there are only two
 *   platforms, both. AR glasses tell of those whom they see, who have agreed to that on all platforms but one, in the same order.
 * - What the twins of robots say may be shown to who wears glasses; of wearers and bystanders glasses are to learn nothing.
 * - Whatever is shown, a wearer who sees less than half of the surroundings comes to harm.
 * - The identity storage and its audit log know who enrols, not what things report.
 * - Nobody commands a thing.
 */
export function entitlements({ register, things, robots, headsets, glasses, harbours }: Fleet): Entitlements {
  const platformOf = new Map(
    harbours.flatMap((harbour, platform) =>
      seatsOfHarbour(harbour).map(({ first }): [number, number] => [first, platform]),
    ),
  );
  const visited = (thing: number, platform: number): boolean => {
    // Glasses are numbered after headsets.
    if (!(sits(thing, headsets) || sits(thing, glasses)) || harbours.length === 2) return true;
    return (thing - headsets.first) % harbours.length !== platform;
  };
  return {
    mayKnow: (node, dataClass, subject) => {
      if (dataClass === 'public' || (node === subject && register.seatsOf(node) !== undefined)) return true;
      switch (register.seatsOf(node)?.role) {
        case 'device':
          return dataClass === 'operational' && sits(node, glasses) && sits(subject, robots);
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
    // Nothing acts here but displays before eyes, by shares of the view.
    harms: (_thing, percent) => percent > blindingPercent,
  };
}
