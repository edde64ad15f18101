import type { BookEntry } from '../../sim/components/registry.ts';

/** What a house keeps on record of its things, and how its platforms rely on that. Times in ns. */
export interface RegistryPlan {
  /** One entry for each thing, in the order of the things. */
  readonly book: readonly BookEntry[];
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
}
