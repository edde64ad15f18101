import type { Content, Credential, Digest, Suite } from '../crypto.ts';
import { entryHolds, judgeHead } from './transparency-log.ts';
import type { LogTrust, TreeHead } from './transparency-log.ts';

/**
 * What shows that a certificate stands in its issuer's log: a head that the log signed, and the way from the entry to it (after the
 * inclusion proofs of RFC 9162 and the receipts of RFC 9942). It holds nothing secret and comes with the certificate.
 */
export interface Receipt {
  readonly index: number;
  readonly head: TreeHead;
  readonly proof: readonly Digest[];
}

/** Why a receipt does not hold. */
export type ReceiptFault = 'no-head' | 'not-in-log';

/** What a log keeps of a certificate. */
export const entryOf = (credential: Credential): Content => ['certificate', credential];

/** Whether a receipt shows that a certificate stands in a log; undefined when it does. */
export function judgeReceipt(
  suite: Suite,
  log: LogTrust,
  credential: Credential,
  { index, head, proof }: Receipt,
): ReceiptFault | undefined {
  // A head alone, on its signature: what it continues is for those who follow the log.
  if (judgeHead(suite, log, undefined, { head, proof: [] }) !== undefined) return 'no-head';
  return entryHolds(suite, head, { entry: entryOf(credential), index, proof }) ? undefined : 'not-in-log';
}
