import { externalDpm } from '../../../sim/components/external-dpm.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { filled } from '../seating.ts';
import type { Ground, Part } from './part.ts';

/** Price of a job at a provider, in millionths of the money unit: each next one asks more (assumption). */
export const priceMicros = (provider: number): number => 100 + 20 * provider;

/** Places the providers; wires to them lead from each platform. */
export const placeProviders = ({ values, house, sizes }: Ground): Part => ({
  placements: house.providers.flatMap((seats, index) =>
    filled(
      seats,
      externalDpm({
        connectors: house.platforms.map(({ secureConnector }) => secureConnector.first),
        priceMicros: priceMicros(index),
        // Who asks more works faster: the first takes twice the time of the others (assumption).
        estimates: index === 0 ? 2 : 1,
        contractLifeNs: seconds(values.contractSeconds),
      }),
      sizes.server('external-dpm'),
    ),
  ),
  wires: [],
});
