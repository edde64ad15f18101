import type { Household } from '../../sim/framework/control.ts';
import { rootName } from '../../sim/framework/authority.ts';
import { schemeOf } from '../../sim/framework/identity-object.ts';
import type { Cast, Scenario } from '../../sim/framework/scenario.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import type { Names } from '../kit/names.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { events } from './events.ts';
import { houseTerms } from './house.ts';
import { identifiersOf, schemeOfRegistry } from './identifiers.ts';
import { parameters, sizes } from './parameters.ts';
import type { InteropParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { registryPlan } from './registry.ts';
import { interopSales } from './sales.ts';
import { stage } from './stage.ts';

const drawing = `
 federation 1                                                          federation 2
 platform 1, 3: things agent                                           platform 2: things agent
    │ RP-D resolve       ▲ RP-D translated: registry-2/sensor-3 feeds      │ resolve      ▲ translated
    ▼ registry-2/sensor-3│ platform-1/entity-3, which mirrors it           ▼              │
 storages 1 ───────────────RP-D resolve registry-2/sensor-3────────────▶ storages 2
    ▲       ◀──────────────RP-D resolved: feeds platform-1/entity-3─────    ▲
    │ RP-D replicate: platform-1/entity-3 mirrors registry-2/sensor-3       │ RP-D replicate: registry-2/sensor-3
 authority 1 ◀─ book: entities of platforms 1, 3; half of the sensors    authority 2 ◀─ book: entities of platform 2; the other sensors
    ▲ RP-D register: I am registry-1/2718..., and feed platform-1/entity-6
 devices
 persons ─RP-A, RP-M command─▶ entity agent ─RP-M command, observe─▶ fountain 1 ◀─RP-X observe─ entity agents of the other platforms
   fountain 1 exists on platform 1 only: platform-1/fountain-1 mirrors nothing, says authority 1
 campus: sensors ─RP-T─▶ gateway ─RP-T─▶ IoT platform ◀─RP-T─ devices     IoT platform ─RP-I report─▶ things agents of all platforms
`;

/** Federations with a storage each resolve and translate each other's identifiers for their platforms (Y.4812, case b). */
export const crossStorageInterop: Scenario<InteropParameters> = {
  id: 'S06',
  name: 'cross-storage-interop',
  summary:
    'Storages of several federations resolve and translate each other’s identifiers: one goes away, things change hands, a device takes another’s place.',
  drawing,
  classes: ['IX', 'PV'],
  groups: ['R2', 'R5'],
  parameters,
  sizes,
  attacks: ['A15', 'A16', 'A41'],
  headline: ['M01', 'M30'],
  claims,
  build,
};

function build(values: InteropParameters, seed: number): Cast {
  const house = seatHouse(houseTerms(values), values, seed);
  const names = nameEverybody(house, seed);
  const capacity = capacitiesOf(house, values);
  const sales = interopSales(values, house);
  const identifiers = identifiersOf(house, values, seed);
  const federation = { refreshSeconds: values.statusSeconds, partnerSeconds: values.partnerSeconds };
  return {
    ...castHouse(
      house,
      values,
      capacity,
      names,
      undefined,
      undefined,
      { each: house.authorities.map(() => federation) },
      registryPlan(house, identifiers, sales, values),
    ),
    household: { ...householdOf(house, names, policy), issuerOf: issuerOf(house, names) },
    entitlements: entitlements(house, sales, values.showSeconds),
    stage: stage(house, values, capacity, identifiers),
    events: events(values, house),
  };
}

/** Whose names are whose: those of things are of the registry that they begin with, those of entities of their platform's. */
function issuerOf({ authorities, platforms, federationOf }: House, names: Names): NonNullable<Household['issuerOf']> {
  const roots = authorities.map(({ identityStorage }) => rootName(names.nameOf(identityStorage.first)));
  const issuers = new Map([
    ...roots.map((root, place) => [schemeOfRegistry(place), root] as const),
    ...platforms.map(({ party }) => [party, roots[federationOf(party)]!] as const),
  ]);
  return (identifier) => issuers.get(schemeOf(identifier));
}
