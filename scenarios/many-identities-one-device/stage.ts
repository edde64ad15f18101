import { quantityOf } from '../../sim/components/things.ts';
import type { Stage } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { emptyStage } from '../kit/stage.ts';
import type { Crowd } from './crowd.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';

/** A value that does harm when the twin believes it: heat from which people are sent away, or a wearer where nobody is. */
const harmful = { temperature: 45, motion: 1 };

const mostVictims = 8;

/**
 * Where attackers stand: inside the things agents and secure DPMs of the first two platforms, on the way of the first identity to its
 * platform, of which the keys were copied too, and at the first identities there.
 */
export function stage(
  { seats, identities, sensed, harbours }: Crowd,
  { copyAgeHours }: ManyIdentitiesParameters,
): Stage {
  const [one, two] = [harbours[0]!, harbours[1]!];
  const [first, door] = [identities.first, one.thingsAgent.first];
  const quantity = quantityOf(sensed, 0);
  const value = harmful[quantity as keyof typeof harmful];
  return {
    ...emptyStage,
    wires: {
      reports: { from: first, to: door, point: 'RP-T' },
      // A thing reports to a platform by itself here.
      'reports up 1': { from: first, to: door, point: 'RP-T' },
    },
    victims: Array.from({ length: Math.min(mostVictims, seats[0]!.count) }, (_, identity) => ({
      thing: first + identity,
      entry: door,
      point: 'RP-T',
      report: { quantity, value, at: 0 },
    })),
    insiders: {
      'agent 1': door,
      'agent 2': two.thingsAgent.first,
      'dpm 1': one.secureDpm.first,
      'dpm 2': two.secureDpm.first,
    },
    copies: { thing: { node: first, ageNs: seconds(copyAgeHours * 3600), entry: door } },
  };
}
