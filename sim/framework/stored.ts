import type { Content } from './crypto.ts';
import type { DataClass } from './datum.ts';
import type { RoomWindow } from './messages/archive.ts';

/** Whatever storages lay down: one form for each kind of record. */
export type StoredBody = RoomWindow;

/** A datum as a component lays it in its storage, and as it comes back from there. */
export interface StoredDatum {
  /** Whom it is about, as in messages. */
  readonly subject: number;
  /** What it says, not what it was declared to say. */
  readonly dataClass: DataClass;
  /** Plain size, bytes. */
  readonly sizeBytes: number;
  readonly body: StoredBody;
}

/** What a record that is sealed at rest is bound to: it opens as nobody else's. */
export const sealedFor = (subject: number): Content => ['storage', subject];
