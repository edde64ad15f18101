import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { KeyRing } from '../../framework/control.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import { noKeys } from '../shared/nobody.ts';
import type { Call } from './call.ts';
import type { End } from './ends.ts';
import type { LiveHouse } from './live-house.ts';

/** A connection to the other end's door: straight, or through a broker elsewhere. */
export function connectionTo({ exchange, routes, cast }: LiveHouse, { carriage, point, node, peer }: End): Duplex {
  if (carriage.carrier === 'mqtt' && exchange !== null) return exchange.dial(cast.household.nameOf(peer));
  return connect({ host: '127.0.0.1', port: routes.port(point, node, peer), noDelay: true });
}

/** Keeps a TLS session to be resumed. Nothing is on a proof that has run out meanwhile: a full handshake takes its place. */
export function keepSession({ kernel }: LiveHouse, { end, session, proved }: Call): void {
  if (session === null || proved === null) return;
  const provedUntilNs = proved.credential?.notAfterNs ?? Infinity;
  const untilNs = Math.min(kernel.now + handshakeTimes.resumableNs, provedUntilNs);
  end.resumable = { session, proved, untilNs };
}

/** Keys that a call shows over TLS. What no TLS stack takes for a certificate cannot be shown there, whoever wants to. */
export function keysShown({ rings, suite }: LiveHouse, { end, handshake: { ring } }: Call): KeyRing {
  if (ring === null || ring.credential === null || ring.pair === null) return ring ?? rings.of(end.node);
  try {
    suite.tlsIdentity(ring.credential, ring.pair.privateKey);
    return ring;
  } catch {
    // A forger's certificate that is none: the call goes on without, and whoever asks for proof gets none.
    return noKeys;
  }
}
