import type { Content } from './crypto.ts';
import type { DataClass } from './datum.ts';
import type { RoomWindow } from './messages/archive.ts';
import type { ConsentChoice } from './messages/lifecycle.ts';
import type { Report } from './messages/things.ts';

/** Whatever storages lay down: one form for each kind of record. */
export type StoredBody = RoomWindow | Report | ConsentChoice;

/** A datum as a component lays it in its storage, and as it comes back from there. */
export interface StoredDatum<Body extends StoredBody = StoredBody> {
  /** Whom it is about, as in messages. */
  readonly subject: number;
  /** What it says, not what it was declared to say. */
  readonly dataClass: DataClass;
  /** Plain size, bytes. */
  readonly sizeBytes: number;
  readonly body: Body;
}

/** One record as somebody with reach of a medium finds it there: what is in clear can be read, what is sealed can be kept and put back. */
export interface LaidRecord {
  readonly key: string;
  /** Null where it is sealed. */
  readonly body: StoredBody | null;
}

/** What a record that is sealed at rest is bound to: it opens as nobody else's, and as of no other period. */
export const sealedFor = (subject: number, period: number): Content => ['storage', subject, period];

/** From what the key of a period is derived, beside the key of the store. */
export const periodOfRecords = (period: number): Content => ['records of period', period];
