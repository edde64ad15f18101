import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';
import { registryParameters } from '../kit/registry-parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  ...houseParameters,
  federations: count('Federations, each with an authority and storages of its own', 2, { least: 2, most: 4 }),
  platforms: count('Metaverse platforms, of the federations in turn', 3, { least: 2, most: 8 }),
  replicas: count('Storages of each federation', 2, { least: 1, most: 8 }),
  rooms: count('Rooms whose things belong to the platforms', 1, { least: 1, most: 2000 }),
  sensorsPerRoom: count('Sensors in a room', 5, {
    least: 3,
    most: 50,
    source: 'quantities of Candanedo and Feldheim 2016, and motion',
  }),
  roomsPerGateway: count('Rooms behind one gateway', 2, { least: 1, most: 1000 }),
  guests: count('Persons who look, and play with the fountain that they come upon', 3, { least: 1, most: 1000 }),
  fountains: count('Virtual fountains of each platform, which no thing feeds', 1, { least: 0, most: 100 }),
  fountainRestartAtSeconds: amount('s', 'Moment at which the first fountain restarts; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  fountainRevokeAtSeconds: amount(
    's',
    'Moment at which the identity of the first fountain is revoked; 0 for never',
    0,
    {
      least: 0,
      most: 100 * day,
    },
  ),
  aim: choice('Whose digital entity a device would like to have: a sensor’s, or a virtual fountain’s', [
    'sensor',
    'fountain',
  ]),
  identifierBits: count('Bits of the identifier that a device has drawn for itself', 48, {
    least: 1,
    most: 48,
    source: 'as the EUI-48 of network devices; few bits are a device with a weak generator (V-C6)',
  }),
  saleEverySeconds: amount('s', 'Time between two sensors that change hands', 10, { least: 0.1, most: 100 * day }),
  showSeconds: amount('s', 'How long the twin of an old holder may still show a thing, by contract', 35, {
    least: 1,
    most: day,
    source: 'assumption: an outage, one endorsement, a copy and the waits for answers, 32 s by default',
  }),
  ...registryParameters,
  cacheSeconds: amount('s', 'Time for which a storage gives out its copy of another federation’s record unasked', 5, {
    least: 0,
    most: day,
    source: 'assumption, the sync period of SPIRE agents (ANCHORS, workload identity)',
  }),
  abroadSeconds: amount('s', 'Wait of a storage for the answer of one in another federation', 0.3, {
    least: 0.01,
    most: 60,
    source: 'assumption: two fit into the wait of a platform',
  }),
  renewSeconds: amount('s', 'Time after which a device puts itself on record again', 15, { least: 1, most: day }),
  partnerSeconds: amount('s', 'Time between two questions for the lists of other federations’ authorities', 15, {
    least: 1,
    most: 10 * day,
    source: 'pushed within seconds, or cached for days (STANDARDS 6.6)',
  }),
  outageFederation: count('The federation, counted from 1, whose authority and storages go away', 1, {
    least: 1,
    most: 4,
  }),
  outageAtSeconds: amount('s', 'Moment at which they go away; 0 for never', 121, {
    least: 0,
    most: 100 * day,
    source: 'assumption: a second after a sale, of which an old holder may not have heard',
  }),
  outageSeconds: amount('s', 'How long they stay away', 20, { least: 0.1, most: day }),
};

/** Values of every parameter of the storages that work together. */
export type InteropParameters = ValuesOf<typeof parameters>;

/** Smoke: five minutes with nine things. Paper: a campus of forty rooms, four federations. Stress: four and a half thousand things. */
export const sizes: Readonly<Record<Size, Partial<InteropParameters>>> = {
  smoke: { deviceReportSeconds: 10, durationSeconds: 300 },
  paper: {
    federations: 4,
    platforms: 8,
    rooms: 40,
    roomsPerGateway: 10,
    guests: 30,
    saleEverySeconds: 2,
    deviceReportSeconds: 10,
    outageAtSeconds: 600,
    warmUpSeconds: 60,
    durationSeconds: 1200,
  },
  stress: {
    platforms: 4,
    rooms: 500,
    roomsPerGateway: 50,
    guests: 30,
    saleEverySeconds: 1,
    deviceReportSeconds: 10,
    windowSeconds: 60,
    retainWindows: 3,
    // In so short a run every twentieth question would meet one.
    outageAtSeconds: 0,
    warmUpSeconds: 30,
    durationSeconds: 120,
  },
};
