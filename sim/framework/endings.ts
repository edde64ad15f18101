import type { DataClass, Purpose } from './datum.ts';

/** When rights to data that tells of people end: by a withdrawal, by a request to erase, by the passing of time. */
export interface Endings {
  /** Whether data of a class about a subject may be used for a purpose at a time. */
  mayUse(purpose: Purpose, dataClass: DataClass, subject: number, nowNs: number): boolean;
  /** Longest time for which a node may keep a record of a class, ns; Infinity where no rule ends it. */
  keepForNs(node: number, dataClass: DataClass): number;
  /** By when every record that was laid down about a subject must be gone, ns; Infinity where nobody asks for that. */
  goneByNs(subject: number): number;
  /** Time within which one must be told of an erasure that did not come about, ns. */
  readonly noticeNs: number;
}
