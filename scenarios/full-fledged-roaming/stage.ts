import { quantityOf } from '../../sim/components/things.ts';
import type { Stage, Victim } from '../../sim/framework/attack.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import { emptyStage } from '../kit/stage.ts';
import type { Fleet } from './fleet.ts';
import type { RoamingParameters } from './parameters.ts';

/** Core time of a full handshake at a responder, by the server cost table. */
const handshakeNs = millis(0.325);
/** A value that does harm when the twin believes it: heat from which people are sent away, and a wearer where nobody is. */
const harmful: Readonly<Partial<Record<Quantity, number>>> = { temperature: 45, motion: 1 };
const mostRobots = 8;

/**
 * Where attackers stand: at the door and inside of the first platform, on the first robot's way to it, and at the first robots. Keys
 * were copied from the first headset, or from the first robot where there are none; they are used at the door of the second platform.
 * The last thing whose keys were not copied is an attacker's own, where there are two at least.
 */
export function stage(
  { robots, headsets, things, harbours, authority }: Fleet,
  { copyAgeHours }: RoamingParameters,
): Stage {
  const [door, other] = [harbours[0]!.thingsAgent.first, harbours[1]!.thingsAgent.first];
  const victimOf = (thing: number, entry: number): Victim => {
    const quantity = quantityOf(things, thing - things.first);
    return { thing, entry, point: 'RP-T', report: { quantity, value: harmful[quantity] ?? 0, at: 0 } };
  };
  const copied = headsets.count > 0 ? headsets.first : robots.first;
  const firstRobots = Array.from({ length: Math.min(mostRobots, robots.count) }, (_, robot) => robots.first + robot);
  const last = things.first + things.count - 1;
  const own = last === copied ? last - 1 : last;
  const alone = things.count < 2;
  return {
    ...emptyStage,
    wires: {
      reports: { from: robots.first, to: door, point: 'RP-T' },
      'hand-overs': { from: door, to: other, point: 'RP-X' },
    },
    victims: [
      ...firstRobots.filter((robot) => robot !== copied && robot !== own).map((robot) => victimOf(robot, door)),
      victimOf(copied, other),
    ],
    accounts: alone ? {} : { device: { person: own, door: authority.identityStorage.first } },
    insiders: { 'things agent': door },
    copies: { thing: { node: copied, ageNs: seconds(copyAgeHours * 3600), entry: other } },
    doors: { 'platform 1': { node: door, point: 'RP-T', opensPerSecond: Math.floor(1e9 / handshakeNs) } },
  };
}
