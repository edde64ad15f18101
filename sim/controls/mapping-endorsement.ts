import type { Control, Household, Post } from '../framework/control.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { RegistryBodies } from '../framework/messages/registry.ts';
import type { Verdict } from '../framework/verdict.ts';
import { objectsIn } from './objects-in.ts';

/** Whether an identifier is vouched for by another than its own authority. */
const isOfAnother = ({ identifier, issuer }: IdentityObject, household: Household): boolean => {
  const own = household.issuerOf?.(identifier);
  return own !== undefined && own !== issuer;
};

/** Whether thing and entity name each other, at one holder. */
const nameEachOther = (thing: IdentityObject, entity: IdentityObject): boolean =>
  entity.kind === 'entity' &&
  entity.identifier === thing.counterpart &&
  entity.counterpart === thing.identifier &&
  entity.holder === thing.holder;

/** Whether an identifier names what exists in a metaverse only: its authority says so, and that it mirrors nothing. */
const isVirtual = ({ kind, counterpart }: IdentityObject): boolean => kind === 'virtual' && counterpart === '';

const judge = (objects: readonly IdentityObject[], household: Household, at: Post): Verdict => {
  // Where one authority vouches for all, there is nothing to look up.
  if (objects.length === 0 || household.issuerOf === undefined) return undefined;
  at.charge('lookup');
  return objects.some((object) => isOfAnother(object, household)) ? 'untrusted-issuer' : undefined;
};

/**
 * C49: each name is vouched for by its own authority, and a thing is a platform's own only where thing and digital entity name each
 * other. A virtual thing has no other to name: it counts by its authority's word that it mirrors nothing, so no thing can be its
 * counterpart, and no twin can pass for it. Stops A16 (R2).
 */
export const mappingEndorsement: Control = {
  id: 'C49',
  name: 'mapping-endorsement',
  summary:
    'Each identifier counts only from its own authority, and a thing moves a twin only where the records of both name each other, or where there is no thing.',
  groups: ['R2', 'R5'],
  rung: 'data',
  layer: 'deed',
  step: 95,
  places: ['RP-D', 'use'],
  limits:
    'Two things that bear one identifier are one to it: identifiers must be drawn from enough (V-C6). Authorities that change their records a moment apart disagree for that moment. Trusts each authority with its own names, and needs C38 to know who endorsed.',
  source:
    'Identifier and identity object of each storage after the scope of Y.4811 and Y.4812 (clause text not seen); that both sides must agree: project-defined.',
  stand: ({ household }) => ({
    verify: (message, at) => judge(objectsIn(message), household, at),
    inner(deed, at) {
      if (deed.deed !== 'use' || deed.purpose !== 'identity' || deed.circumstances.claims !== true) return undefined;
      at.charge('judge');
      if (deed.body === null) return 'not-one-to-one';
      if (deed.kind === 'resolved') {
        const { object } = deed.body as RegistryBodies['resolved'];
        return object !== null && isVirtual(object) ? undefined : 'not-one-to-one';
      }
      if (deed.kind !== 'translated') return 'not-one-to-one';
      const { object, mapping } = deed.body as RegistryBodies['translated'];
      return nameEachOther(object, mapping) ? undefined : 'not-one-to-one';
    },
  }),
};
