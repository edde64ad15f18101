import { externalDpm } from '../../../sim/components/external-dpm.ts';
import { filled } from '../seating.ts';
import type { Ground, Part } from './part.ts';

/** Places the providers; wires to them lead from each platform. */
export const placeProviders = ({ house, trade }: Ground): Part => ({
  placements: house.providers.flatMap((seats, index) => {
    const { machine, ...terms } = trade.providers[index]!;
    const connectors = house.platforms.flatMap(({ secureConnector, show }) => [
      secureConnector.first,
      ...(show?.connectors ?? []).map((one) => one.seats.first),
    ]);
    return filled(seats, externalDpm({ connectors, ...terms }), machine);
  }),
  wires: [],
});
