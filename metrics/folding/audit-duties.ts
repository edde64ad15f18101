import { purposes } from '../../sim/framework/datum.ts';
import type { Purpose } from '../../sim/framework/datum.ts';
import type { Group, Point, Role } from '../../sim/framework/figure.ts';
import type { Kind } from '../../sim/framework/message.ts';

/** How a duty to put something on record follows from a fact, and by which entry it is met. */
export interface AuditDuty {
  readonly what: string;
  /** Requirement groups of X.stm-dpm that want it; built from the public scope, clause text not seen. */
  readonly groups: readonly Group[];
  /** The fact: a message came to a node of that role at that point; a node of that role used something; a thing acted. */
  readonly on:
    | { readonly fact: 'delivered'; readonly kind: Kind; readonly point: Point; readonly at: Role }
    | { readonly fact: 'used'; readonly purpose: Purpose; readonly at: Role }
    | { readonly fact: 'acted' };
  /** Who writes the entry: the node at which it happened, or any node of a role. */
  readonly by: 'same node' | Role;
  /** What the entry is about: the subject of the fact, or who is at its other end. */
  readonly about: 'subject' | 'peer';
}

/**
 * What the audit log must hear of: who came in, who looked into the archive, what things were made to do, who asked what about
 * several identities, what persons chose and had erased, and with whom things and work went elsewhere. Certificates are not among
 * them: their issuing has a log of its own (C07).
 */
export const auditDuties: readonly AuditDuty[] = [
  {
    what: 'a person came in',
    groups: ['R5'],
    on: { fact: 'delivered', kind: 'enter', point: 'RP-A', at: 'avatar-agent' },
    by: 'same node',
    about: 'subject',
  },
  { what: 'a thing did what it was told', groups: ['R5'], on: { fact: 'acted' }, by: 'entity-agent', about: 'subject' },
  {
    what: 'the archive was asked',
    groups: ['R2', 'R5'],
    on: { fact: 'delivered', kind: 'query', point: 'RP-M', at: 'storage-agent' },
    by: 'same node',
    about: 'subject',
  },
  {
    what: 'a person chose what may be done',
    groups: ['R2', 'R5'],
    on: { fact: 'delivered', kind: 'consent', point: 'RP-A', at: 'avatar-agent' },
    by: 'same node',
    about: 'peer',
  },
  {
    what: 'a person asked for erasure',
    groups: ['R2'],
    on: { fact: 'delivered', kind: 'erase', point: 'RP-A', at: 'avatar-agent' },
    by: 'same node',
    about: 'peer',
  },
  {
    what: 'it was asked which identities are of one thing',
    groups: ['R2', 'R5'],
    on: { fact: 'delivered', kind: 'inquire', point: 'RP-D', at: 'identity-storage' },
    by: 'same node',
    about: 'subject',
  },
  {
    what: 'a thing was handed over by another platform',
    groups: ['R2', 'R5'],
    on: { fact: 'delivered', kind: 'move', point: 'RP-X', at: 'things-agent' },
    by: 'same node',
    about: 'subject',
  },
  {
    what: 'a contract with a provider came into force',
    groups: ['R3'],
    on: { fact: 'used', purpose: 'contract', at: 'secure-connector' },
    by: 'same node',
    about: 'peer',
  },
];

/** Purposes of use that a duty follows from, by their numbers in facts. */
export const auditedUses: ReadonlyMap<number, AuditDuty> = new Map(
  auditDuties.flatMap((duty) => (duty.on.fact === 'used' ? [[purposes.indexOf(duty.on.purpose), duty] as const] : [])),
);
