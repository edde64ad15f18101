import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { HouseParameters, ValuesOf } from '../kit/parameters.ts';
import { radios } from '../kit/presets.ts';

// A kind of radio brings its own latency and its own way to lose.
const { radioMillis, lossShare, ...ofHouses } = houseParameters;

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  rooms: count('Rooms in the building', 4, { least: 1, most: 20_000 }),
  sensorsPerRoom: count('Sensors in a room: temperature, humidity, light, CO2, motion, and over again', 5, {
    least: 3,
    most: 50,
    source: 'quantities of Candanedo and Feldheim 2016, and motion',
  }),
  valvesPerRoom: count('Heating valves in a room, as constrained as its sensors', 1, { least: 1, most: 10 }),
  equippedRooms: count('Rooms, from the first, that have full-fledged camera, lock, lamp and display besides', 1, {
    least: 1,
    most: 20_000,
  }),
  roomsPerGateway: count('Rooms behind one gateway', 2, { least: 1, most: 1000 }),
  platforms: count('Metaverse platforms, each of which maps every room', 2, { least: 1, most: 8 }),
  persons: count('Persons with rights in their room: every second an organiser', 8, { least: 1, most: 10_000 }),
  guests: count('Persons who may only look', 1, { least: 1, most: 1000 }),
  radio: choice(
    'Radio between constrained things and their gateway',
    radios,
    'kinds of link and where their figures come from: scenarios/kit/presets.ts',
  ),
  losses: choice('Whether that radio loses what passes, in the way of its kind', ['none', 'preset']),
  channels: choice(
    'How constrained things and their gateway come to a channel: by keys installed at commissioning, or by a handshake',
    ['provisioned', 'handshake'],
  ),
  gatewayMode: choice(
    'What gateways do with what their things say: forward it unread, or read it and vouch for it',
    ['forwards', 'terminates'],
    'a proxy that forwards OSCORE beside one that terminates the channel (RFC 8613)',
  ),
  motionReports: choice(
    'When motion is reported: once a period like everything, or when it has changed and once a period at the least',
    ['each period', 'on change'],
    'CoAP Observe (RFC 7641) with the periods of draft-ietf-core-conditional-attributes',
  ),
  sceneMillis: amount('ms', 'What it takes a platform to draw a scene for who looks', 0, { least: 0, most: 10_000 }),
  lanes: choice(
    'Whether the twin serves what members and organisers command before the rest',
    ['one', 'urgent'],
    'classes of traffic after RFC 2475: assumption',
  ),
  restartAtSeconds: amount('s', 'Moment at which the first gateway restarts; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  ...ofHouses,
  patienceSeconds: amount(
    's',
    'How long a person waits for the outcome of a wish: the slowest radio takes seconds',
    30,
    {
      least: 0.1,
      most: 600,
    },
  ),
};

/** Values of every parameter of the constrained things behind gateways. */
export type ConstrainedParameters = ValuesOf<typeof parameters>;

/** The same as the parts of a house ask for them; nothing of this house passes their radio. */
export const ofHouse = (values: ConstrainedParameters): HouseParameters => ({
  ...values,
  radioMillis: radioMillis.default,
  lossShare: lossShare.default,
});

/** Smoke: minutes in four rooms. Paper: a large building. Stress: a hundred thousand sensors. */
export const sizes: Readonly<Record<Size, Partial<ConstrainedParameters>>> = {
  // Short visits, so that even a short run sees avatars come and go.
  smoke: { staySeconds: 40, awaySeconds: 15 },
  paper: {
    rooms: 200,
    equippedRooms: 20,
    roomsPerGateway: 8,
    persons: 400,
    guests: 20,
    reportSeconds: 30,
    windowSeconds: 60,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    commandEverySeconds: 60,
    viewEverySeconds: 30,
    queryEverySeconds: 300,
    warmUpSeconds: 120,
    durationSeconds: 1200,
  },
  stress: {
    rooms: 20_000,
    equippedRooms: 20,
    roomsPerGateway: 40,
    persons: 400,
    guests: 2,
    windowSeconds: 60,
    retainWindows: 3,
    bookingEverySeconds: 3600,
    bookedSeconds: 2400,
    warmUpSeconds: 20,
    durationSeconds: 120,
  },
};
