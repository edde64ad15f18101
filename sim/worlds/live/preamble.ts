import type { Duplex } from 'node:stream';

/**
 * What passes in clear before a channel's TLS begins: the initiator knocks, the responder sends it a cookie to come again with,
 * or lets it go on. A door can so turn strangers away before any cryptography is paid for.
 *
 *   magic 2 · type 1 · length 2 · payload
 */

const magic = 0x6d72;
const headBytes = 5;
/** Most bytes of a payload: a credential with its chain, a proof and a status list fit several times (assumption). */
const mostPreambleBytes = 16 * 1024;

const types = { knock: 1, cookie: 2, go: 3, refused: 4 } as const;

/** First packet of a handshake. */
export interface Knock {
  readonly kind: 'knock';
  readonly point: number;
  /** The node that it claims to be, the address at which it can be reached, and whom it wants. */
  readonly from: number;
  readonly source: number;
  readonly to: number;
  /** Echo of a cookie, empty for none. */
  readonly cookie: Uint8Array;
  /** Number of this knock, drawn by who knocks. */
  readonly link: number;
  readonly offer: Uint8Array;
}

/** What a responder says to a knock; and, behind a CONNACK of MQTT that refuses, by which control and why, in numbers. */
export type Answer =
  | { readonly kind: 'cookie'; readonly cookie: Uint8Array }
  | {
      readonly kind: 'go';
      /** Number of the link that this comes to, drawn by the door: whoever knocks cannot choose another's. */
      readonly link: number;
      readonly offer: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly control: number; readonly reason: number };

/** Fixed part of a knock: point, three nodes, link, length of the cookie. */
const knockBytes = 22;
/** Fixed part of what lets go on: link. */
const goBytes = 8;

/** The bytes of a knock or an answer. */
export function preamble(message: Knock | Answer): Buffer {
  const payload = payloadOf(message);
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt16BE(magic, 0);
  head.writeUInt8(types[message.kind], 2);
  head.writeUInt16BE(payload.length, 3);
  return Buffer.concat([head, payload]);
}

function payloadOf(message: Knock | Answer): Buffer {
  switch (message.kind) {
    case 'knock':
      return knockPayload(message);
    case 'cookie':
      return Buffer.from(message.cookie);
    case 'go':
      return goPayload(message);
    case 'refused':
      return Buffer.from([message.control, message.reason]);
  }
}

function knockPayload({ point, from, source, to, link, cookie, offer }: Knock): Buffer {
  const bytes = Buffer.allocUnsafe(knockBytes);
  bytes.writeUInt8(point, 0);
  bytes.writeInt32BE(from, 1);
  bytes.writeInt32BE(source, 5);
  bytes.writeInt32BE(to, 9);
  bytes.writeDoubleBE(link, 13);
  bytes.writeUInt8(cookie.length, 21);
  return Buffer.concat([bytes, cookie, offer]);
}

function goPayload({ link, offer }: Extract<Answer, { kind: 'go' }>): Buffer {
  const bytes = Buffer.allocUnsafe(goBytes);
  bytes.writeDoubleBE(link, 0);
  return Buffer.concat([bytes, offer]);
}

/** The number of a link or knock in a payload, undefined where none stands there. */
function linkAt(payload: Buffer, at: number): number | undefined {
  const link = payload.readDoubleBE(at);
  return Number.isSafeInteger(link) && link > 0 ? link : undefined;
}

function parse(type: number, payload: Buffer): Knock | Answer | undefined {
  if (type === types.cookie) return { kind: 'cookie', cookie: payload };
  if (type === types.go && payload.length >= goBytes) {
    const link = linkAt(payload, 0);
    return link === undefined ? undefined : { kind: 'go', link, offer: payload.subarray(goBytes) };
  }
  if (type === types.refused && payload.length === 2)
    return { kind: 'refused', control: payload.readUInt8(0), reason: payload.readUInt8(1) };
  if (type !== types.knock || payload.length < knockBytes) return undefined;
  const link = linkAt(payload, 13);
  if (link === undefined) return undefined;
  const cookieEnd = knockBytes + payload.readUInt8(21);
  return {
    kind: 'knock',
    point: payload.readUInt8(0),
    from: payload.readInt32BE(1),
    source: payload.readInt32BE(5),
    to: payload.readInt32BE(9),
    link,
    cookie: payload.subarray(knockBytes, cookieEnd),
    offer: payload.subarray(cookieEnd),
  };
}

/** Length of the preamble at the beginning of some bytes: 0 where more are needed to tell, -1 where none stands there. */
export function preambleLength(bytes: Buffer): number {
  if (bytes.length < 2) return bytes.length === 0 || bytes[0] === magic >> 8 ? 0 : -1;
  if (bytes.readUInt16BE(0) !== magic) return -1;
  if (bytes.length < headBytes) return 0;
  const length = bytes.readUInt16BE(3);
  return length > mostPreambleBytes ? -1 : headBytes + length;
}

/** The preamble that some bytes are, undefined where they are none. */
export const readPreamble = (bytes: Buffer): Knock | Answer | undefined =>
  preambleLength(bytes) === bytes.length ? parse(bytes.readUInt8(2), bytes.subarray(headBytes)) : undefined;

/**
 * Reads one preamble off a stream and leaves what follows it there; `heard` gets undefined for bytes that are none. Returns how
 * to stop listening.
 */
export function hear(stream: Duplex, heard: (message: Knock | Answer | undefined) => void): () => void {
  let head: Buffer | null = null;
  const stop = (): void => void stream.off('readable', read);
  const read = (): void => {
    head ??= stream.read(headBytes) as Buffer | null;
    if (head === null) return;
    const length = head.length === headBytes ? head.readUInt16BE(3) : mostPreambleBytes + 1;
    if (length > mostPreambleBytes || head.readUInt16BE(0) !== magic) {
      stop();
      heard(undefined);
      return;
    }
    const payload = length === 0 ? Buffer.alloc(0) : (stream.read(length) as Buffer | null);
    if (payload === null) return;
    stop();
    heard(payload.length === length ? parse(head.readUInt8(2), payload) : undefined);
  };
  stream.on('readable', read);
  read();
  return stop;
}
