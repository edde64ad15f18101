import { createServer as createWeb, STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import { points } from '../../framework/figure.ts';
import { Handshake, handshakeTimes } from '../shared/handshake.ts';
import { dropNumber, numberOfRefusal } from '../shared/numbers.ts';
import { Admission } from './admission.ts';
import type { Caller } from './caller.ts';
import { flightHeader, refusalHeader } from './caller.ts';
import type { Channels } from './channels.ts';
import type { End } from './ends.ts';
import { Link } from './link.ts';
import type { LinkOwner } from './link.ts';
import type { LiveHouse } from './live-house.ts';
import { mostFrameBytes } from './message-frame.ts';
import { besideTls, Flights, takeFlight } from './offer-wire.ts';
import type { OfferFlight } from './offer-wire.ts';
import type { OpeningDesk, OwnOpening } from './opening-desk.ts';
import { viewOf } from './opening-desk.ts';
import { hear, preamble } from './preamble.ts';
import type { Knock } from './preamble.ts';
import { Provisioned } from './provisioned.ts';
import type { TlsContexts } from './tls-contexts.ts';
import { TlsEvidence } from './tls-evidence.ts';

/** Connections of a process that may stand at the door without having knocked (assumption: a listener's backlog). */
const mostUnheard = 512;

/** Somebody who was let in as far as the handshake. */
interface Guest extends OwnOpening {
  readonly knock: Knock;
  readonly raw: Socket;
  readonly provisioned: Provisioned;
  readonly key: Uint8Array | null;
  evidence: TlsEvidence | null;
  holding: boolean;
}

/**
 * Where a process is reached: connections are heard, admitted, given one of the bounded half-open places of the node that
 * they want, secured, judged, and either accepted or refused. Nobody holds a place for longer than the handshake time.
 */
export class Door {
  private readonly server: Server;
  private readonly web = createWeb({ maxHeaderSize: 16 * 1024 });
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
  });
  private readonly guests = new WeakMap<Duplex, Guest>();
  private readonly standing = new Set<Socket>();
  private unheard = 0;
  private house!: LiveHouse;
  private channels!: Channels;
  private desk!: OpeningDesk;
  private tls!: TlsContexts;
  private caller!: Caller;
  private owner!: (end: End) => LinkOwner;
  private flights!: Flights;
  private admission!: Admission;

  constructor() {
    this.server = createServer({ noDelay: true }, (raw) => this.connected(raw));
    this.web.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) =>
      this.upgrade(request, stream, head),
    );
    // Whoever speaks plain HTTP here, or no HTTP at all, gets nothing.
    this.web.on('request', (request) => request.socket.destroy());
    this.web.on('clientError', (_error, stream) => stream.destroy());
  }

  /** Begins to listen on a port of the loopback, 0 for any that is free, and gives its number. Rejects with the system's error. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host: '127.0.0.1' }, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  /** Until then connections find nobody at home. */
  staff(parts: {
    readonly house: LiveHouse;
    readonly channels: Channels;
    readonly desk: OpeningDesk;
    readonly tls: TlsContexts;
    readonly caller: Caller;
    readonly owner: (end: End) => LinkOwner;
  }): void {
    Object.assign(this, parts);
    this.flights = new Flights(parts.house.suite);
    this.admission = new Admission(parts.house, parts.desk.post);
  }

  /** Nobody comes in any more. */
  shut(): void {
    this.server.close();
    for (const raw of this.standing) raw.destroy();
  }

  private connected(raw: Socket): void {
    if (this.house === undefined || this.unheard >= mostUnheard) {
      raw.destroy();
      return;
    }
    this.unheard++;
    let heard = false;
    const hearing = (): void => {
      if (!heard) this.unheard--;
      heard = true;
    };
    this.standing.add(raw);
    // One time for all of the handshake: who dawdles at any step of it loses its place.
    const patience = setTimeout(() => raw.destroy(), handshakeTimes.halfOpenNs / 1e6);
    raw.on('error', () => raw.destroy());
    raw.once('close', () => {
      clearTimeout(patience);
      hearing();
      this.standing.delete(raw);
      const guest = this.guests.get(raw);
      if (guest !== undefined) this.leavePlace(guest);
    });
    raw.once('accepted', () => clearTimeout(patience));
    hear(raw, (message) => {
      hearing();
      if (message?.kind !== 'knock') raw.destroy();
      else this.house.pace.enter(() => this.knocked(raw, message));
    });
  }

  private knocked(raw: Socket, knock: Knock): void {
    const { nodes, truth } = this.house;
    const end = this.wanted(knock);
    if (end === undefined) {
      raw.destroy();
      return;
    }
    const refusal = this.admission.judge(knock, end);
    if (refusal === 'cookie-missing') {
      // Stateless: nothing is kept, not even the connection; whoever receives at the source can come again with it.
      raw.end(preamble({ kind: 'cookie', cookie: this.admission.cookieFor(knock) }));
      return;
    }
    if (refusal !== undefined) {
      this.channels.tell('refused', end, this.house.kernel.now, this.desk.post.control, refusal, knock.link);
      raw.destroy();
      return;
    }
    if (nodes.halfOpen(end.node) >= nodes.placed(end.node).halfOpenLimit) {
      const { kernel } = this.house;
      this.channels.tell('dropped', end, kernel.now, dropNumber['table-full'], undefined, knock.link);
      raw.destroy();
      return;
    }
    const flight = this.flights.read(knock.offer);
    if (flight === undefined) {
      raw.destroy();
      return;
    }
    nodes.countHalfOpen(end.node, 1);
    const guest = this.received(raw, knock);
    this.guests.set(raw, guest);
    takeFlight(guest.handshake.offers.initiator, flight);
    this.desk.present(guest);
    this.letGo(guest, flight.nonce);
    truth.flush();
  }

  /** The end that a knock is for, where there is such a node and such a wire. */
  private wanted({ point, source, to }: Knock): End | undefined {
    const { nodes, ends } = this.house;
    const name = points[point];
    if (name === undefined || !nodes.isHonest(to) || to < 0 || nodes.isDown(to) || !this.house.isLocal(to))
      return undefined;
    try {
      return ends.passing(name, to, source);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private received(raw: Socket, knock: Knock): Guest {
    const { cast, suite, kernel, ends } = this.house;
    const { household } = cast;
    const end = ends.obtain(points[knock.point]!, knock.to, knock.source);
    const key = end.provisioned ? this.house.provisionedKey(end.node, end.peer) : null;
    const handshake = new Handshake({
      channel: end.number,
      session: end.in,
      initiator: knock.source,
      responder: end.node,
      epoch: end.epoch,
      intendedNs: kernel.now,
      label: 0,
      ring: null,
      mode: end.provisioned ? 'provisioned' : 'full',
      claimedName: household.nameOf(knock.from),
      responderName: household.nameOf(end.node),
    });
    return {
      handshake,
      side: 'responder',
      end,
      as: end.node,
      link: knock.link,
      suite: end.overTls ? new TlsEvidence(suite).suite : suite,
      knock,
      raw,
      key,
      provisioned: new Provisioned(suite, key),
      evidence: null,
      holding: true,
    };
  }

  /** The initiator may go on: over TLS where transport security stands, else as it is. */
  private letGo(guest: Guest, theirNonce: number): void {
    const { raw, end, handshake, key, provisioned } = guest;
    const { rings, pace, suite } = this.house;
    const shown = end.overTls ? besideTls(handshake.offers.responder) : handshake.offers.responder;
    const tag = end.overTls ? null : provisioned.tag(guest.link, 'responder', theirNonce);
    raw.write(preamble({ kind: 'go', offer: this.flights.write(shown, { nonce: provisioned.nonce, tag }) }));
    if (!end.overTls) {
      this.web.emit('connection', raw);
      return;
    }
    const secured =
      key === null
        ? this.tls.serve(raw, rings.of(end.node), handshake.offers.responder.wantsProof)
        : this.tls.servePsk(raw, key);
    guest.evidence = new TlsEvidence(suite);
    this.guests.set(secured, guest);
    secured.on('error', () => raw.destroy());
    secured.once('secure', () => pace.enter(() => void this.web.emit('connection', secured)));
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const guest = this.guests.get(stream);
    const flight = this.flights?.read(Buffer.from(String(request.headers[flightHeader] ?? ''), 'base64url'));
    if (guest === undefined || flight === undefined || !guest.holding) {
      stream.destroy();
      return;
    }
    this.house.pace.enter(() => {
      if (guest.end.overTls) this.takeEvidence(guest, stream as TLSSocket, flight.status);
      else takeFlight(guest.handshake.offers.initiator, flight);
      const { end, provisioned, link } = guest;
      const proved = end.overTls || end.chain.judges.length === 0 || provisioned.proved(link, 'initiator', flight);
      const refusal = proved ? this.desk.judge(guest) : (guest.handshake.refusal = 'no-evidence');
      this.leavePlace(guest);
      this.desk.witness(guest);
      if (refusal !== undefined) this.turnAway(stream, `${guest.handshake.refusedBy} ${numberOfRefusal(refusal)}`);
      // Both ends are opening it: the call of the lower number counts.
      else if (end.state === 'opening' && end.node < end.peer && this.caller.isCalling(end)) this.turnAway(stream, '');
      else this.accept(guest, request, stream, head);
    });
  }

  private takeEvidence(guest: Guest, socket: TLSSocket, status: OfferFlight['status']): void {
    const evidence = guest.evidence!;
    guest.suite = evidence.suite;
    if (guest.key !== null) return;
    const credential = evidence.credentialOf(socket);
    if (socket.isSessionReused()) {
      guest.handshake = guest.handshake.resumed();
      const view = viewOf(guest);
      view.provedName = credential?.name ?? null;
      view.provedCredential = credential;
    }
    Object.assign(guest.handshake.offers.initiator, evidence.shown(socket), { status });
  }

  private accept(guest: Guest, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { end, raw, link: id } = guest;
    this.caller.abandon(end);
    this.sockets.handleUpgrade(request, stream, head, (socket) => {
      raw.emit('accepted');
      const link = new Link(socket, stream, { id, opened: false }, this.owner(end));
      this.channels.establish(end, link, this.desk.proved(guest), guest.handshake.intendedNs);
    });
  }

  /** Refuses in words that say no more than the reason's number; none where the channel is being opened from here. */
  private turnAway(stream: Duplex, refusal: string): void {
    const reason = refusal === '' ? '' : `${refusalHeader}: ${refusal}\r\n`;
    stream.end(`HTTP/1.1 403 ${STATUS_CODES[403]}\r\nconnection: close\r\ncontent-length: 0\r\n${reason}\r\n`);
  }

  private leavePlace(guest: Guest): void {
    if (!guest.holding) return;
    guest.holding = false;
    this.house.nodes.countHalfOpen(guest.end.node, -1);
  }
}
