import type { Sealed } from '../../framework/crypto.ts';
import type { DataClass } from '../../framework/datum.ts';
import { classOfWindow } from '../../framework/message.ts';
import type { Bodies, Kind, RoomWindow } from '../../framework/message.ts';
import { Lineage } from '../shared/lineage.ts';

/** One record as it lies on the medium. */
export interface Stored {
  readonly body: Bodies[Kind] | null;
  readonly sealed: Sealed | null;
  readonly marks: readonly unknown[];
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly truth: Lineage;
}

/** Media of storages: what is on them outlives a restart of the node. Keys keep their order. */
export class Stores {
  private readonly media = new Map<number, Map<string, Stored>>();

  medium(node: number): Map<string, Stored> {
    let medium = this.media.get(node);
    if (medium === undefined) {
      medium = new Map();
      this.media.set(node, medium);
    }
    return medium;
  }

  /** Records whose keys begin with a prefix, in key order, at most `limit`. */
  scan(node: number, prefix: string, limit: number): Stored[] {
    const keys = [...this.medium(node).keys()].filter((key) => key.startsWith(prefix)).toSorted(byCodeUnit);
    return keys.slice(0, limit).map((key) => this.medium(node).get(key)!);
  }
}

/** Order of keys by their UTF-16 code units: the same everywhere. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A datum as a record keeps it. */
export function stored(
  content: { readonly body: Bodies[Kind] | null; readonly sealed: Sealed | null; readonly marks: readonly unknown[] },
  record: RoomWindow,
  hand: Lineage,
): Stored {
  const truth = new Lineage();
  Object.assign(truth, hand);
  return {
    body: content.body,
    sealed: content.sealed,
    marks: [...content.marks],
    subject: record.room,
    dataClass: classOfWindow(record),
    truth,
  };
}
