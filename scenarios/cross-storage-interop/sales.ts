import { seconds } from '../../sim/framework/time.ts';
import type { House } from '../kit/house.ts';
import { salesOf } from '../kit/sales.ts';
import type { Sale } from '../kit/sales.ts';
import { registryPlaceOf } from './identifiers.ts';
import type { InteropParameters } from './parameters.ts';

/** The place of the federation that goes away. */
export const placeAway = (
  { outageFederation }: InteropParameters,
  { authorities }: Pick<House, 'authorities'>,
): number => Math.min(outageFederation, authorities.length) - 1;

/**
 * Every sale of a run. Nobody knows beforehand that a federation will go away, so things are sold up to that moment, and all others
 * while it is away: only what has to be put on record with it, the thing or either entity, waits until its desk is open again.
 */
export function interopSales(values: InteropParameters, house: House): readonly Sale[] {
  const place = placeAway(values, house);
  const awayNs = seconds(values.outageAtSeconds);
  const backNs = awayNs + seconds(values.outageSeconds);
  const desksOf = ({ thing, from, to }: Sale): readonly number[] => [
    registryPlaceOf(house, thing),
    ...[from, to].map((platform) => house.federationOf(house.platforms[platform]!.party)),
  ];
  return salesOf(
    values,
    house.sites[0]!.sensors.count,
    (sale) => awayNs > 0 && sale.atNs >= awayNs && sale.atNs < backNs && desksOf(sale).includes(place),
  );
}
