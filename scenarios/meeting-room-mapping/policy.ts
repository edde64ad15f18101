import { subjectOfRoom } from '../../sim/components/rooms.ts';
import { thingOf } from '../../sim/components/things.ts';
import type { Household } from '../../sim/framework/control.ts';
import { classOfQuantity, dataClasses, quantities } from '../../sim/framework/datum.ts';
import type { DataClass, Purpose, Quantity } from '../../sim/framework/datum.ts';
import type { Role } from '../../sim/framework/figure.ts';
import { compile } from '../../sim/framework/policy/compile.ts';
import type { Permission, Policy } from '../../sim/framework/policy/odrl.ts';
import type { Names } from './names.ts';
import { platformRoles } from './roster.ts';
import type { Roster } from './roster.ts';

/** What the people of a room have agreed to, for what is sensed of them. Pictures serve the twin alone. */
const agreed: readonly Purpose[] = ['twin', 'aggregate', 'archive', 'occupancy', 'query'];
const notBiometric = dataClasses.filter((one) => one !== 'biometric');
/** What an occupancy estimate needs: not motion, which is personal. */
const occupancyInputs = ['temperature', 'humidity', 'light', 'co2'];

const roleOfPlatformNode: Readonly<Record<(typeof platformRoles)[number], Role>> = {
  thingsAgent: 'things-agent',
  secureDpm: 'secure-dpm',
  entityAgent: 'entity-agent',
  storageAgent: 'storage-agent',
  secureStorage: 'secure-storage',
  secureConnector: 'secure-connector',
  avatarAgent: 'avatar-agent',
};

/** Role of a node by its number. */
function roleOf(roster: Roster, node: number): Role {
  if (node < roster.firstGateway) return 'device';
  if (node < roster.iotPlatform) return 'gateway';
  if (node === roster.iotPlatform) return 'iot-platform';
  if (node === roster.identityStorage) return 'identity-storage';
  if (node === roster.auditLog) return 'audit-log';
  if (node >= roster.people.first) return 'person';
  if (node >= roster.firstProvider) return 'external-dpm';
  const place = (node - roster.platforms[0]!.thingsAgent) % platformRoles.length;
  return roleOfPlatformNode[platformRoles[place]!];
}

/** Consent as the house has it on record, in ODRL: what is used of rooms, of what their things sense, and of who comes in. */
function consentOnRecord({ things, people, nodes }: Roster): Policy {
  const subjects = (first: number, count: number) => ({ first, last: first + count - 1 });
  const sensed = subjects(things.first, things.count);
  const forPurposes = (rightOperand: readonly Purpose[]): Pick<Permission, 'action' | 'constraint'> => ({
    action: 'use',
    constraint: [{ leftOperand: 'purpose', operator: 'isAnyOf', rightOperand }],
  });
  return {
    uid: 'consent of the people in the building',
    conflict: 'prohibit',
    permission: [
      { ...forPurposes(agreed), target: { subject: subjects(subjectOfRoom(0), things.rooms) } },
      { ...forPurposes(agreed), target: { subject: sensed, dataClass: notBiometric } },
      { ...forPurposes(['twin']), target: { subject: sensed, dataClass: ['biometric'] } },
      // Whoever comes in as a person agrees to be let in and to have the wish carried out.
      { action: 'use', target: { subject: subjects(people.first, nodes - people.first) } },
    ],
  };
}

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
export function household(roster: Roster, names: Names): Household {
  const { things, people } = roster;
  const settable: readonly string[] = ['lamp', 'display', 'lock'];
  const standingOf = (person: number): string => people.standing[person - people.first] ?? 'nobody';
  const roomOfPerson = (person: number): number => people.room[person - people.first] ?? -1;
  const quantityOf = (thing: number): Quantity | undefined => {
    const index = thingOf(things, thing);
    return index < 0 ? undefined : quantities[things.quantity[index]!];
  };

  const mayCommand = (person: number, thing: number): boolean => {
    const index = thingOf(things, thing);
    if (index < 0 || things.room[index] !== roomOfPerson(person)) return false;
    const quantity = quantities[things.quantity[index]!]!;
    const standing = standingOf(person);
    if (!settable.includes(quantity)) return false;
    return standing === 'organiser' || (standing === 'member' && quantity !== 'lock');
  };

  const consent = compile([consentOnRecord(roster)]);
  /** The class of what is known of a subject; rooms and persons are personal. */
  const classOf = (subject: number): DataClass => {
    const quantity = quantityOf(subject);
    return quantity === undefined ? 'personal' : classOfQuantity[quantity];
  };
  // One request for all questions: they come with every use of a datum.
  const asked = {
    action: 'use' as const,
    dataClass: 'personal' as DataClass,
    subject: 0,
    party: null,
    role: null,
    purpose: 'twin' as Purpose,
    dateTime: 0,
    spatial: null,
    count: 0,
    recipient: null,
  };

  const scopes: Readonly<Record<string, readonly string[]>> = {
    guest: ['view'],
    member: ['view', 'query', 'command:lamp', 'command:display'],
    organiser: ['view', 'query', 'command:lamp', 'command:display', 'command:lock'],
  };

  return {
    nodes: roster.nodes,
    nameOf: (node) => names.nameOf(node),
    roleOf: (node) => roleOf(roster, node),
    may: (person, kind, over) => {
      if (kind === 'command') return mayCommand(person, over);
      if (kind === 'view') return roomOfPerson(person) === over;
      return kind === 'query' && roomOfPerson(person) === over && ['member', 'organiser'].includes(standingOf(person));
    },
    scopesOf: (person) => scopes[standingOf(person)] ?? [],
    consents: (subject, purpose, nowNs) => {
      asked.subject = subject;
      asked.dataClass = classOf(subject);
      asked.purpose = purpose;
      asked.dateTime = nowNs;
      return consent.decide(asked).decision === 'permit';
    },
    inputsFor: () => occupancyInputs,
    quantityOf,
  };
}
