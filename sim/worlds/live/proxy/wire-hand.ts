import type { Unit, Way } from './units.ts';

/** One connection that passes through a proxy, in the hands of who sits there. */
export interface WireLink {
  /** Its number among the links of the proxy, from 1. */
  readonly number: number;
  /** Sends a unit again that was seen on this or another link; false where too much waits already. */
  replay(way: Way, unit: Unit): boolean;
  /** Writes a message of one's own into a link in clear, as if the sender had sent it; false where too much waits already. */
  write(way: Way, payload: Uint8Array): boolean;
  /** Nothing passes in a direction, without a word to either end. */
  stall(way: Way): void;
  resume(way: Way): void;
  /** Breaks it off, with a reset to both ends. */
  cut(): void;
}

/** A unit on its way through a proxy. */
export interface Passing {
  readonly link: WireLink;
  readonly way: Way;
  readonly unit: Unit;
  /** Its number among the units of its kind in this direction, from 1. */
  readonly ordinal: number;
}

/**
 * What becomes of a unit. Order is kept, as TCP keeps it: what comes behind a delayed unit waits with it. `payload` puts another
 * content in a message; `bytes` puts other bytes in the place of any unit, say with a bit flipped.
 */
export type WireRuling =
  | 'pass'
  | 'drop'
  | { readonly delayMillis: number }
  | { readonly payload: Uint8Array; readonly delayMillis?: number }
  | { readonly bytes: Uint8Array; readonly delayMillis?: number };

/** What a proxy tells of a message in clear: which came, which left; 0 where none did. Replayed and written ones never came. */
export interface WireAct {
  readonly link: WireLink;
  readonly way: Way;
  readonly act: 'pass' | 'drop' | 'delay' | 'alter' | 'replay' | 'write';
  readonly came: number;
  readonly left: number;
}

/** Whoever has its hands on the wire: an attacker, or a fault. */
export interface WireHand {
  see(passing: Passing): WireRuling;
}
