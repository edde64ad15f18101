import type { DataClass, Purpose } from './datum.ts';

/** Data that is about to be passed on. */
export interface Passing {
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly purpose: Purpose;
  /** The node that will have it then. */
  readonly recipient: number;
  /** ns. */
  readonly nowNs: number;
}
