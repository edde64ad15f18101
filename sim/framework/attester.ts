import type { Signature } from './crypto.ts';

/** A hardware root that can state what code runs on a node (after RATS, RFC 9334). */
export interface Attester {
  /**
   * Signs (measurement of the code that really runs, thumbprint of a key that is sealed to it, content). The node may ask for the
   * thumbprint of a key that it had before, and gets that of its newest where it asks for another's; the measurement it cannot choose.
   */
  quote(content: readonly (number | string)[], holder?: string): Quote;
}

/** A hardware root's statement about the code that runs. */
export interface Quote {
  readonly measurement: string;
  /** Thumbprint of the key with which that code proves its name on channels; empty where it has none. */
  readonly holder: string;
  readonly signature: Signature;
}
