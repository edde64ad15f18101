/**
 * What passes on a wire, cut where a sender cut it: a preamble of our own, the head of an HTTP upgrade or CONNECT and CONNACK of
 * MQTT, a message in clear, a control frame of WebSocket or another packet of MQTT, a TLS record, or bytes that are none of these.
 * `bytes` are as they were on the wire.
 */
export type Unit =
  | { readonly kind: 'preamble' | 'head' | 'control' | 'record' | 'bytes'; readonly bytes: Buffer }
  | MessageUnit;

/** A whole message in clear: of one or more frames of WebSocket, or one PUBLISH of MQTT. */
export interface MessageUnit {
  readonly kind: 'message';
  readonly bytes: Buffer;
  /** What it says, unmasked; a copy. */
  readonly payload: () => Buffer;
  /** Its bytes on the wire if it said something else. */
  readonly saying: (payload: Uint8Array) => Buffer;
}

/** Directions of a link: from who opened it, and to it. */
export type Way = 'there' | 'back';
