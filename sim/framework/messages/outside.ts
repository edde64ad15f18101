import type { Purpose } from '../datum.ts';
import { classOfJob, isOtherResult } from '../task.ts';
import type { Job, TaskResult } from '../task.ts';
import type { Cards } from './card.ts';

/** States of contract negotiation (Eclipse Dataspace Protocol, repository state Dec 2025). */
export type ContractState = 'requested' | 'offered' | 'accepted' | 'agreed' | 'verified' | 'finalised' | 'terminated';

/** What two parties agree about data that leaves the platform. */
export interface Contract {
  readonly state: ContractState;
  readonly contract: number;
  readonly purpose: Purpose;
  readonly priceMicros: number;
  readonly expiresNs: number;
}

/** What passes between a platform and outside providers. */
export interface OutsideBodies {
  /** Secure DPM hands work to the connector; the connector hands it to a provider. */
  job: Job;
  /** What came of it. */
  result: TaskResult;
  /** Contract negotiation between connector and provider. */
  contract: Contract;
}

/** What is to be known of these kinds. */
export const outsideCards: Cards<OutsideBodies> = {
  job: { bytes: 56, acts: true, classOf: classOfJob },
  result: { bytes: 16, acts: true, differs: isOtherResult, value: ({ value }) => value },
  contract: { bytes: 48, acts: true, value: ({ priceMicros }) => priceMicros },
};
