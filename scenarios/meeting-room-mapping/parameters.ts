import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  rooms: count('Meeting rooms in the building', 4, { least: 1, most: 200_000 }),
  sensorsPerRoom: count('Sensors in a room: temperature, humidity, light, CO2, motion, and over again', 5, {
    least: 3,
    most: 50,
    source: 'quantities of Candanedo and Feldheim 2016, and motion',
  }),
  equippedRooms: count('Rooms, from the first, that have camera, lock, lamp and display', 200_000, {
    least: 1,
    most: 200_000,
  }),
  roomsPerGateway: count('Rooms behind one gateway', 2, { least: 1, most: 1000 }),
  platforms: count('Metaverse platforms', 2, { least: 1, most: 8, source: 'issue: two platforms map the room' }),
  mapping: choice('Which platforms map a room: every one, or one each in turn', ['every', 'alternate']),
  providers: count('Competing external DPM providers', 2, { least: 1, most: 8 }),
  persons: count('Persons with rights in their room: every second an organiser', 8, { least: 1, most: 100_000 }),
  guests: count('Persons who may only look', 2, { least: 1, most: 10_000 }),
  traceTime: choice('A recording has one row every reportSeconds, or follows its own dates', ['steps', 'dates']),
  restartAtSeconds: amount('s', 'Moment at which the first gateway and twin restart; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  revokeAtSeconds: amount('s', 'Moment at which the camera of the last equipped room is revoked; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  leftOut: choice(
    'What of certificates the software of the building does not check when a channel opens: nothing, or their chain, name or status',
    ['nothing', 'chain', 'name', 'status', 'all'],
    'assumption; such clients are what Georgiev et al. found in 2012 (ACM CCS)',
  ),
  ...houseParameters,
};

/** Values of every parameter of the meeting-room mapping. */
export type MeetingRoomParameters = ValuesOf<typeof parameters>;

/** Smoke: minutes in four rooms. Paper: a large building. Stress: a million sensors. */
export const sizes: Readonly<Record<Size, Partial<MeetingRoomParameters>>> = {
  // Short visits, so that even a short run sees avatars come and go.
  smoke: { staySeconds: 40, awaySeconds: 15 },
  paper: {
    rooms: 300,
    roomsPerGateway: 10,
    persons: 600,
    guests: 30,
    windowSeconds: 60,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    commandEverySeconds: 60,
    viewEverySeconds: 30,
    queryEverySeconds: 300,
    warmUpSeconds: 120,
    durationSeconds: 1800,
  },
  stress: {
    rooms: 200_000,
    equippedRooms: 20,
    roomsPerGateway: 50,
    persons: 40,
    guests: 2,
    windowSeconds: 60,
    retainWindows: 3,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    warmUpSeconds: 20,
    durationSeconds: 60,
  },
};
