import type { Sealed } from './crypto.ts';
import type { DataClass, Purpose } from './datum.ts';
import type { Meeting } from './meeting.ts';
import type { Bodies, Kind } from './message.ts';
import type { StoredBody } from './stored.ts';

/** What standing controls ask of a component at an inner point. */
export interface Duty {
  /** Independent answers to obtain before a result is used. */
  copies: number;
  /** How many of them must agree: where so many do, no more need to be waited for. */
  quorum: number;
  /** Recompute this one locally and compare. */
  recheck: boolean;
  /** Longest life of a credential to be issued or asked for, ns. */
  lifetimeNs: number;
  /** Issue tokens to those who enter. */
  token: boolean;
  /** Have a payment confirmed by the person who is to pay. */
  confirm: boolean;
  /** How deep an entry must lie under the newest block of its ledger before it counts; 0: known to a node of the ledger. */
  depth: number;
  /** How long a thing is to use one identifier at a platform, ns; without end where nothing is asked. */
  pseudonymNs: number;
  /** Ask for the roots of other federations at the period that was agreed, whatever their endpoints say. */
  ownPeriod: boolean;
  /** How much may be done in the place of others who do not answer, in units of the cost table's `estimate`: a second, and at once. */
  standInPerSecond: number;
  standInBurst: number;
  /** Make one value of many by their median, not by their mean. */
  robust: boolean;
  /** To whom no work is given for now; nobody where nothing is asked. */
  shunned: ReadonlySet<number>;
  /** Report once in this time whatever there is to report, ns; without end where nothing is asked. */
  evenlyNs: number;
}

const nobody: ReadonlySet<number> = new Set();

/** What is asked where no control stands: one answer, taken as it comes; controls write into it. `lifetimeNs` is the longest life there is. */
export const nothingAsked = (lifetimeNs: number): Duty => ({
  copies: 1,
  quorum: 1,
  recheck: false,
  lifetimeNs,
  token: false,
  confirm: false,
  depth: 0,
  pseudonymNs: Infinity,
  ownPeriod: false,
  standInPerSecond: Infinity,
  standInBurst: Infinity,
  robust: false,
  shunned: nobody,
  evenlyNs: Infinity,
});

/** What can be done with data: records are stored, loaded from what a medium gave, and erased; images of code are run. */
export type DeedKind = 'use' | 'act' | 'store' | 'load' | 'erase' | 'run';

/** Something that a component is about to do with the data in its hands. */
export interface Deed {
  readonly deed: DeedKind;
  readonly purpose: Purpose;
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly kind: Kind | null;
  readonly from: number;
  body: Bodies[Kind] | StoredBody | null;
  sealed: Sealed | null;
  /** The key under which it is stored, found or erased; empty for other deeds. */
  readonly key: string;
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
  /** Versions of one record that the storages asked gave, this one included. */
  readonly versions?: readonly number[];
  /** By this record the platform would take the thing for its own, and knows the digital entity that it feeds from the record only. */
  readonly claims?: boolean;
  /** Share of its wearer's view that what is to be shown would take, %. */
  readonly coverPercent?: number;
  /** The room is booked now. */
  readonly booked?: boolean;
  /** Somebody is about to meet what another says or shows. */
  readonly meeting?: Meeting;
  /** Whether the person behind the subject agrees now to this use, as far as this node has been told. */
  readonly consented?: boolean;
  /** The node to which the datum is to be passed on. */
  readonly recipient?: number;
  /** The person who is to pay has confirmed this payment. */
  readonly confirmed?: boolean;
  /** What the person has paid in the last hour, this payment included, in millionths of the money unit. */
  readonly spentMicros?: number;
  /** How deep the entry lies under the newest block of its ledger, 1 in it; 0 where no block holds it. */
  readonly depth?: number;
  /** Version of the code that runs here now. */
  readonly running?: number;
}
