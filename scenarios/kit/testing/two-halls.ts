import { entitlementsOf } from '../entitlements.ts';
import { houseScenario } from '../house-scenario.ts';
import { processOf } from '../live.ts';
import { count, houseParameters } from '../parameters.ts';

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

/** Two halls, each with an IoT platform of its own and a metaverse platform that maps it, and terms of their own with the provider. */
export const twoHalls = houseScenario({
  id: 'S99',
  name: 'two-halls',
  summary:
    'Two halls with an IoT platform each, mapped by a metaverse platform each; a member in one, a guest in the other.',
  drawing,
  groups: ['R1', 'R5'],
  parameters,
  sizes: { smoke: { durationSeconds: 100 }, paper: {}, stress: {} },
  attacks: ['A18', 'A20'],
  headline: ['M01'],
  live: { parameters: { durationSeconds: 25 }, attacked: {}, processOf },
  house: ({ sensors }) => {
    const hall = { rooms: 1, sensorsPerRoom: sensors, equippedRooms: 1, roomsPerGateway: 1 };
    return {
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
    };
  },
  policy: {
    scopes: { guest: ['view'], member: ['view', 'query', 'command:lamp', 'command:display'], organiser: [] },
    agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
    inputsFor: () => ['temperature', 'light', 'co2'],
  },
  entitlements: (house) =>
    entitlementsOf(house, {
      // The halls have agreed that the provider counts whoever is in them, so that nothing is hidden from it.
      providerMayKnow: ({ thing }) => thing < 0,
      personMayKnow: (person, { dataClass }) =>
        dataClass === 'operational' || house.people.standing[person] === 'member',
      personMayCommand: (person, quantity) => quantity !== 'lock' && house.people.standing[person] === 'member',
    }),
});
