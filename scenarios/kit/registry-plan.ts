import type { BookEntry } from '../../sim/components/registry.ts';
import type { Bodies } from '../../sim/framework/message.ts';

/** What a house keeps on record of its things, and how its platforms rely on that. Times in ns. */
export interface RegistryPlan {
  /** What each authority has on record, by federation. */
  readonly books: readonly (readonly BookEntry[])[];
  /** Identifier of each thing. */
  readonly identifiers: readonly string[];
  /** Time between two endorsements of a record, and how long each is valid. */
  readonly endorseNs: number;
  readonly lifeNs: number;
  /** Time that a replica takes to look a record up. */
  readonly lookupNs: number;
  /** Time after which a platform asks again for a record that it has learnt. */
  readonly refreshNs: number;
  /** Age of an endorsement up to which a platform believes it while it can learn nothing newer. */
  readonly believeNs: number;
  /** Wait of a platform for answers. */
  readonly timeoutNs: number;
  /** How storages of several federations ask each other; absent where there is one. */
  readonly across?: AcrossPlan;
}

/** How storages of several federations ask each other for what is on record with another one. */
export interface AcrossPlan {
  /** The place of the federation with which each thing is on record. */
  readonly registryOf: (thing: number) => number;
  /** Time for which a storage gives out a copy of another's record without asking. */
  readonly cacheNs: number;
  /** Wait of a storage for another's answer. */
  readonly timeoutNs: number;
  /** What the full-fledged devices put on record of themselves, by thing: they are in no book. */
  readonly registers: (thing: number) => Bodies['register'];
  /** They do so for the first time within `withinNs`, and again every `renewNs`. */
  readonly withinNs: number;
  readonly renewNs: number;
}
