import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { House } from '../kit/house.ts';
import { outageOf } from '../kit/outages.ts';
import type { SharedStorageParameters } from './parameters.ts';

/**
 * What happens to the honest system: the whole storage, authority and replicas, goes away and comes back with nothing but its book; a
 * valve of a heating circuit breaks down; the identity of a circuit, of a valve or of the IoT platform is revoked.
 */
export function events(values: SharedStorageParameters, house: House): readonly CastEvent[] {
  const { systems, members, iotPlatform } = house.sites[0]!;
  const revoked = (atSeconds: number, node: number): readonly CastEvent[] =>
    atSeconds === 0 ? [] : [{ atNs: seconds(atSeconds), event: 'revoke', node }];
  return [
    ...storageAway(values, house),
    ...(values.silentAtSeconds === 0
      ? []
      : outageOf(
          [members.first],
          seconds(values.silentAtSeconds),
          seconds(values.warmUpSeconds + values.durationSeconds),
        )),
    ...revoked(values.revokeAtSeconds, systems.first + systems.count - 1),
    ...revoked(values.revokeValveAtSeconds, members.first + values.valvesPerCircuit - 1),
    ...revoked(values.revokePlatformAtSeconds, iotPlatform.first),
  ];
}

function storageAway(
  { outageAtSeconds, outageSeconds }: SharedStorageParameters,
  { authorities, replicas }: House,
): readonly CastEvent[] {
  if (outageAtSeconds === 0) return [];
  const nodes = [
    ...authorities.map(({ identityStorage }) => identityStorage.first),
    ...replicas.flatMap(({ first, count }) => Array.from({ length: count }, (_, copy) => first + copy)),
  ];
  return outageOf(nodes, seconds(outageAtSeconds), seconds(outageSeconds));
}
