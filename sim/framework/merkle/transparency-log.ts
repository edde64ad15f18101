import type { Content, Digest, PrivateKey, PublicKey, Signature, Suite } from '../crypto.ts';
import { checkConsistency, checkInclusion } from './proof.ts';
import { appendLeaf, consistencyProof, inclusionProof, merkleTree, rootOf, treeSize } from './tree.ts';
import type { MerkleTree } from './tree.ts';

/**
 * An append-only log of entries, identities above all, that cannot change its past unseen (after RFC 9162): it says at any time what
 * it holds by a signed head, and proves that an entry is in it and that a head continues an earlier one.
 *
 *   log:            appendEntry ─▶ index      signHead ─▶ head      proveInclusion, proveConsistency ─▶ proof
 *   relying party:  judgeHead(last head, new head, proof) ─▶ keep the new one      entryHolds(head, entry, proof)
 *
 * It keeps digests only; entries are their keeper's business. Two parties that pass on to each other the heads they keep find
 * out a log that shows each of them another past: one of the heads does not continue the other.
 */
export interface TransparencyLog {
  /** Under which name heads are signed; one key never signs for two logs of the same name. */
  readonly name: string;
  readonly tree: MerkleTree<Digest>;
}

/** What a log says it holds at a moment (after the signed tree head of RFC 9162, 4.10). */
export interface TreeHead {
  readonly size: number;
  readonly root: Digest;
  readonly atNs: number;
  /** Over name, size, root and moment. */
  readonly signature: Signature;
}

/** A log as those know it who rely on it. */
export interface LogTrust {
  readonly name: string;
  readonly key: PublicKey;
}

/** A new head with what is to show that it continues the last one. */
export interface HeadOffer {
  readonly head: TreeHead;
  /** Of consistency with the last head; empty where there is none yet. */
  readonly proof: readonly Digest[];
}

/** An entry with what is to show that it is in a log. */
export interface EntryOffer {
  readonly entry: Content;
  readonly index: number;
  readonly proof: readonly Digest[];
}

/** Why a head is not accepted; `smaller` and `earlier` compare it with the last one in size and moment. */
export type HeadFault = 'malformed' | 'bad-signature' | 'smaller' | 'earlier' | 'inconsistent';

/** A log without entries. */
export const transparencyLog = (name: string): TransparencyLog => ({ name, tree: merkleTree() });

/** Adds an entry and returns its index. Throws TypeError for what is no content. */
export const appendEntry = (suite: Suite, log: TransparencyLog, entry: Content): number =>
  appendLeaf(suite.tree, log.tree, entry);

/** The head of a log as it is now. */
export function signHead(suite: Suite, log: TransparencyLog, key: PrivateKey, nowNs: number): TreeHead {
  const said = { size: treeSize(log.tree), root: rootOf(suite.tree, log.tree), atNs: nowNs };
  return { ...said, signature: suite.sign(key, headContent(log.name, said)) };
}

/** The proof that an entry is among the first `size`; undefined where the log has none. */
export const proveInclusion = (
  suite: Suite,
  log: TransparencyLog,
  index: number,
  size: number,
): readonly Digest[] | undefined => inclusionProof(suite.tree, log.tree, index, size);

/** The proof that the head of a size continues the head of a smaller one; undefined where the log has none. */
export const proveConsistency = (
  suite: Suite,
  log: TransparencyLog,
  firstSize: number,
  secondSize: number,
): readonly Digest[] | undefined => consistencyProof(suite.tree, log.tree, firstSize, secondSize);

/**
 * Whether a relying party may put a new head in the place of the last one it accepted; undefined when it may. The first head is
 * taken on its signature. It then keeps the new head, and only that.
 */
export function judgeHead(
  suite: Suite,
  trust: LogTrust,
  last: TreeHead | undefined,
  { head, proof }: HeadOffer,
): HeadFault | undefined {
  if (!isFormed(suite, head)) return 'malformed';
  if (!suite.verify(trust.key, headContent(trust.name, head), head.signature)) return 'bad-signature';
  if (last !== undefined && head.size < last.size) return 'smaller';
  if (last !== undefined && head.atNs < last.atNs) return 'earlier';
  const firstSize = last?.size ?? 0;
  const firstRoot = last?.root ?? suite.tree.empty();
  const claim = { firstSize, firstRoot, secondSize: head.size, secondRoot: head.root, proof };
  return checkConsistency(suite.tree, claim) ? undefined : 'inconsistent';
}

/** Whether an entry is in the log that a head, accepted before, tells of. Throws TypeError for an entry that is no content. */
export function entryHolds(suite: Suite, head: TreeHead, { entry, index, proof }: EntryOffer): boolean {
  return checkInclusion(suite.tree, { leaf: suite.tree.leaf(entry), index, size: head.size, root: head.root, proof });
}

type Said = Omit<TreeHead, 'signature'>;

/** What a head's signature is over; the first word keeps it apart from whatever else the key signs. */
const headContent = (name: string, { size, root, atNs }: Said): Content => ['tree head', name, size, root, atNs];

/** Whether all parts of a head are what they should be, so that its content can be put together. */
function isFormed(suite: Suite, { size, root, atNs }: Said): boolean {
  return Number.isSafeInteger(size) && size >= 0 && Number.isFinite(atNs) && suite.tree.equal(root, root);
}
