import type { Cast, CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { holderEntitlements } from '../kit/holder-entitlements.ts';
import { holderPolicy } from '../kit/holder-policy.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { outageOf } from '../kit/outages.ts';
import { stageOf } from '../kit/stage.ts';
import { claims } from './claims.ts';
import { parameters, sizes } from './parameters.ts';
import type { SharedStorageParameters } from './parameters.ts';
import { registryPlan } from './registry.ts';
import { campusSales } from './sales.ts';

const drawing = `
 campus                                                   platform 1, 2, 3: each holds some of the things
 sensors ─RP-T─▶ gateway ─RP-T─▶ IoT platform ─RP-I report─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin)
 devices ─RP-T──────────────────────▲                         │    ▲     whose is the thing?
                                                 RP-D resolve │    │ RP-D resolved
                                                              ▼    │
                                             replica 1, 2, 3 of the shared storage
                                                              ▲ RP-D replicate
 changes of hands ─▶ book ─▶ identity storage (authority) ────┘ each object endorsed, again and again
`;

/** Several platforms rely on one trustworthy storage, with replicas, for whose things they may show (Y.4812, case a). */
export const sharedIdentityStorage: Scenario<SharedStorageParameters> = {
  id: 'S05',
  name: 'shared-identity-storage',
  summary:
    'Platforms ask one replicated storage whose a thing is: it goes away, things change hands, a replica shows old or altered records.',
  drawing,
  classes: ['IX', 'PV'],
  groups: ['R2', 'R5'],
  parameters,
  sizes,
  attacks: ['A15', 'A18', 'A41'],
  headline: ['M01', 'M30'],
  claims,
  build,
};

function build(values: SharedStorageParameters, seed: number): Cast {
  const { rooms, sensorsPerRoom, roomsPerGateway, platforms, replicas, guests } = values;
  const house = seatHouse(
    {
      sites: [{ party: 'campus', rooms, sensorsPerRoom, equippedRooms: rooms, roomsPerGateway }],
      platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
      providers: 1,
      people: Array.from({ length: guests }, (_, guest) => ({
        room: guest % rooms,
        standing: 'guest' as const,
        platform: guest % platforms,
      })),
      replicas,
    },
    values,
    seed,
  );
  const names = nameEverybody(house, seed);
  const sizesOfAll = capacitiesOf(house, values);
  const sales = campusSales(values, house.things.count);
  const stage = stageOf(house, values, sizesOfAll);
  return {
    ...castHouse(
      house,
      values,
      sizesOfAll,
      names,
      undefined,
      undefined,
      undefined,
      registryPlan(house, names, sales, values),
    ),
    household: householdOf(house, names, holderPolicy),
    entitlements: holderEntitlements(house, sales, values.showSeconds),
    stage: { ...stage, insiders: { ...stage.insiders, replica: house.replicas[0]!.first } },
    events: events(values, house),
  };
}

/** The whole storage, authority and replicas, goes away and comes back with nothing but its book. */
function events(
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
