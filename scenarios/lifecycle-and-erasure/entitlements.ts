import { roomOfSubject } from '../../sim/components/rooms.ts';
import { thingOf } from '../../sim/components/things.ts';
import type { DataClass, Purpose } from '../../sim/framework/datum.ts';
import type { Endings } from '../../sim/framework/endings.ts';
import type { Role } from '../../sim/framework/figure.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import { sits } from '../kit/seating.ts';
import type { Ground } from './ground.ts';
import type { LifecycleParameters } from './parameters.ts';

/** Those who keep or pass on what a platform knows; the others of a platform serve the twin, which goes on. */
const keeping: ReadonlySet<Role> = new Set(['storage-agent', 'secure-storage', 'secure-connector']);
/** What a withdrawal leaves. */
const untilTheEnd: ReadonlySet<Purpose> = new Set(['twin', 'control', 'identity', 'audit', 'query']);
const tellsOfPeople = (dataClass: DataClass): boolean => dataClass !== 'public' && dataClass !== 'operational';

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - A platform knows what is sensed at its own site; of windows that tell of a resident those who keep them know until the resident
 *   has withdrawn and the time for that has passed.
 * - The other platform, and the outside storage if it lies abroad, know what tells of a resident only where the resident lets it
 *   travel, and until the same moment; no pictures.
 * - The first platform is the one that others are to match: what it knows of its own site is entrusted to it.
 * - A provider knows windows without what tells of people. Persons know their own room.
 * - What a wrist band measures of its wearer: the platform of the home alone, not those who carry it there, which may use it for as long
 *   as the wearer agrees; as the avatar shows it, the wearer, and visitors of the wearer for as long as that.
 */
export function entitlements(ground: Ground, values: LifecycleParameters): Entitlements {
  const { house, outsideStorage, platformOf, homeOf, travels, regionOfRoom, regionOf, withdrawsNs } = ground;
  const { things, register, people, persons, sites } = house;
  const clockNs = seconds(values.consentSeconds);
  const base = entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (person, { thing, dataClass }) =>
      dataClass === 'operational' || (thing < 0 && people.standing[person] === 'member'),
    personMayCommand: (person, quantity) => quantity !== 'lock' && people.standing[person] === 'member',
  });
  const roomOf = (subject: number): number => {
    const thing = thingOf(things, subject);
    return thing >= 0 ? things.room[thing]! : roomOfSubject(subject, things.rooms);
  };
  const hasEnded = (room: number, nowNs: number): boolean => nowNs >= withdrawsNs[room]! + clockNs;
  const isWorn = (subject: number): boolean => sites.some(({ bands }) => sits(subject, bands));
  const isResident = (node: number): boolean => people.standing[node - persons.first] === 'member';
  const mayTravel = (node: number, room: number, dataClass: DataClass, nowNs: number): boolean =>
    !tellsOfPeople(dataClass) ||
    (dataClass === 'personal' && (travels(room) || regionOf(node) === regionOfRoom(room)) && !hasEnded(room, nowNs));
  return {
    ...base,
    mayKnow: (node, dataClass, subject, nowNs) => {
      const room = roomOf(subject);
      if (room < 0 || dataClass === 'public' || node === subject) return base.mayKnow(node, dataClass, subject, nowNs);
      if (isWorn(subject)) return platformOf(node) === homeOf(room);
      if (sits(node, persons) && dataClass === 'biometric')
        return people.room[node - persons.first] === room && (isResident(node) || !hasEnded(room, nowNs));
      if (sits(node, outsideStorage)) return mayTravel(node, room, dataClass, nowNs);
      const platform = platformOf(node);
      if (platform < 0) return base.mayKnow(node, dataClass, subject, nowNs);
      if (platform !== homeOf(room)) return mayTravel(node, room, dataClass, nowNs);
      const isKept = keeping.has(register.roleOf(node)) && thingOf(things, subject) < 0;
      return !(isKept && tellsOfPeople(dataClass) && hasEnded(room, nowNs));
    },
    entrusted: (subject) => roomOf(subject) >= 0 && homeOf(roomOf(subject)) === 0,
    endings: endings(ground, values, { roomOf, hasEnded, isWorn }),
  };
}

function endings(
  { house, withdrawsNs }: Ground,
  values: LifecycleParameters,
  {
    roomOf,
    hasEnded,
    isWorn,
  }: {
    readonly roomOf: (subject: number) => number;
    readonly hasEnded: (room: number, nowNs: number) => boolean;
    readonly isWorn: (subject: number) => boolean;
  },
): Endings {
  // The window in which a record is laid down, those that are kept, and one in which the next comes and takes its place.
  const keepNs = seconds(values.windowSeconds) * (values.retainWindows + 2);
  return {
    mayUse: (purpose, dataClass, subject, nowNs) => {
      const room = roomOf(subject);
      if (room < 0 || !tellsOfPeople(dataClass) || !hasEnded(room, nowNs)) return true;
      // A withdrawal leaves the twin of the room; of the wearer's body it leaves nothing.
      return untilTheEnd.has(purpose) && !isWorn(subject);
    },
    keepForNs: (_node, dataClass) => (tellsOfPeople(dataClass) ? keepNs : Infinity),
    goneByNs: (subject) => {
      const room = roomOfSubject(subject, house.things.rooms);
      return room < 0 ? Infinity : withdrawsNs[room]! + seconds(values.deadlineSeconds);
    },
    noticeNs: seconds(values.noticeSeconds),
  };
}
