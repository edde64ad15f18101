import type { Cast, Scenario } from '../../sim/framework/scenario.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { events } from './events.ts';
import { houseTerms } from './house.ts';
import { parameters, sizes } from './parameters.ts';
import type { SharedStorageParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { registryPlan } from './registry.ts';
import { campusSales } from './sales.ts';
import { stage } from './stage.ts';

const drawing = `
 campus                                                   platform 1, 2, 3: each holds some of the things
 sensors ─RP-T─▶ gateway ─RP-T─▶ IoT platform ─RP-I report─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin)
 devices ─RP-T──────────────────────▲ ▲                       │    ▲     whose is the thing?
 valves ─RP-T─▶ heating circuit ─RP-T─┘ one identity for all  │    │
        ◀─RP-T command── IoT system ◀─RP-T command            │    │
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
  attacks: ['A15', 'A18', 'A40', 'A41', 'A45'],
  headline: ['M01', 'M30'],
  claims,
  build,
};

function build(values: SharedStorageParameters, seed: number): Cast {
  const house = seatHouse(houseTerms(values), values, seed);
  const names = nameEverybody(house, seed);
  const sizesOfAll = capacitiesOf(house, values);
  const sales = campusSales(values, house.things.count);
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
    household: householdOf(house, names, policy),
    entitlements: entitlements(house, sales, values.showSeconds),
    stage: stage(house, values, sizesOfAll),
    events: events(values, house),
  };
}
