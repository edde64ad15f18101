import type { Kind } from '../message.ts';

/** Kinds that by the protocol somebody answers in any case: silence after one tells its sender that it was refused. */
export const answered: ReadonlySet<Kind> = new Set<Kind>([
  'command',
  'enter',
  'view',
  'query',
  'enrol',
  'status',
  'resolve',
  'register',
  'inquire',
]);
