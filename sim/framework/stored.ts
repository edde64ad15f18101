import type { DataClass } from './datum.ts';
import type { Bodies, Kind } from './message.ts';

/** A datum as a component lays it in its storage, and as it comes back from there. */
export interface StoredDatum<Body extends Bodies[Kind] = Bodies[Kind]> {
  /** Whom it is about, as in messages. */
  readonly subject: number;
  /** What it says, not what it was declared to say. */
  readonly dataClass: DataClass;
  /** Plain size, bytes. */
  readonly sizeBytes: number;
  readonly body: Body;
}
