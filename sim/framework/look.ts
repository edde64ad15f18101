/** What an account asks an archive for. */
export interface Look {
  readonly account: number;
  /** What it asks to read about: a room. */
  readonly over: number;
  /** How often the account has asked for that in the hour, this time included. */
  readonly count: number;
  /** ns. */
  readonly nowNs: number;
}
