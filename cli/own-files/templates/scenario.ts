/** A scenario to begin with: the cookbook’s. */
export const scenarioTemplate = `import { houseScenario } from 'metarange/scenarios/kit/house-scenario.ts';
import { count, houseParameters } from 'metarange/scenarios/kit/parameters.ts';

/** A gallery: a guard who locks up, visitors who look, a provider that estimates where somebody is. */
export const gallery = houseScenario({
  id: 'S900',
  name: 'gallery',
  summary: 'Rooms with sensors and locks, one platform, one provider, a guard and visitors.',
  drawing: 'sensors ─▶ gateway ─▶ IoT platform ─▶ platform ─▶ provider      guard, visitors ─▶ platform',
  parameters: {
    ...houseParameters,
    rooms: count('Rooms of the gallery', 3, { least: 1, most: 100 }),
    visitors: count('Visitors', 4, { least: 1, most: 1000 }),
  },
  attacks: ['A18', 'A20', 'A31'],
  house: ({ rooms, visitors }) => ({
    sites: [{ party: 'gallery', rooms, sensorsPerRoom: 5, equippedRooms: rooms, roomsPerGateway: rooms }],
    platforms: [{ site: 0 }],
    providers: 1,
    people: [
      { room: 0, standing: 'organiser', platform: 0 },
      ...Array.from({ length: visitors }, (_, visitor) => ({
        room: visitor % rooms,
        standing: 'guest' as const,
        platform: 0,
      })),
    ],
  }),
});

// metarange run FILE --attack none
`;
