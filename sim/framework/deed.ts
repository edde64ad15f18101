import type { Sealed } from './crypto.ts';
import type { DataClass, Purpose } from './datum.ts';
import type { Meeting } from './meeting.ts';
import type { Bodies, Kind } from './message.ts';
import type { StoredBody } from './stored.ts';

/** What standing controls ask of a component at an inner point. */
export interface Duty {
  /** Independent answers to obtain before a result is used. */
  copies: number;
  /** Recompute this one locally and compare. */
  recheck: boolean;
  /** Longest life of a credential to be issued or asked for, ns. */
  lifetimeNs: number;
  /** Issue tokens to those who enter. */
  token: boolean;
}

/** Something that a component is about to do with the data in its hands. */
export interface Deed {
  readonly deed: 'use' | 'act' | 'store' | 'load';
  readonly purpose: Purpose;
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly kind: Kind | null;
  readonly from: number;
  body: Bodies[Kind] | StoredBody | null;
  sealed: Sealed | null;
  /** Plain size of what is stored or loaded, bytes; 0 for other deeds. */
  readonly sizeBytes: number;
  readonly marks: unknown[];
  /** What the component itself knows that bears on the deed. */
  readonly circumstances: Circumstances;
}

/** Facts from inside a component that bear on a deed; absent ones are unknown. */
export interface Circumstances {
  /** Answers of independent providers to the same job, this one included. */
  readonly answers?: readonly number[];
  /** Answer of a local recomputation. */
  readonly recomputed?: number;
  /** Time since the thing last acted, ns. */
  readonly sinceLastActNs?: number;
  /** The room is booked now. */
  readonly booked?: boolean;
  /** Somebody is about to meet what another says or shows. */
  readonly meeting?: Meeting;
  /** Whether the person behind the subject agrees now to this use, as far as this node has been told. */
  readonly consented?: boolean;
  /** The node to which the datum is to be passed on. */
  readonly recipient?: number;
}
