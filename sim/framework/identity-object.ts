import type { Content, Signature } from './crypto.ts';

/** What an identifier names: a thing, the digital entity that mirrors it, or a virtual thing, which exists in a metaverse only. */
export const identityKinds = ['thing', 'entity', 'virtual'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/**
 * What is on record of an identifier: an identity is an identifier and its object (built from the public scope of Y.4811 and
 * Y.4812; clause text not seen, so the fields are project-defined).
 */
export interface IdentityRecord {
  readonly identifier: string;
  readonly kind: IdentityKind;
  /** Identifier of the digital entity that a thing feeds, or of the thing that an entity mirrors; empty for none, as of a virtual thing. */
  readonly counterpart: string;
  /** The party that holds it. */
  readonly holder: string;
  /** Grows with every change of the record: counts them from 1, or is the moment of the last one, ns. */
  readonly version: number;
}

/** A record as an authority vouches for it: whoever believes the authority can check it without asking anybody. */
export interface IdentityObject extends IdentityRecord {
  /** Name of the root whose key made the endorsement. */
  readonly issuer: string;
  readonly endorsedNs: number;
  /** After this moment the endorsement says nothing. */
  readonly untilNs: number;
  readonly endorsement: Signature;
}

/** The space of names that an identifier is of: all before its first stroke. */
export const schemeOf = (identifier: string): string => identifier.slice(0, Math.max(0, identifier.indexOf('/')));

/** What an endorsement is over: every field but itself. */
export const endorsedContent = (object: Omit<IdentityObject, 'endorsement'>): Content => {
  const { identifier, kind, counterpart, holder, version, issuer, endorsedNs, untilNs } = object;
  return ['identity object', identifier, kind, counterpart, holder, version, issuer, endorsedNs, untilNs];
};

/** Whether an object says more than another about the same identifier: a later version, or the same vouched for later. */
export const isNewer = (object: IdentityObject, known: IdentityObject): boolean =>
  object.version > known.version || (object.version === known.version && object.endorsedNs > known.endorsedNs);
