import type { Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Nodes } from './nodes.ts';

/**
 * Salted hashes of the secrets of persons' accounts, as their platforms keep them. The salt is platform and person, so that equal secrets
 * have no equal hash. That a hash is stretched over rounds is charged and not carried out.
 */
export class Accounts {
  private readonly hashes = new Map<string, string>();
  private readonly suite: Suite;
  private readonly nodes: Nodes;

  constructor(suite: Suite, { accounts = [] }: Cast, nodes: Nodes) {
    this.suite = suite;
    this.nodes = nodes;
    for (const { party, person, secret } of accounts)
      this.hashes.set(`${person} ${party}`, this.hash(party, person, secret));
  }

  /** Whether a secret is that of a person's account with the platform that runs a node. */
  admit(node: number, person: number, secret: string): boolean {
    const { party } = this.nodes.placed(node);
    const kept = this.hashes.get(`${person} ${party}`);
    return kept !== undefined && kept === this.hash(party, person, secret);
  }

  private hash(party: string, person: number, secret: string): string {
    return this.suite.hash(['secret', party, person, secret]);
  }
}
