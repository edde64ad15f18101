import type { Purpose } from '../datum.ts';
import { classOfWindow } from './archive.ts';
import type { RoomWindow } from './archive.ts';
import type { Cards } from './card.ts';

/** A provider's estimate for one window of a room: 1 occupied, 0 empty. */
export interface Occupancy {
  readonly room: number;
  readonly window: number;
  readonly occupied: 0 | 1;
}

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
  /** Secure DPM hands a window to the connector; the connector hands it to a provider. */
  job: RoomWindow;
  /** The estimate that came back. */
  result: Occupancy;
  /** Contract negotiation between connector and provider. */
  contract: Contract;
}

/** What is to be known of these kinds. */
export const outsideCards: Cards<OutsideBodies> = {
  job: { bytes: 56, acts: true, classOf: classOfWindow },
  result: { bytes: 16, acts: true, computed: true, value: ({ occupied }) => occupied },
  contract: { bytes: 48, acts: true },
};
