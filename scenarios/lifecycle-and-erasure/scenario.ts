import { externalStorage } from '../../sim/components/external-storage.ts';
import type { Stage } from '../../sim/framework/attack.ts';
import { soleAuthority } from '../../sim/framework/authority.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Cast, CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { nameEverybody } from '../kit/names.ts';
import { addressOf, filled } from '../kit/seating.ts';
import { stageOf } from '../kit/stage.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { groundOf } from './ground.ts';
import type { Ground } from './ground.ts';
import { withErasure } from './holders.ts';
import { parameters, sizes } from './parameters.ts';
import type { LifecycleParameters } from './parameters.ts';
import { asks, householdIn } from './policy.ts';

const drawing = `
 region north                                                         region south
 apartments ─▶ IoT platform ─RP-I─▶ platform 1 ◀──RP-X report──▶ platform 2 ◀─RP-I─ IoT platform ◀─ apartments
                                     │  │  ▲      consent, erase      ▲  │  │
    provider ◀─RP-C job, erase───────┘  │  │ RP-A                RP-A │  │  └──RP-C──▶ (the same provider)
    (north)                             │  residents,       residents    │
                                        │  caretakers                    │
                                        └─RP-S keep, erase─▶ outside storage ◀─RP-S─┘
                                                             (south)
 in each apartment: sensors, camera, lock, lamp, display, and a wrist band ─RP-T report─▶ gateway; its wearer’s avatar shows the pulse
 the machine of an infrastructure provider (south) holds the outside storage and the secure storage of platform 2
 a withdrawal goes: resident ─consent, erase─▶ avatar agent ─▶ secure DPM ─▶ twin, storages, connector ─▶ provider, other platform
 and the answer the same way back: erased, complete or not; what is not complete is told to the audit log
`;

/** Data of residents collected, kept, copied, shared and erased across two platforms, a provider and an outside storage in two regions. */
export const lifecycleAndErasure: Scenario<LifecycleParameters> = {
  id: 'S10',
  name: 'lifecycle-and-erasure',
  summary:
    'Collect, retain, copy, expire, delete across platforms and external stores; consent withdrawn mid-flow, erasure with a deadline.',
  drawing,
  classes: ['EX', 'IX'],
  groups: ['R2', 'R3'],
  parameters,
  sizes,
  attacks: ['A10', 'A28', 'A29', 'A30', 'A36', 'A37', 'A43', 'A44', 'A50', 'A53'],
  headline: ['M43', 'M44', 'M51'],
  claims,
  build,
};

function build(values: LifecycleParameters, seed: number): Cast {
  const ground = groundOf(values, seed);
  const { house, outsideStorage, hosted } = ground;
  const names = nameEverybody(house, seed);
  const capacity = capacitiesOf(house, values);
  const cast = castHouse(house, values, capacity, names, {
    partnersOf: (platform) => house.platforms.filter((other) => other !== platform),
    outsideStorage,
  });
  const outside = filled(
    outsideStorage,
    externalStorage({
      rooms: house.things.rooms,
      retainWindows: values.retainWindows,
      recordsAnAnswer: 0,
      customers: house.platforms.map(({ storageAgent }) => storageAgent.first),
      pendingTickets: capacity.pendingWindows * house.platforms.length,
    }),
    capacity.server('secure-storage'),
  );
  const placements = [...cast.placements, ...outside].map((one) => withErasure(one, ground, values, capacity));
  const hosts = [{ name: 'infrastructure', cores: values.hostCores, nodes: hosted }];
  const stage = stageOf(house, values, capacity);
  const [first, second] = house.platforms;
  const between = { from: first!.secureDpm.first, to: second!.secureDpm.first, point: 'RP-X' } as const;
  return {
    ...cast,
    placements,
    ...protectionOf(second!.party, values),
    authorities: soleAuthority(addressOf(house.authority.identityStorage), placements),
    hosts,
    household: { ...householdIn(ground, names, hosts, values), asks },
    entitlements: entitlements(ground, values),
    stage: {
      ...stage,
      wires: {
        ...stage.wires,
        relayed: between,
        'between platforms': between,
        session: sessionWire(ground),
        audit: { from: first!.avatarAgent.first, to: house.authority.auditLog.first, point: 'RP-O' },
      },
      insiders: {
        ...stage.insiders,
        'outside storage': outsideStorage.first,
        'partner storage': second!.secureStorage.first,
        'policy store': first!.secureDpm.first,
      },
      accounts: {
        ...stage.accounts,
        operator: operatorOf(ground),
        resident: residentOf(ground),
        stranger: stage.accounts['guest']!,
      },
      machines: { host: hosted },
    },
    events: events(values, ground),
  };
}

/** What stands at a platform that may have less protection than the others, and what its label promises. */
const protectionOf = (
  party: string,
  { weakestProfile, labelledProfile }: LifecycleParameters,
): Pick<Cast, 'lower' | 'labelled'> => ({
  lower: { [party]: weakestProfile as ProfileName },
  ...(labelledProfile === 'as it stands' ? {} : { labelled: { [party]: labelledProfile as ProfileName } }),
});

/** The account of the first caretaker, which may look into every apartment of the first site. */
function operatorOf({ house: { persons, people }, isCaretaker }: Ground): Stage['accounts'][string] {
  const person = Array.from({ length: persons.count }, (_, index) => persons.first + index).find(isCaretaker)!;
  return { person, door: people.avatarAgent[person - persons.first]! };
}

/** The account of the last resident of the first site, who may look into the own apartment and withdraws last. */
function residentOf({ house: { persons, people }, isCaretaker, homeOf }: Ground): Stage['accounts'][string] {
  const isResident = (person: number): boolean =>
    people.standing[person] === 'member' && homeOf(people.room[person]!) === 0;
  const place = Array.from({ length: persons.count }, (_, person) => person).findLast(
    (person) => isResident(person) && !isCaretaker(persons.first + person),
  )!;
  return { person: persons.first + place, door: people.avatarAgent[place]! };
}

/** The way of the first resident, who asks after the own apartment, to the door of the platform: where the number of a session can be read. */
const sessionWire = ({ house: { persons, people } }: Ground): Stage['wires'][string] => ({
  from: persons.first,
  to: people.avatarAgent[0]!,
  point: 'RP-A',
});

/** What happens to the honest system: a secure DPM and the outside storage lose what they had in memory. */
function events({ restartAtSeconds }: LifecycleParameters, { house, outsideStorage }: Ground): CastEvent[] {
  if (restartAtSeconds === 0) return [];
  return [house.platforms[0]!.secureDpm.first, outsideStorage.first].map((node) => ({
    atNs: seconds(restartAtSeconds),
    event: 'restart',
    node,
  }));
}
