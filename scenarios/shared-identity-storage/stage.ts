import type { Stage, Victim, Wire } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Capacities } from '../kit/capacities.ts';
import type { House } from '../kit/house.ts';
import { stageOf } from '../kit/stage.ts';
import type { SharedStorageParameters } from './parameters.ts';

/** The IoT platform's keys were copied a minute before the run, so that no credential has run out. */
const copyAgeNs = seconds(60);

/** A valve that nobody wants open so far: a room is overheated. */
const tooOpen = 100;

/**
 * Where attackers stand beside where they do in every house: in the storage's first replica; inside the first platform, which sells things; in
 * reach of the first heating circuit, as one of its valves or as the circuit; with the keys of another of its valves, read out the day
 * before, and with those of the IoT platform; on the wires of its reports and of the lists that others ask for; and inside as many of its valves as are fewer than half, or inside its only one.
 */
export function stage(house: House, values: SharedStorageParameters, capacity: Capacities): Stage {
  const base = stageOf(house, values, capacity);
  const { platforms } = house;
  const { systems, members, iotPlatform } = house.sites[0]!;
  const says = (thing: number, entry: number): Victim => ({
    thing,
    entry,
    point: 'RP-T',
    report: { quantity: 'valve', value: tooOpen, at: 0 },
  });
  const copied = members.first + values.valvesPerCircuit - 1;
  const minority = Math.max(1, Math.floor((values.valvesPerCircuit - 1) / 2));
  const poisoned = Object.fromEntries(
    Array.from({ length: minority }, (_, valve) => [
      valve === 0 ? 'valve' : `valve ${valve + 1}`,
      members.first + valve,
    ]),
  );
  const authority = house.authorities[0]!.identityStorage.first;
  const agents = platforms.map(({ thingsAgent }) => thingsAgent.first);
  const numbered = (what: string, wires: readonly Wire[]): Stage['wires'] =>
    Object.fromEntries(wires.map((one, index) => [`${what} ${index + 1}`, one]));
  return {
    ...base,
    wires: {
      ...base.wires,
      ...numbered(
        'reports up',
        agents.map((to) => ({ from: iotPlatform.first, to, point: 'RP-I' })),
      ),
      ...numbered(
        'lists',
        [iotPlatform.first, ...agents].map((to) => ({ from: authority, to, point: 'RP-D' })),
      ),
    },
    victims: [
      ...base.victims,
      says(systems.first, iotPlatform.first),
      ...(copied === members.first ? [] : [says(members.first, systems.first)]),
      says(copied, systems.first),
    ],
    insiders: {
      ...base.insiders,
      replica: house.replicas[0]!.first,
      'former holder': platforms[0]!.thingsAgent.first,
      ...poisoned,
    },
    copies: {
      valve: { node: copied, ageNs: seconds(values.copyAgeHours * 3600), entry: systems.first },
      ...base.copies,
      'IoT platform': { node: iotPlatform.first, ageNs: copyAgeNs, entry: agents[0]! },
    },
  };
}
