import { quantityOf } from '../../sim/components/things.ts';
import type { Stage, Victim } from '../../sim/framework/attack.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import type { Capacities } from './capacities.ts';
import type { House } from './house.ts';
import type { HouseParameters } from './parameters.ts';

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

/** A stage on which no attacker finds anything: a scenario says what there is. */
export const emptyStage: Stage = {
  wires: {},
  victims: [],
  accounts: {},
  insiders: {},
  copies: {},
  doors: {},
  rooms: [],
};

/** The first thing of a room for a quantity, as a node; undefined where the room has none. */
function thingIn({ things }: House, room: number, quantity: Quantity): number | undefined {
  const thing = things.inRoom
    .subarray(things.roomFirst[room], things.roomFirst[room + 1])
    .find((one) => quantityOf(things, one) === quantity);
  return thing === undefined ? undefined : things.first + thing;
}

/** Leaves out what there is not. */
const present = <T>(all: Readonly<Record<string, T | false>>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter((entry): entry is [string, T] => entry[1] !== false));

/** Every wire on which a platform's jobs go out to a provider. */
export const jobWires = ({ platforms, providers }: Pick<House, 'platforms' | 'providers'>): Stage['wires'] =>
  Object.fromEntries(
    platforms.flatMap(({ secureConnector }, platform) =>
      providers.map(({ first }, provider) => [
        `jobs ${platform + 1} to ${provider + 1}`,
        { from: secureConnector.first, to: first, point: 'RP-C' as const },
      ]),
    ),
  );

/**
 * Where attackers stand in a house, and at whom they aim: the room where the first guest may look, its gateway and IoT platform, and
 * the platform where the guest's avatar goes; the first of each where there is no guest.
 */
export function stageOf(house: House, { copyAgeHours }: HouseParameters, { cores }: Capacities): Stage {
  const { people, persons, providers, platforms, things } = house;
  const guest = people.standing.indexOf('guest');
  const room = people.room[guest] ?? 0;
  const site = house.sites.findLast(({ firstRoom }) => firstRoom <= room)!;
  const platform =
    platforms.find(({ avatarAgent }) => avatarAgent.first === people.avatarAgent[guest]) ?? platforms[0]!;
  const gateway = site.gateways.first + Math.floor((room - site.firstRoom) / site.terms.roomsPerGateway);
  const iotPlatform = site.iotPlatform.first;
  const thing = (quantity: Quantity): number | undefined => thingIn(house, room, quantity);
  const member = people.standing.indexOf('member');
  const [lock, lamp, camera, valve] = [thing('lock'), thing('lamp'), thing('camera'), thing('valve')];
  const victim = (quantity: keyof typeof harmful, entry: number): Victim[] => {
    const node = thing(quantity);
    const report = { quantity, value: harmful[quantity], at: 0 };
    return node === undefined ? [] : [{ thing: node, entry, point: 'RP-T', report }];
  };
  const provider = providers[0]?.first;
  const ageNs = seconds(copyAgeHours * 3600);
  return {
    wires: present<Stage['wires'][string]>({
      commands: lock !== undefined && { from: iotPlatform, to: lock, point: 'RP-T' },
      'lamp commands': lamp !== undefined && { from: iotPlatform, to: lamp, point: 'RP-T' },
      'valve commands': valve !== undefined && { from: things.upward[valve - things.first]!, to: valve, point: 'RP-T' },
      reports: { from: gateway, to: iotPlatform, point: 'RP-T' },
      'lock reports': lock !== undefined && { from: lock, to: iotPlatform, point: 'RP-T' },
      jobs: provider !== undefined && { from: platform.secureConnector.first, to: provider, point: 'RP-C' },
    }),
    victims: [
      ...victim('temperature', gateway),
      ...victim('light', gateway),
      ...victim('co2', gateway),
      ...victim('camera', iotPlatform),
      ...victim('lock', iotPlatform),
    ],
    accounts: present<Stage['accounts'][string]>({
      guest: guest >= 0 && { person: persons.first + guest, door: people.avatarAgent[guest]! },
      member: member >= 0 && { person: persons.first + member, door: people.avatarAgent[member]! },
    }),
    insiders: present<number>({
      provider: provider ?? false,
      storage: platform.secureStorage.first,
      gateway,
      'update server': site.terms.maintenance !== undefined && iotPlatform,
      thing: site.terms.maintenance !== undefined && (lamp ?? false),
    }),
    copies: present<Stage['copies'][string]>({
      camera: camera !== undefined && { node: camera, ageNs, entry: iotPlatform },
      lock: lock !== undefined && { node: lock, ageNs, entry: iotPlatform },
    }),
    doors: Object.fromEntries(
      platforms.map(({ avatarAgent }, index) => [
        `avatars ${index + 1}`,
        {
          node: avatarAgent.first,
          point: 'RP-A' as const,
          opensPerSecond: Math.floor((cores['avatar-agent'] * 1e9) / handshakeNs),
        },
      ]),
    ),
    rooms: Array.from({ length: Math.min(mostRooms, things.rooms) }, (_, room) => room),
  };
}
