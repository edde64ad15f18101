import type { Signature } from './crypto.ts';

/** A hardware root that can state what code runs on a node (after RATS, RFC 9334). */
export interface Attester {
  /** Signs (measurement of the code that really runs, content); the node cannot choose the measurement. */
  quote(content: readonly (number | string)[]): Quote;
}

/** A hardware root's statement about the code that runs. */
export interface Quote {
  readonly measurement: string;
  readonly signature: Signature;
}
