import type { IdentityObject } from '../framework/identity-object.ts';

/** Who asks whose a thing is, and for how long an answer is believed. */
export interface BeliefTerms {
  /** The party that asks, and identifiers of the digital entities that it keeps, by thing. */
  readonly holder: string;
  readonly entities: readonly string[];
  /** Which of these entities a thing feeds is known from its record only; otherwise it can only be the thing's own. */
  readonly translates?: true;
  /** Who must hold each, where what is asked about are virtual things that others keep; absent where it is things of one's own. */
  readonly holders?: readonly string[];
  /** Age of an endorsement up to which its object is believed while nothing newer can be learnt, ns. */
  readonly believeNs: number;
}

/** The moment up to which an object is believed; -1 for none. */
export const believedUntilNs = (object: IdentityObject | null, { believeNs }: BeliefTerms): number =>
  object === null ? -1 : Math.min(object.untilNs, object.endorsedNs + believeNs);

/** Whether a thing is ours by its record: we hold it, and it feeds an entity of ours; whether a virtual one is whose it should be. */
export const isOurs = (
  { holder, counterpart }: IdentityObject,
  thing: number,
  { holder: us, entities, translates, holders }: BeliefTerms,
): boolean =>
  holders !== undefined
    ? holder === holders[thing]
    : holder === us && (translates ? entities.includes(counterpart) : counterpart === entities[thing]);
