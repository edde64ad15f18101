import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { tokenOffer } from '../live/protocol.ts';

/** What the door of a server needs to know. */
export interface DoorSetting {
  /** The name or address under which the server was opened. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

/** The headers by which a visitor is judged. */
export interface VisitorHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly authorization?: string | undefined;
  readonly 'sec-websocket-protocol'?: string | undefined;
}

/** Why a visitor is turned away. */
export type Refusal = 'host' | 'origin' | 'token';

const hostOf = (header: string): { readonly name: string; readonly port: number } | null => {
  const found = /^(\[[0-9a-f:.]{2,45}\]|[\w.-]{1,253})(?::(\d{1,5}))?$/i.exec(header);
  if (!found) return null;
  return { name: found[1]!.replace(/^\[|\]$/g, '').toLowerCase(), port: Number(found[2] ?? '80') };
};

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two secrets are the same, in a time that tells nothing of either. */
const sameSecret = (one: string, other: string): boolean => timingSafeEqual(hashed(one), hashed(other));

/**
 * Whether a request may be for this server. A foreign page can make a browser come here under a name of its own (DNS
 * rebinding), never under an address or `localhost`: so those are taken, and the name under which the server was opened.
 */
export function hostAllowed({ host }: VisitorHeaders, setting: DoorSetting): boolean {
  const named = host === undefined ? null : hostOf(host);
  if (named === null || named.port !== setting.port) return false;
  return isIP(named.name) !== 0 || named.name === 'localhost' || named.name === setting.host.toLowerCase();
}

/** Whether a request carries the token as a bearer. */
export function bearerAllowed({ authorization }: VisitorHeaders, { token }: DoorSetting): boolean {
  const found = /^Bearer ([\w-]{1,256})$/.exec(authorization ?? '');
  return found !== null && sameSecret(found[1]!, token);
}

/** Judges who wants a socket: for this server, from this server's own page, with the token. Null lets in. */
export function socketRefusal(headers: VisitorHeaders, setting: DoorSetting): Refusal | null {
  if (!hostAllowed(headers, setting)) return 'host';
  if (headers.origin?.toLowerCase() !== `http://${headers.host!.toLowerCase()}`) return 'origin';
  const offers = (headers['sec-websocket-protocol'] ?? '').slice(0, 1024).split(',');
  const offered = offers.map((offer) => offer.trim()).find((offer) => offer.startsWith(tokenOffer));
  return offered !== undefined && sameSecret(offered.slice(tokenOffer.length), setting.token) ? null : 'token';
}
