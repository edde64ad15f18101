import type { Stage, Victim } from '../../sim/framework/attack.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import type { Capacities } from './capacities.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import { thingIn } from './roster.ts';
import type { Roster } from './roster.ts';

/** A value that does harm when the twin believes it, in the quantity's unit. */
const harmful = {
  /** Cooling is switched on in winter. */
  temperature: 45,
  /** An empty room seems lit, so occupied. */
  light: 600,
  /** Air seems foul: ventilation runs flat out. */
  co2: 4000,
  /** A crowd where nobody is. */
  camera: 12,
  /** A locked door seems open. */
  lock: 0,
} as const satisfies Partial<Record<Quantity, number>>;

/**
 * Core time of a full handshake at a responder: one signature, one verification, two agreements and a chain, by the server
 * cost table.
 */
const handshakeNs = millis(0.325);
const mostRooms = 50;

/** Where attackers stand in the meeting room, and at whom they aim: the first room and its platform. */
export function stage(parameters: MeetingRoomParameters, roster: Roster, sizes: Capacities): Stage {
  const { iotPlatform, firstGateway, people } = roster;
  const platform = roster.platforms[0]!;
  const thing = (quantity: Quantity): number => thingIn(roster, 0, quantity);
  const lock = thing('lock');
  const lamp = thing('lamp');
  const camera = thing('camera');
  const victim = (quantity: keyof typeof harmful, entry: number): Victim[] =>
    thing(quantity) < 0
      ? []
      : [{ thing: thing(quantity), entry, point: 'RP-T', report: { quantity, value: harmful[quantity], at: 0 } }];
  const guest = people.first + people.standing.indexOf('guest');
  const door = people.avatarAgent[guest - people.first]!;
  const ageNs = seconds(parameters.copyAgeHours * 3600);
  return {
    wires: {
      commands: { from: iotPlatform, to: lock, point: 'RP-T' },
      'lamp commands': { from: iotPlatform, to: lamp, point: 'RP-T' },
      reports: { from: firstGateway, to: iotPlatform, point: 'RP-T' },
      'lock reports': { from: lock, to: iotPlatform, point: 'RP-T' },
      jobs: { from: platform.secureConnector, to: roster.firstProvider, point: 'RP-C' },
    },
    victims: [
      ...victim('temperature', firstGateway),
      ...victim('light', firstGateway),
      ...victim('co2', firstGateway),
      ...victim('camera', iotPlatform),
      ...victim('lock', iotPlatform),
    ],
    accounts: { guest: { person: guest, door } },
    insiders: { provider: roster.firstProvider, storage: platform.secureStorage, gateway: firstGateway },
    copies: {
      camera: { node: camera, ageNs, entry: iotPlatform },
      lock: { node: lock, ageNs, entry: iotPlatform },
    },
    doors: Object.fromEntries(
      roster.platforms.map(({ avatarAgent }, index) => [
        `avatars ${index + 1}`,
        {
          node: avatarAgent,
          point: 'RP-A' as const,
          opensPerSecond: Math.floor((sizes.cores.avatarAgent * 1e9) / handshakeNs),
        },
      ]),
    ),
    rooms: Array.from({ length: Math.min(mostRooms, parameters.rooms) }, (_, room) => room),
  };
}
