import type { Suite } from '../../framework/crypto.ts';
import { judgeHead } from '../../framework/merkle/transparency-log.ts';
import type { LogTrust, TreeHead } from '../../framework/merkle/transparency-log.ts';

/** Most heads that a party keeps of one log; the one that it heard of first goes first (assumption: the issuings of a day in a large house). */
const mostHeads = 4096;

/** What was heard of one log. */
interface Heard {
  readonly bySize: Map<number, TreeHead>;
  /** In the order of hearing. */
  readonly heads: TreeHead[];
}

/** What one party has heard of what logs say they hold: one head for each size, the first that came with a right signature. */
export class HeadBook {
  readonly #logs = new Map<string, Heard>();

  /** The head of that size; null where none was heard of. */
  at(log: string, size: number): TreeHead | null {
    return this.#logs.get(log)?.bySize.get(size) ?? null;
  }

  /** Keeps a head that the log has signed, unless one of that size is kept; whether it was news. */
  hear(suite: Suite, log: LogTrust, head: TreeHead): boolean {
    const heard = this.#logs.get(log.name) ?? { bySize: new Map<number, TreeHead>(), heads: [] };
    const { bySize, heads } = heard;
    if (bySize.has(head.size) || judgeHead(suite, log, undefined, { head, proof: [] }) !== undefined) return false;
    this.#logs.set(log.name, heard);
    bySize.set(head.size, head);
    heads.push(head);
    if (heads.length > mostHeads) bySize.delete(heads.shift()!.size);
    return true;
  }

  /** The heads of each log that were heard of last, at most `most` of each, newest first. */
  last(most: number): readonly { readonly issuer: string; readonly heads: readonly TreeHead[] }[] {
    return [...this.#logs].map(([issuer, { heads }]) => ({ issuer, heads: heads.slice(-most).toReversed() }));
  }
}
