import type { Stage, Wire } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Capacities } from '../kit/capacities.ts';
import type { House } from '../kit/house.ts';
import { stageOf } from '../kit/stage.ts';
import type { StormParameters } from './parameters.ts';

/** The IoT platform's keys were copied so long before the run: a minute, so that no credential has run out. */
const copyAgeNs = seconds(60);

/**
 * Where attackers stand beside where they do in every house: before every platform that knows the first building's IoT platform, on
 * the wires by which lists of the first authority come to whoever asks for them, with that IoT platform's keys and the first authority's.
 */
export function stage(house: House, values: StormParameters, capacity: Capacities): Stage {
  const base = stageOf(house, values, capacity);
  const [site] = house.sites;
  const authority = house.authorities[0]!.identityStorage.first;
  const iotPlatform = site!.iotPlatform.first;
  const numbered = (what: string, wires: readonly Wire[]): Stage['wires'] =>
    Object.fromEntries(wires.map((one, index) => [`${what} ${index + 1}`, one]));
  const logStolen = values.stolen === 'both' && values.log === 'kept';
  const agents = house.platforms.map(({ thingsAgent }) => thingsAgent.first);
  const mapping = house.platforms.flatMap((platform) => (platform.site === site ? [platform.thingsAgent.first] : []));
  const asking = [...house.sites.map((one) => one.iotPlatform.first), ...agents];
  return {
    ...base,
    wires: {
      ...base.wires,
      ...numbered(
        'reports up',
        mapping.map((to) => ({ from: iotPlatform, to, point: 'RP-I' })),
      ),
      ...numbered(
        'lists',
        asking.map((to) => ({ from: authority, to, point: 'RP-D' })),
      ),
    },
    copies: { ...base.copies, 'IoT platform': { node: iotPlatform, ageNs: copyAgeNs, entry: mapping[0]! } },
    // The front of the authority that gives out roots and lists; keys that sign are held apart.
    insiders: { ...base.insiders, 'bundle endpoint': authority },
    issuers: { 'first authority': { authority, ...(logStolen ? { log: true as const } : {}) } },
  };
}
