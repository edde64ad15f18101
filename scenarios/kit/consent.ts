import { subjectOfRoom } from '../../sim/components/rooms.ts';
import { thingOf, quantityOf } from '../../sim/components/things.ts';
import type { Household } from '../../sim/framework/control.ts';
import { classOfQuantity, dataClasses, purposeOfQuantity } from '../../sim/framework/datum.ts';
import type { DataClass, Purpose } from '../../sim/framework/datum.ts';
import { compile } from '../../sim/framework/policy/compile.ts';
import type { Permission, Policy } from '../../sim/framework/policy/odrl.ts';
import type { House } from './house.ts';

const notBiometric = dataClasses.filter((one) => one !== 'biometric');

/** Consent as a house has it on record, in ODRL: what is used of rooms, of what their things sense, and of who comes in. */
function consentOnRecord({ things, inside, virtual, persons, sites }: House, agreed: readonly Purpose[]): Policy {
  const subjects = (first: number, count: number) => ({ first, last: first + count - 1 });
  // Members of systems come right behind the things.
  const sensed = subjects(things.first, things.count + inside.count);
  const worn = sites.map(({ bands }) => bands).filter(({ count }) => count > 0);
  const forPurposes = (rightOperand: readonly Purpose[]): Pick<Permission, 'action' | 'constraint'> => ({
    action: 'use',
    constraint: [{ leftOperand: 'purpose', operator: 'isAnyOf', rightOperand }],
  });
  return {
    uid: 'consent of the people in the house',
    conflict: 'prohibit',
    permission: [
      { ...forPurposes(agreed), target: { subject: subjects(subjectOfRoom(0), things.rooms) } },
      { ...forPurposes(agreed), target: { subject: sensed, dataClass: notBiometric } },
      { ...forPurposes(['twin']), target: { subject: sensed, dataClass: ['biometric'] } },
      // What is measured of a wearer moves the wearer's own avatar, where that is agreed to.
      ...worn.map((bands) => ({
        ...forPurposes(agreed.filter((purpose) => purpose === purposeOfQuantity.pulse)),
        target: { subject: subjects(bands.first, bands.count) },
      })),
      ...(virtual.count === 0
        ? []
        : [{ ...forPurposes(agreed), target: { subject: subjects(virtual.first, virtual.count) } }]),
      // Whoever comes in as a person agrees to be let in and to have the wish carried out.
      { action: 'use', target: { subject: subjects(persons.first, persons.count) } },
    ],
  };
}

/** Whether the people of a house have consented: by the policy on record. Pictures serve the twin alone. */
export function consentOf(house: House, agreed: readonly Purpose[]): Household['consents'] {
  const record = compile([consentOnRecord(house, agreed)]);
  const { things } = house;
  /** The class of what is known of a subject; rooms and persons are personal. */
  const classOf = (subject: number): DataClass => {
    const thing = thingOf(things, subject);
    return thing < 0 ? 'personal' : classOfQuantity[quantityOf(things, thing)];
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
  return (subject, purpose, nowNs) => {
    asked.subject = subject;
    asked.dataClass = classOf(subject);
    asked.purpose = purpose;
    asked.dateTime = nowNs;
    return record.decide(asked).decision === 'permit';
  };
}
