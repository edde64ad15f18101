/** A node's pair and credential, as bytes. */
export interface KeyBytes {
  readonly pair: string;
  readonly credential: Uint8Array;
}

/** What attackers have in their hands before a run: it crosses one pipe, once, and is never logged. */
export interface AttackerParcel {
  /** Keys that were copied, by the stage's name for them: of which node, and as they were then. */
  readonly copies: readonly (readonly [string, number, KeyBytes])[];
  /** Keys of persons whose accounts they have. */
  readonly accounts: readonly (readonly [number, KeyBytes])[];
}
