import type { Credential, PrivateKey, Suite } from '../../framework/crypto.ts';
import { entryOf } from '../../framework/merkle/receipt.ts';
import type { Receipt } from '../../framework/merkle/receipt.ts';
import { appendEntry, proveInclusion, signHead } from '../../framework/merkle/transparency-log.ts';
import type { TransparencyLog } from '../../framework/merkle/transparency-log.ts';

/** The log of what is issued, in the hands of whoever has its key. */
export class IssuingLog {
  readonly #suite: Suite;
  readonly #key: () => PrivateKey;
  readonly #log: TransparencyLog;

  /** `key` is asked for when it is needed: some processes do not hold it. */
  constructor(suite: Suite, key: () => PrivateKey, log: TransparencyLog) {
    this.#suite = suite;
    this.#key = key;
    this.#log = log;
  }

  /** Takes a certificate in; the receipt says so. */
  enter(credential: Credential): Receipt {
    const index = appendEntry(this.#suite, this.#log, entryOf(credential));
    const head = signHead(this.#suite, this.#log, this.#key(), credential.notBeforeNs);
    return { index, head, proof: proveInclusion(this.#suite, this.#log, index, head.size)! };
  }

  /** Another log of the same name and key that holds the same so far. */
  fork(): IssuingLog {
    const { name, tree } = this.#log;
    const levels = tree.levels.map((level) => [...level]);
    return new IssuingLog(this.#suite, this.#key, { name, tree: { levels } });
  }
}
