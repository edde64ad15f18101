import { dataClasses } from '../../framework/datum.ts';
import type { DataClass } from '../../framework/datum.ts';
import { kinds } from '../../framework/message.ts';
import type { Kind } from '../../framework/message.ts';

/** Numbers of kinds in facts. */
export const kindNumber = Object.fromEntries(kinds.map((kind, index) => [kind, index + 1])) as Record<Kind, number>;
/** Numbers of classes in facts. */
export const classNumber = Object.fromEntries(dataClasses.map((name, index) => [name, index])) as Record<
  DataClass,
  number
>;
