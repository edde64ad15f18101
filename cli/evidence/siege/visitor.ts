import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import { OfferSheet } from '../../../sim/worlds/shared/handshake.ts';
import { freshLink } from '../../../sim/worlds/live/call.ts';
import { flightHeader } from '../../../sim/worlds/live/web-socket/upgrade.ts';
import { Flights } from '../../../sim/worlds/live/offer-wire.ts';
import { preamble, preambleLength, readPreamble } from '../../../sim/worlds/live/preamble.ts';
import type { Answer, Knock } from '../../../sim/worlds/live/preamble.ts';
import type { Approach, Besieged, Identity } from './besieged.ts';

/** A connection to the besieged door; what comes back is noted. */
export function come({ port, note }: Besieged): Socket {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  socket.on('error', () => socket.destroy());
  socket.on('data', note);
  return socket;
}

/** Waits until a connection is over, however it ends. */
export const over = (stream: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', () => resolve());
  });

/** Says some bytes, then says that there is no more, and waits for the end. */
export async function say(place: Besieged, bytes: Uint8Array): Promise<void> {
  const socket = come(place);
  socket.end(bytes);
  await over(socket);
}

/** Says some bytes and waits for the end, however long the door takes. */
export async function sayAndWait(place: Besieged, bytes: Uint8Array): Promise<void> {
  const socket = come(place);
  if (bytes.length > 0) socket.write(bytes);
  await over(socket);
}

/** A flight that shows nothing. */
export const emptyFlight = ({ suite }: Besieged): Uint8Array =>
  new Flights(suite).write(new OfferSheet(), { nonce: 7 });

/** A right knock but for what is changed. */
export function knockBytes(
  place: Besieged,
  { place: point, source, to }: Approach,
  changed: Partial<Knock> = {},
): Buffer {
  const none = Buffer.alloc(0);
  const offer = emptyFlight(place);
  return preamble({
    kind: 'knock',
    point,
    from: source,
    source,
    to,
    cookie: none,
    link: freshLink(),
    offer,
    ...changed,
  });
}

/** The next preamble that comes back, undefined where the door closes instead. */
function answer(socket: Socket): Promise<Answer | Knock | undefined> {
  return new Promise((resolve) => {
    let heard: Buffer = Buffer.alloc(0);
    const take = (bytes: Buffer): void => {
      heard = Buffer.concat([heard, bytes]);
      if (preambleLength(heard) !== heard.length) return;
      socket.off('data', take);
      resolve(readPreamble(heard));
    };
    socket.on('data', take);
    socket.once('close', () => resolve(undefined));
  });
}

/** Knocks rightly, comes again with the cookie that it may be given, and gives the connection once it may go on. */
export async function goOn(
  place: Besieged,
  way: Approach,
  changed: Partial<Knock> = {},
): Promise<{ readonly socket: Socket; readonly offer: Uint8Array } | undefined> {
  let knock = changed;
  for (;;) {
    const socket = come(place);
    socket.write(knockBytes(place, way, knock));
    const heard = await answer(socket);
    if (heard?.kind === 'go') return { socket, offer: heard.offer };
    await over(socket);
    if (heard?.kind !== 'cookie' || knock.cookie !== undefined) return undefined;
    knock = { ...changed, cookie: heard.cookie };
  }
}

/** TLS with some identity, or with none, on a connection that may go on; undefined where the door ends it. */
export async function secure(
  place: Besieged,
  socket: Socket,
  identity: Identity | null,
  options: ConnectionOptions = {},
): Promise<TLSSocket | undefined> {
  socket.removeAllListeners('data');
  const own = identity === null ? {} : place.suite.tlsIdentity(identity.credential, identity.pair.privateKey);
  const secured = connectTls({
    socket,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...own,
    ...options,
  });
  secured.on('error', () => secured.destroy());
  secured.on('data', place.note);
  return new Promise((resolve) => {
    secured.once('secureConnect', () => resolve(secured));
    secured.once('close', () => resolve(undefined));
  });
}

/** The request that asks for the upgrade; `more` stands among its headers. */
export const upgradeRequest = (flight: Uint8Array, more = ''): string =>
  `GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${flightHeader}: ${Buffer.from(flight).toString('base64url')}\r\n${more}\r\n`;

/** Sends the request and gives the status line that comes back, empty for none; the stream stays open after 101. */
export function ask(stream: Duplex, request: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const take = (bytes: Buffer): void => {
      heard += bytes.toString('latin1');
      if (!heard.includes('\r\n\r\n')) return;
      stream.off('data', take);
      resolve(heard.slice(0, heard.indexOf('\r\n')));
    };
    stream.on('data', take);
    stream.once('close', () => resolve(heard.split('\r\n')[0] ?? ''));
    stream.write(request, 'latin1');
  });
}

/** A frame of WebSocket as a client sends it, with what is changed; `length` lies about the payload. */
export function frame(
  payload: Uint8Array,
  { first = 0x82, masked = true, length = payload.length }: { first?: number; masked?: boolean; length?: number } = {},
): Buffer {
  const head = length < 126 ? Buffer.from([first, length]) : Buffer.alloc(length < 65_536 ? 4 : 10);
  if (length >= 126) {
    head[0] = first;
    head[1] = length < 65_536 ? 126 : 127;
    if (length < 65_536) head.writeUInt16BE(length, 2);
    else head.writeBigUInt64BE(BigInt(length), 2);
  }
  if (masked) head[1]! |= 0x80;
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}
