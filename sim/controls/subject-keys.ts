import type { SecretKey, Suite } from '../framework/crypto.ts';

/**
 * A key for each subject at each node that gives copies away: made when first needed, kept in the node's key store, which outlives a
 * restart, and destroyed for good.
 */
export class SubjectKeys {
  private readonly byNode = new Map<number, Map<number, SecretKey>>();

  of(node: number, subject: number, suite: Suite): SecretKey {
    let keys = this.byNode.get(node);
    if (keys === undefined) this.byNode.set(node, (keys = new Map()));
    let key = keys.get(subject);
    if (key === undefined) keys.set(subject, (key = suite.secret()));
    return key;
  }

  /** What was sealed under the subject's key can be opened by nobody from here on. */
  destroy(node: number, subject: number): void {
    this.byNode.get(node)?.delete(subject);
  }
}
