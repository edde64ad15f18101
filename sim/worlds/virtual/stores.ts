import type { Sealed } from '../../framework/crypto.ts';
import type { DataClass } from '../../framework/datum.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import type { StoredBody } from '../../framework/stored.ts';
import { Lineage } from '../shared/lineage.ts';

/** One record as it lies on the medium. */
export interface Stored {
  readonly body: Bodies[Kind] | StoredBody | null;
  readonly sealed: Sealed | null;
  readonly marks: readonly unknown[];
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly sizeBytes: number;
  readonly truth: Lineage;
}

/** A key up to its first slash. */
const folderOf = (key: string): string => key.slice(0, key.indexOf('/') + 1);

/** Order of keys by their UTF-16 code units: the same everywhere. */
const byKey = ([a]: readonly [string, Stored], [b]: readonly [string, Stored]): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The medium of one storage: what is on it outlives a restart of the node. Records lie in folders, which their keys name up to the
 * first slash, so that looking into one folder costs its own size and not the medium's.
 */
export class Medium {
  private readonly folders = new Map<string, Map<string, Stored>>();

  get(key: string): Stored | undefined {
    return this.folders.get(folderOf(key))?.get(key);
  }

  set(key: string, record: Stored): void {
    const name = folderOf(key);
    let folder = this.folders.get(name);
    if (folder === undefined) this.folders.set(name, (folder = new Map()));
    folder.set(key, record);
  }

  delete(key: string): void {
    const name = folderOf(key);
    const folder = this.folders.get(name);
    if (folder?.delete(key) === true && folder.size === 0) this.folders.delete(name);
  }

  /** Records whose keys begin with a prefix, with those, in key order, at most `limit`. */
  scan(prefix: string, limit: number): readonly (readonly [string, Stored])[] {
    const found: [string, Stored][] = [];
    // A prefix with a slash names its folder; others may reach into any.
    const one = this.folders.get(folderOf(prefix));
    const folders = !prefix.includes('/') ? this.folders.values() : one === undefined ? [] : [one];
    for (const folder of folders) for (const entry of folder) if (entry[0].startsWith(prefix)) found.push(entry);
    return found.sort(byKey).slice(0, limit);
  }
}

/** Media of storages, by node. */
export class Stores {
  private readonly media = new Map<number, Medium>();

  medium(node: number): Medium {
    let medium = this.media.get(node);
    if (medium === undefined) this.media.set(node, (medium = new Medium()));
    return medium;
  }
}

/** A datum as a record keeps it. */
export function stored(
  { subject, dataClass, sizeBytes, body, sealed, marks }: Omit<Stored, 'truth'>,
  hand: Lineage,
): Stored {
  const truth = new Lineage();
  Object.assign(truth, hand);
  return { subject, dataClass, sizeBytes, body, sealed, marks: [...marks], truth };
}

/** Whether a record, if there is one, is of the datum with this identity. */
export const isDatum = (record: Stored | undefined, origin: number, counter: number): boolean =>
  record !== undefined && record.truth.origin === origin && record.truth.counter === counter;
