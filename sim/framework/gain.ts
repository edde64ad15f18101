/** Keys and credentials in an attacker's hands; opaque. */
export interface Loot {
  readonly owner: number;
}

/** What an attacker believes that it holds: since when, and the keys or the session where it is those. */
export interface Gain {
  readonly atNs: number;
  readonly keys: Loot | null;
  readonly session?: KnownSession;
}

/** A session of which an attacker knows the number: whose it is, and at which door. */
export interface KnownSession {
  readonly person: number;
  readonly door: number;
  readonly number: number;
}
