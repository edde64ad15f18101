import type { Size } from '../../sim/framework/scenario.ts';
import { amount, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';
import { registryParameters } from '../kit/registry-parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  rooms: count('Rooms whose things belong to the platforms', 2, { least: 1, most: 5000 }),
  sensorsPerRoom: count('Sensors in a room', 5, {
    least: 3,
    most: 50,
    source: 'quantities of Candanedo and Feldheim 2016, and motion',
  }),
  roomsPerGateway: count('Rooms behind one gateway', 2, { least: 1, most: 1000 }),
  platforms: count('Metaverse platforms that rely on the storage', 3, { least: 2, most: 8 }),
  replicas: count('Replicas of the storage', 3, { least: 1, most: 16 }),
  guests: count('Persons who look', 3, { least: 1, most: 1000 }),
  residents: count('Persons who set what is in their room: heating circuits, lamps, displays', 3, {
    least: 1,
    most: 1000,
  }),
  circuits: count('Heating circuits of a room, each a system with one identity', 1, { least: 1, most: 10 }),
  valvesPerCircuit: count('Valves of a circuit, known inside it only', 3, { least: 1, most: 20 }),
  silentAtSeconds: amount('s', 'Moment at which a valve of the first circuit breaks down for good; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  revokeAtSeconds: amount('s', 'Moment at which the identity of the last circuit is revoked; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  revokeValveAtSeconds: amount('s', 'Moment at which the last valve of the first circuit is revoked; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  revokePlatformAtSeconds: amount('s', 'Moment at which the IoT platform is revoked; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  saleEverySeconds: amount('s', 'Time between two things that change hands', 10, { least: 0.1, most: 100 * day }),
  showSeconds: amount('s', 'How long the twin of an old holder may still show a thing, by contract', 15, {
    least: 1,
    most: day,
  }),
  ...registryParameters,
  outageAtSeconds: amount('s', 'Moment at which the whole storage goes away; 0 for never', 120, {
    least: 0,
    most: 100 * day,
  }),
  outageSeconds: amount('s', 'How long the storage stays away', 20, { least: 0.1, most: day }),
  ...houseParameters,
};

/** Values of every parameter of the shared identity storage. */
export type SharedStorageParameters = ValuesOf<typeof parameters>;

/** Smoke: seven minutes with ten things, one of them a heating circuit. Paper: a campus of sixty rooms. Stress: nine thousand things. */
export const sizes: Readonly<Record<Size, Partial<SharedStorageParameters>>> = {
  smoke: { rooms: 1, deviceReportSeconds: 10, revokeAtSeconds: 300, durationSeconds: 400 },
  paper: {
    rooms: 60,
    roomsPerGateway: 10,
    platforms: 5,
    guests: 30,
    saleEverySeconds: 2,
    deviceReportSeconds: 10,
    outageAtSeconds: 600,
    warmUpSeconds: 60,
    durationSeconds: 1800,
  },
  stress: {
    rooms: 1000,
    roomsPerGateway: 50,
    platforms: 5,
    guests: 30,
    saleEverySeconds: 1,
    deviceReportSeconds: 10,
    windowSeconds: 60,
    retainWindows: 3,
    outageAtSeconds: 60,
    warmUpSeconds: 30,
    durationSeconds: 120,
  },
};
