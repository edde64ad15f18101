import { dataClasses, purposes, quantities } from '../../sim/framework/datum.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import { kinds } from '../../sim/framework/message.ts';
import type { Kind } from '../../sim/framework/message.ts';
import { taskShapes } from '../../sim/framework/task.ts';

/** Numbers of the kinds of fact, by name; short, because every fold needs them. */
export const of = factNumber;

/** Number of a kind of message in facts; 0 there is none. */
export const kindNumber = (kind: Kind): number => kinds.indexOf(kind) + 1;

/** Number of the first class of data that tells of a person; those after it do too. */
export const firstPersonalClass = dataClasses.indexOf('personal');

/** Number of the purpose `twin` in facts of use. */
export const forTwin = purposes.indexOf('twin');

/** Number of the purpose `identity` in facts of use. */
export const forIdentity = purposes.indexOf('identity');

/** Numbers in facts of use of the purposes for which results of outside work are used. */
export const forResults: ReadonlySet<number> = new Set(
  Object.values(taskShapes).map(({ purpose }) => purposes.indexOf(purpose)),
);

/** Number of the purpose `hearing` in facts of use: a person met what was said to all who are near. */
export const forHearing = purposes.indexOf('hearing');

/** Number of the purpose `contact` in facts of use: a person met what was meant for it alone. */
export const forContact = purposes.indexOf('contact');
/** Number of the purpose `silence` in facts of use: a plaza kept somebody from being heard, since so many there had barred it. */
export const forSilence = purposes.indexOf('silence');
/** Numbers of the purposes for which a keeper of virtual assets uses what it is told. */
export const forPayment = purposes.indexOf('payment');
export const forSettlement = purposes.indexOf('settlement');
export const forIncome = purposes.indexOf('income');

/** Number of the quantity `lock` in facts of acting. */
export const lockNumber = quantities.indexOf('lock');

/** Identifier of a control by its number in facts: `C09` for 9, `world` for 0, where the world itself refused. */
export const controlOf = (number: number): string => (number === 0 ? 'world' : `C${String(number).padStart(2, '0')}`);
