import type { Suite } from '../../framework/crypto.ts';
import { judgeHead } from '../../framework/merkle/transparency-log.ts';
import type { LogTrust, TreeHead } from '../../framework/merkle/transparency-log.ts';

/** Most heads that a party keeps of one log; the one that it heard of first goes first (assumption: the issuings of a day in a large house). */
const mostHeads = 4096;

/** What one party has heard of what logs say they hold: one head for each size, the first that came with a right signature. */
export class HeadBook {
  /** By log and size, in the order of hearing. */
  readonly #heads = new Map<string, Map<number, TreeHead>>();

  /** The head of that size; null where none was heard of. */
  at(log: string, size: number): TreeHead | null {
    return this.#heads.get(log)?.get(size) ?? null;
  }

  /** Keeps a head that the log has signed, unless one of that size is kept; whether it was news. */
  hear(suite: Suite, log: LogTrust, head: TreeHead): boolean {
    const heads = this.#heads.get(log.name) ?? new Map<number, TreeHead>();
    if (heads.has(head.size) || judgeHead(suite, log, undefined, { head, proof: [] }) !== undefined) return false;
    this.#heads.set(log.name, heads);
    heads.set(head.size, head);
    if (heads.size > mostHeads) heads.delete(heads.keys().next().value!);
    return true;
  }

  /** The heads of each log that were heard of last, at most `most` of each, newest first. */
  last(most: number): readonly { readonly issuer: string; readonly heads: readonly TreeHead[] }[] {
    return [...this.#heads].map(([issuer, heads]) => ({ issuer, heads: [...heads.values()].slice(-most).toReversed() }));
  }
}
