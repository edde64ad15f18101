import type { Scenario } from '../../../sim/framework/scenario.ts';
import { houseClaims } from '../claims.ts';
import { entitlementsOf } from '../entitlements.ts';
import { capacitiesOf, castHouse } from '../house-cast.ts';
import { seatHouse } from '../house.ts';
import { householdOf } from '../household.ts';
import { processOf } from '../live.ts';
import { nameEverybody } from '../names.ts';
import { count, houseParameters } from '../parameters.ts';
import type { ValuesOf } from '../parameters.ts';
import { stageOf } from '../stage.ts';

const drawing = `
 hall north: sensors ─▶ gateway ─▶ IoT platform ─RP-I─▶ platform 1 ─RP-C─▶ provider
             devices ──────────────▲                        ▲ RP-A
                                                          member
 hall south: sensors ─▶ gateway ─▶ IoT platform ─RP-I─▶ platform 2 ─RP-C─▶ the same provider
             devices ──────────────▲                        ▲ RP-A
                                                          guest
`;

const parameters = {
  sensors: count('Sensors in each hall', 6, { least: 1, most: 50 }),
  ...houseParameters,
};
type TwoHallsParameters = ValuesOf<typeof parameters>;

/** Two halls, each with an IoT platform of its own and a metaverse platform that maps it: a scenario as short as the kit lets it be. */
export const twoHalls: Scenario<TwoHallsParameters> = {
  id: 'S99',
  name: 'two-halls',
  summary:
    'Two halls with an IoT platform each, mapped by a metaverse platform each; a member in one, a guest in the other.',
  drawing,
  classes: ['PV', 'IA', 'EX'],
  groups: ['R1', 'R5'],
  parameters,
  sizes: { smoke: { durationSeconds: 100 }, paper: {}, stress: {} },
  attacks: ['A18', 'A20'],
  headline: ['M01'],
  claims: houseClaims,
  live: { parameters: { durationSeconds: 25 }, attacked: {}, processOf },
  build: (values, seed) => {
    const hall = { rooms: 1, sensorsPerRoom: values.sensors, equippedRooms: 1, roomsPerGateway: 1 };
    const house = seatHouse(
      {
        sites: [
          { party: 'north', ...hall },
          { party: 'south', ...hall },
        ],
        platforms: [{ site: 0 }, { site: 1 }],
        providers: 1,
        people: [
          { room: 0, standing: 'member', platform: 0 },
          { room: 1, standing: 'guest', platform: 1 },
        ],
      },
      values,
      seed,
    );
    const names = nameEverybody(house, seed);
    const sizes = capacitiesOf(house, values);
    return {
      ...castHouse(house, values, sizes, names),
      household: householdOf(house, names, {
        scopes: { guest: ['view'], member: ['view', 'query', 'command:lamp', 'command:display'], organiser: [] },
        agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
        inputsFor: () => ['temperature', 'light', 'co2'],
      }),
      entitlements: entitlementsOf(house, {
        // The halls have agreed that the provider counts whoever is in them, so that nothing is hidden from it.
        providerMayKnow: ({ thing }) => thing < 0,
        personMayKnow: (person, { dataClass }) =>
          dataClass === 'operational' || house.people.standing[person] === 'member',
        personMayCommand: (person, quantity) => quantity !== 'lock' && house.people.standing[person] === 'member',
      }),
      stage: stageOf(house, values, sizes),
      events: [],
    };
  },
};
