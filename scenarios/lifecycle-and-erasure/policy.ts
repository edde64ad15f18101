import { subjectOfRoom } from '../../sim/components/rooms.ts';
import type { ControlId, Household } from '../../sim/framework/control.ts';
import type { DataClass, Purpose } from '../../sim/framework/datum.ts';
import { compile } from '../../sim/framework/policy/compile.ts';
import type { Constraint, Permission, Policy, UsageRequest } from '../../sim/framework/policy/odrl.ts';
import type { Host } from '../../sim/framework/scenario.ts';
import { hostOf } from '../kit/hosts.ts';
import { householdOf } from '../kit/household.ts';
import type { HouseRules } from '../kit/household.ts';
import type { Names } from '../kit/names.ts';
import type { Ground } from './ground.ts';
import type { LifecycleParameters } from './parameters.ts';

/**
 * What residents agree to when they move in, that their avatars show their pulse among it, and what is left when they withdraw: the twin
 * of their own rooms, and reading on.
 */
export const agreedAtFirst: readonly Purpose[] = [
  'twin',
  'aggregate',
  'archive',
  'occupancy',
  'query',
  'share',
  'animation',
];
export const agreedAfterwards: readonly Purpose[] = ['twin', 'query'];

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
const rules: HouseRules = {
  scopes: {
    guest: ['view'],
    member: ['view', 'query', 'command:lamp', 'command:display', 'consent', 'erase'],
    organiser: [],
  },
  agreed: agreedAtFirst,
  inputsFor: () => ['temperature', 'humidity', 'light', 'co2'],
};

const harmless: readonly DataClass[] = ['public', 'operational'];
/** Sealed on its way (C32) to who proved to be the one meant (C01), sealed where it lies (C30), and used by consent only (C27). */
const promised: readonly ControlId[] = ['C32', 'C01', 'C30', 'C27'];

/** What whoever is given something that tells of a resident must promise; what tells of nobody anybody may have. */
export const asks: NonNullable<Household['asks']> = ({ dataClass }) => (harmless.includes(dataClass) ? [] : promised);

const forSharing: Constraint = { leftOperand: 'purpose', operator: 'isAnyOf', rightOperand: ['share', 'archive'] };

/**
 * What may be passed on, and where it may lie then, in ODRL: what tells of nobody, anywhere; what tells of a resident, for sharing and
 * archiving, in the region of the home, and elsewhere where the resident has agreed to that. Pictures are passed on to nobody.
 */
function passingOn({ house, travels, regionOfRoom }: Ground): Policy {
  const { things } = house;
  const rule = (subject: number, room: number): Permission => ({
    action: 'distribute',
    target: { subject, dataClass: ['personal'] },
    constraint: [
      forSharing,
      ...(travels(room)
        ? []
        : [{ leftOperand: 'spatial', operator: 'eq', rightOperand: regionOfRoom(room) } satisfies Constraint]),
    ],
  });
  return {
    uid: 'what residents let leave their region',
    conflict: 'prohibit',
    permission: [
      { action: 'distribute', target: { dataClass: harmless } },
      ...Array.from({ length: things.rooms }, (_, room) => rule(subjectOfRoom(room), room)),
      ...Array.from({ length: things.count }, (_, thing) => rule(things.first + thing, things.room[thing]!)),
    ],
  };
}

/** Whether data may be passed on to a node: by the policy, and by where the node keeps what it has. */
export function passingRule(ground: Ground): NonNullable<Household['mayPass']> {
  const evaluator = compile([passingOn(ground)]);
  return ({ subject, dataClass, purpose, recipient, nowNs }) => {
    const request: UsageRequest = {
      action: 'distribute',
      dataClass,
      subject,
      party: null,
      role: null,
      purpose,
      dateTime: nowNs,
      spatial: ground.regionOf(recipient) ?? null,
      count: 1,
      recipient: null,
    };
    return evaluator.decide(request).decision === 'permit';
  };
}

/**
 * The defender's household. A caretaker's account may query every apartment of the first site, since nobody gives out rights anew with
 * each order; what there is an order for is another matter, and the one that looks are held to.
 */
export function householdIn(
  ground: Ground,
  names: Names,
  hosts: readonly Host[],
  { looksAnHour }: LifecycleParameters,
): Household {
  const { house, isCaretaker, homeOf } = ground;
  const base = householdOf(house, names, rules);
  const evaluator = compile([looking(ground, names, looksAnHour)]);
  return {
    ...base,
    mayPass: passingRule(ground),
    hostOf: hostOf(hosts),
    may: (person, kind, over) =>
      base.may(person, kind, over) || (kind === 'query' && isCaretaker(person) && homeOf(over) === 0),
    mayLook: ({ account, over, count, nowNs }) => {
      const request: UsageRequest = {
        action: 'use',
        dataClass: 'personal',
        subject: subjectOfRoom(over),
        party: names.nameOf(account),
        role: 'person',
        purpose: 'query',
        dateTime: nowNs,
        spatial: null,
        count,
        recipient: null,
      };
      return evaluator.decide(request).decision === 'permit';
    },
  };
}

/** What each account has a reason to read in the archive, in ODRL: residents their own home, caretakers that of their order. */
function looking({ house: { people } }: Ground, names: Names, looksAnHour: number): Policy {
  const members = Array.from({ length: people.count }, (_, person) => person).filter(
    (person) => people.standing[person] === 'member',
  );
  return {
    uid: 'what accounts have a reason to look up',
    conflict: 'prohibit',
    permission: members.map((person): Permission => ({
      action: 'use',
      assignee: { party: names.nameOf(people.first + person) },
      target: { subject: subjectOfRoom(people.room[person]!) },
      constraint: [
        { leftOperand: 'purpose', operator: 'eq', rightOperand: 'query' },
        { leftOperand: 'count', operator: 'lteq', rightOperand: looksAnHour },
      ],
    })),
  };
}
