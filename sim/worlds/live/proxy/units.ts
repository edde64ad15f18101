/**
 * What passes on a wire, cut where a sender cut it: a preamble of our own, the head of an HTTP upgrade, a message in clear, a
 * control frame of WebSocket, a TLS record, or bytes that are none of these. `bytes` are as they were on the wire.
 */
export type Unit =
  | { readonly kind: 'preamble' | 'head' | 'control' | 'record' | 'bytes'; readonly bytes: Buffer }
  | MessageUnit;

/** A whole message in clear, of one or more frames. */
export interface MessageUnit {
  readonly kind: 'message';
  readonly bytes: Buffer;
  readonly isBinary: boolean;
  /** What it says, unmasked; a copy. */
  readonly payload: () => Buffer;
}

/** Directions of a link: from who opened it, and to it. */
export type Way = 'there' | 'back';
