import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { House } from '../kit/house.ts';
import { outageOf } from '../kit/outages.ts';
import type { InteropParameters } from './parameters.ts';
import { placeAway } from './sales.ts';

/**
 * What happens to the honest system: the authority and the storages of one federation go away and come back with nothing but the book;
 * the first fountain restarts, or its identity is revoked.
 */
export function events(values: InteropParameters, house: House): readonly CastEvent[] {
  const { fountainRestartAtSeconds, fountainRevokeAtSeconds } = values;
  const { first, count } = house.virtual;
  const fountain = (atSeconds: number, event: 'restart' | 'revoke'): readonly CastEvent[] =>
    atSeconds === 0 || count === 0 ? [] : [{ atNs: seconds(atSeconds), event, node: first }];
  return [
    ...federationAway(values, house),
    ...fountain(fountainRestartAtSeconds, 'restart'),
    ...fountain(fountainRevokeAtSeconds, 'revoke'),
  ];
}

function federationAway(values: InteropParameters, { authorities, replicas }: House): readonly CastEvent[] {
  const { outageAtSeconds, outageSeconds } = values;
  if (outageAtSeconds === 0) return [];
  const place = placeAway(values, { authorities });
  const { first, count } = replicas[place]!;
  const nodes = [
    authorities[place]!.identityStorage.first,
    ...Array.from({ length: count }, (_, copy) => first + copy),
  ];
  return outageOf(nodes, seconds(outageAtSeconds), seconds(outageSeconds));
}
