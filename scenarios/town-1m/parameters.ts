import type { Size } from '../../sim/framework/scenario.ts';
import { amount, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  ...houseParameters,
  districts: count('Districts, each with an IoT platform and a metaverse platform that maps it', 5, {
    least: 1,
    most: 31,
    source: 'catalogue: 5 platforms',
  }),
  buildings: count('Buildings in each district, one room of sensors each', 3, { least: 1, most: 200_000 }),
  sensorsPerBuilding: count('Sensors in a building: temperature, humidity, light, CO2, motion, and over again', 5, {
    least: 3,
    most: 50,
  }),
  equippedBuildings: count('Buildings of each district, from the first, that have camera, lock, lamp and display', 3, {
    least: 1,
    most: 10_000,
  }),
  buildingsPerGateway: count('Buildings behind one gateway', 3, { least: 1, most: 1000 }),
  commandEverySeconds: amount('s', 'Mean time between two commands of a person', 30, { least: 0.1, most: day }),
  providers: count('External DPM providers', 20, { least: 1, most: 50, source: 'catalogue: 20 DPMs' }),
  ownMillis: amount('ms', 'Time of a job that a platform does itself, in the place of a provider', 0.05, {
    least: 0.05,
    most: 1000,
    source: 'one estimate of the cost table of servers',
  }),
  jobTimeoutMillis: amount('ms', 'Time after which it does a job itself', 2000, { least: 1, most: 60_000 }),
  townspeople: count('People with rights in a building of each district: every second an organiser', 6, {
    least: 1,
    most: 20_000,
  }),
  visitors: count('People of each district who may only look', 2, { least: 1, most: 20_000 }),
  dayLengthSeconds: amount('s', 'Length of the day over which the load curve runs', 240, { least: 10, most: 7 * day }),
  nightShare: amount('1', 'Load at the quietest hour over that of the busiest', 0.3, {
    least: 0.01,
    most: 1,
    source: 'assumption; residential traffic falls to about a third at night',
  }),
  crowdAtSeconds: amount('s', 'Moment at which the flash crowd begins', 100, { least: 0, most: 100 * day }),
  crowdSeconds: amount('s', 'How long it lasts; 0 for none', 40, { least: 0, most: 100 * day }),
  crowdFactor: amount('1', 'How many times as much is wished for while it lasts', 3, { least: 1, most: 100 }),
  shippedPasswordShare: amount('1', 'Devices that still have the password that their maker ships with', 0.3, {
    least: 0,
    most: 1,
  }),
  updateAtSeconds: amount(
    's',
    'Moment at which IoT platforms bring a release of the maker to their devices; 0 for never',
    60,
    {
      least: 0,
      most: 100 * day,
    },
  ),
  restartsPerHour: amount('1/h', 'Devices and gateways that go down and come up again, in the whole town', 12, {
    least: 0,
    most: 1e6,
  }),
} as const;

/** Values of every parameter of the town. */
export type TownParameters = ValuesOf<typeof parameters>;

/** Smoke: a few streets in minutes. Paper: 100 000 things for ten minutes. Stress: a million. */
export const sizes: Readonly<Record<Size, Partial<TownParameters>>> = {
  smoke: { staySeconds: 40, awaySeconds: 15 },
  paper: {
    buildings: 4000,
    equippedBuildings: 40,
    buildingsPerGateway: 50,
    townspeople: 80,
    visitors: 8,
    windowSeconds: 60,
    retainWindows: 10,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    dayLengthSeconds: 600,
    restartsPerHour: 240,
    crowdAtSeconds: 300,
    crowdSeconds: 60,
    warmUpSeconds: 30,
    durationSeconds: 600,
  },
  stress: {
    buildings: 40_000,
    equippedBuildings: 4,
    buildingsPerGateway: 50,
    townspeople: 8,
    visitors: 2,
    windowSeconds: 60,
    retainWindows: 3,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    dayLengthSeconds: 60,
    restartsPerHour: 240,
    crowdAtSeconds: 40,
    crowdSeconds: 10,
    warmUpSeconds: 20,
    durationSeconds: 60,
  },
};
