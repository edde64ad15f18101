import type { CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Federations } from '../kit/federations.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { houseTerms } from './house.ts';
import { parameters, sizes } from './parameters.ts';
import type { StormParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { stage } from './stage.ts';

const drawing = `
 federation 1                     federation 2                       federation 3
 authority 1: its key is stolen   authority 2                        authority 3
   ▲ RP-D enrol   ▲ RP-D status     ▲ RP-D  asks authority 1 too       ▲ RP-D  asks authority 1 too,
   │ (by keys     │ every 10 s      │       every 15 s                 │       every 30 s
   │ installed)   │                 │                                  │
 building 1 ──RP-I──▶ platform 1    │                                  │
 sensors, devices,└──────RP-I──────▶ platform 2                        │
 gateways, IoT    └──────RP-I─────────────────────────────────────────▶ platform 3
 platform                         building 2 ──RP-I──▶ platform 4    building 3 ──RP-I──▶ platform 5

 0 ───── storm: next root, all is revoked ──── everybody asks anew ──── root of the stolen key is dropped ──────▶ time
`;

/** An authority's key is stolen: all that it issued is revoked and issued anew, in federations that learn of it at different times. */
export const revocationStorm: Scenario<StormParameters> = {
  id: 'S08',
  name: 'revocation-storm',
  summary:
    'The key of one of several authorities is stolen: all it issued is revoked and issued anew while federations learn of it one by one.',
  drawing,
  classes: ['PV', 'IX'],
  groups: ['R4', 'R5'],
  parameters,
  sizes,
  attacks: ['A02', 'A12', 'A13', 'A14'],
  headline: ['M11', 'M58', 'M33'],
  claims,
  build: (values, seed) => {
    const house = seatHouse(houseTerms(values), values, seed);
    const names = nameEverybody(house, seed);
    const capacity = capacitiesOf(house, values);
    return {
      ...castHouse(house, values, capacity, names, undefined, undefined, federations(values)),
      household: householdOf(house, names, policy),
      entitlements: entitlements(house),
      stage: stage(house, values, capacity),
      events: events(values, house),
    };
  },
};

/** How each federation keeps up: all with their own authority alike, with the others at periods from the second's to the last one's. */
function federations(values: StormParameters): Federations {
  const { federations: count, statusSeconds, partnerSeconds, slowestSeconds } = values;
  const periodOf = (place: number): number => {
    const share = count > 2 ? Math.max(0, place - 1) / (count - 2) : 1;
    return place === 0 ? partnerSeconds : partnerSeconds + (slowestSeconds - partnerSeconds) * share;
  };
  return {
    each: Array.from({ length: count }, (_, place) => ({
      refreshSeconds: statusSeconds,
      partnerSeconds: periodOf(place),
      endpoints: true as const,
      authority: {
        ...(place === 0 ? { successor: true as const } : {}),
        ...(values.log === 'kept' ? { logs: true as const } : {}),
        ...(values.status === 'filter' ? { falsePositives: values.falsePositives } : {}),
      },
    })),
    ...(values.gossipSeconds > 0 ? { gossipSeconds: values.gossipSeconds } : {}),
    reissue: { lookNs: seconds(values.lookSeconds), spreadNs: seconds(values.spreadSeconds) },
    // Who has lost its credential cannot show it: nodes prove themselves to authorities by keys of their makers (IEEE 802.1AR).
    enrolsBy: 'provisioned',
  };
}

function events({ stormAtSeconds, dropAfterSeconds }: StormParameters, { authorities }: House): readonly CastEvent[] {
  if (stormAtSeconds === 0) return [];
  const node = authorities[0]!.identityStorage.first;
  const atNs = seconds(stormAtSeconds);
  return [
    { atNs, event: 'succeed', node },
    { atNs, event: 'recall', node },
    { atNs: atNs + seconds(dropAfterSeconds), event: 'drop', node },
  ];
}
