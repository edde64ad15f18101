import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  ...houseParameters,
  federations: count('Federations, each with an authority, a building and a platform of its own', 3, {
    least: 2,
    most: 5,
  }),
  rooms: count('Rooms of each building', 2, { least: 1, most: 20_000 }),
  sensorsPerRoom: count('Sensors in a room: temperature, humidity, light, CO2, motion, and over again', 5, {
    least: 3,
    most: 50,
    source: 'quantities of Candanedo and Feldheim 2016, and motion',
  }),
  roomsPerGateway: count('Rooms behind one gateway', 2, { least: 1, most: 1000 }),
  members: count('Persons with rights in a room, on the platforms in turn', 4, { least: 1, most: 10_000 }),
  statusSeconds: amount(
    's',
    'Time between two lists of an authority, and between two questions of its parties for one',
    10,
    {
      least: 1,
      most: 10 * day,
      source: 'an agent of SPIRE syncs every 5 s; CRLs come after up to 7 days (STANDARDS 6.6)',
    },
  ),
  partnerSeconds: amount('s', 'Refresh period of the second federation for lists of others', 15, {
    least: 1,
    most: 10 * day,
    source: 'as above: pushed within seconds, or cached for days',
  }),
  slowestSeconds: amount(
    's',
    'Refresh period of the last federation for lists of others; those between are spread evenly',
    30,
    {
      least: 1,
      most: 10 * day,
      source: 'as above',
    },
  ),
  stormAtSeconds: amount('s', 'Moment at which the first authority revokes all that it has issued; 0 for never', 40, {
    least: 0,
    most: 100 * day,
  }),
  dropAfterSeconds: amount(
    's',
    'Time after which the root of the stolen key counts no more; until then its successor stands beside it',
    90,
    {
      least: 0,
      most: 100 * day,
    },
  ),
  lookSeconds: amount('s', 'Time between two looks of a node at whether its own credential still counts', 5, {
    least: 0.1,
    most: day,
  }),
  spreadSeconds: amount(
    's',
    'Nodes ask for new credentials within this time of noticing, each at a random moment',
    10,
    {
      least: 0,
      most: day,
    },
  ),
  log: choice('Whether authorities keep a log of what they issue', ['kept', 'none']),
  stolen: choice('What was copied of the first authority: the key that issues, or that of its log too', [
    'key',
    'both',
  ]),
  gossipSeconds: amount('s', 'Time between two pushes of heads of logs to another platform by lot; 0 for none', 0, {
    least: 0,
    most: day,
  }),
  status: choice('How a status list says what it revokes: the serials, or a Bloom filter that holds them', [
    'list',
    'filter',
  ]),
  falsePositives: amount('1', 'Share of other serials that such a filter may hold by chance', 0.01, {
    least: 0.000_001,
    most: 0.9,
    source: 'the size law of Bloom filters: 9.6 bits a serial at 1 %, 4.8 more for each tenth of it (V-C8)',
  }),
  deviceReportSeconds: amount('s', 'Time between two reports of a camera, lock, lamp or display', 10, {
    least: 0.01,
    most: day,
  }),
};

/** Values of every parameter of the revocation storm. */
export type StormParameters = ValuesOf<typeof parameters>;

/** Smoke: minutes in three buildings. Paper: buildings with hundreds of devices. Stress: a building of eighty thousand devices. */
export const sizes: Readonly<Record<Size, Partial<StormParameters>>> = {
  smoke: { staySeconds: 60, awaySeconds: 15, durationSeconds: 220 },
  paper: { rooms: 60, roomsPerGateway: 10, members: 30, windowSeconds: 60, durationSeconds: 400 },
  stress: { rooms: 20_000, federations: 2, roomsPerGateway: 50, members: 20, windowSeconds: 60, retainWindows: 3 },
};
