import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { points } from '../../framework/figure.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import { dropNumber, numberOfRefusal } from '../shared/numbers.ts';
import { Admission } from './admission.ts';
import type { Caller } from './caller.ts';
import { nothingSaid } from './carrier.ts';
import type { Carrier, RefusedBy } from './carrier.ts';
import type { Channels } from './channels.ts';
import type { End } from './ends.ts';
import { guestOf } from './guest.ts';
import type { Guest } from './guest.ts';
import { Link } from './link.ts';
import type { LinkOwner } from './link.ts';
import type { LiveHouse } from './live-house.ts';
import { MqttBroker } from './mqtt/broker.ts';
import { besideTls, Flights, takeFlight } from './offer-wire.ts';
import type { OfferFlight } from './offer-wire.ts';
import type { OpeningDesk } from './opening-desk.ts';
import { viewOf } from './opening-desk.ts';
import { hear, preamble } from './preamble.ts';
import type { Knock } from './preamble.ts';
import type { TlsContexts } from './tls-contexts.ts';
import { TlsEvidence } from './tls-evidence.ts';
import { controlName, Visits } from './visits.ts';
import type { DoorReason, VisitCounts } from './visits.ts';
import { Upgrades } from './web-socket/upgrades.ts';
import type { UpgradeAnswer } from './web-socket/upgrades.ts';
import { listenOn } from './listen-on.ts';

/** Connections of a process that may stand at the door without a place at a node (assumption: a listener's backlog). */
const mostOutside = 512;

/**
 * Where a process is reached: connections are heard, admitted, given one of the bounded half-open places of the node that
 * they want, secured, judged, and either accepted or refused. Nobody holds a place for longer than the handshake time.
 */
export class Door {
  private readonly server: Server;
  private readonly upgrades = new Upgrades(
    (stream, flight, answer) => this.upgrade(stream, flight, answer),
    (stream) => this.noUpgrade(stream),
  );
  private readonly visits = new Visits();
  /** There once the first client of MQTT has come: only IoT platforms have any. */
  private broker: Promise<MqttBroker> | null = null;
  private readonly guests = new WeakMap<Duplex, Guest>();
  private readonly standing = new Set<Duplex>();
  private outside = 0;
  private house!: LiveHouse;
  private channels!: Channels;
  private desk!: OpeningDesk;
  private tls!: TlsContexts;
  private caller!: Caller;
  private owner!: (end: End) => LinkOwner;
  private flights!: Flights;
  private admission!: Admission;

  constructor() {
    this.server = createServer({ noDelay: true }, (raw) => this.take(raw));
  }

  /** Begins to listen on a port of the loopback, 0 for any that is free, and gives its number. Rejects with the system's error. */
  listen(port: number): Promise<number> {
    return listenOn(this.server, port, () => this.visits.turnAwayUnseen('no-descriptor'));
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
    void this.broker?.then((broker) => broker.shut());
  }

  /** Who came, who was let in, and why the others were not. */
  get counts(): VisitCounts {
    return this.visits.counts;
  }

  /** Somebody has connected, here or through a broker elsewhere. */
  take(raw: Duplex): void {
    this.visits.begin(raw);
    raw.on('error', () => raw.destroy());
    if (this.house === undefined || this.outside >= mostOutside) {
      this.sendAway(raw, this.house === undefined ? 'nobody-home' : 'door-full');
      return;
    }
    this.outside++;
    let isOutside = true;
    const comeIn = (): void => {
      if (isOutside) this.outside--;
      isOutside = false;
    };
    this.standing.add(raw);
    // One time for all of the handshake: who dawdles at any step of it loses its place.
    const patience = setTimeout(() => this.sendAway(raw, 'too-slow'), handshakeTimes.halfOpenNs / 1e6);
    raw.once('close', () => {
      clearTimeout(patience);
      comeIn();
      this.standing.delete(raw);
      this.visits.turnAway(raw, 'hung-up');
      const guest = this.guests.get(raw);
      if (guest !== undefined) this.leavePlace(guest);
    });
    raw.once('placed', comeIn);
    raw.once('accepted', () => clearTimeout(patience));
    hear(raw, (message) => {
      if (message?.kind !== 'knock') this.sendAway(raw, 'no-knock');
      else this.house.pace.enter(() => this.knocked(raw, message));
    });
  }

  private knocked(raw: Duplex, knock: Knock): void {
    const { nodes, truth, kernel } = this.house;
    const end = this.wanted(knock);
    if (end === undefined) {
      this.sendAway(raw, 'no-such-wire');
      return;
    }
    const refusal = this.admission.judge(knock, end);
    if (refusal === 'cookie-missing') {
      // Stateless: nothing is kept, not even the connection; whoever receives at the source can come again with it.
      this.visits.turnAway(raw, 'given-a-cookie');
      raw.end(preamble({ kind: 'cookie', cookie: this.admission.cookieFor(knock) }), () => raw.destroy());
      return;
    }
    if (refusal !== undefined) {
      this.channels.tell('refused', end, kernel.now, this.desk.post.control, refusal, knock.link);
      this.sendAway(raw, `${controlName(this.desk.post.control)} ${refusal}`);
      return;
    }
    if (nodes.halfOpen(end.node) >= nodes.placed(end.node).halfOpenLimit) {
      this.channels.tell('dropped', end, kernel.now, dropNumber['table-full'], undefined, knock.link);
      this.sendAway(raw, 'table-full');
      return;
    }
    const flight = this.flights.read(knock.offer);
    if (flight === undefined) {
      this.sendAway(raw, 'malformed-flight');
      return;
    }
    nodes.countHalfOpen(end.node, 1);
    raw.emit('placed');
    const guest = guestOf(this.house, raw, knock);
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
    // Nobody has an address outside the run's; and what stands at an end is kept for each address.
    if (source < 0 || source >= nodes.count) return undefined;
    if (name === undefined || !nodes.isHonest(to) || to < 0 || nodes.isDown(to) || !this.house.isLocal(to))
      return undefined;
    try {
      const end = ends.passing(name, to, source);
      // Who calls its broker and stays connected is not called by it.
      return end.carriage.calls === 'at once' ? undefined : end;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** The initiator may go on: over TLS where transport security stands, else as it is. */
  private letGo(guest: Guest, theirNonce: number): void {
    const { raw, end, handshake, key, provisioned } = guest;
    const { rings, pace, suite } = this.house;
    const shown = end.overTls ? besideTls(handshake.offers.responder) : handshake.offers.responder;
    const tag = end.overTls ? null : provisioned.tag(guest.link, 'responder', theirNonce);
    const offer = this.flights.write(shown, { nonce: provisioned.nonce, tag });
    raw.write(preamble({ kind: 'go', link: guest.linkId, offer }));
    if (!end.overTls) {
      this.hearLast(guest, raw);
      return;
    }
    const secured =
      key === null
        ? this.tls.serve(raw, rings.of(end.node), handshake.offers.responder.wantsProof)
        : this.tls.servePsk(raw, key);
    guest.evidence = new TlsEvidence(suite);
    this.guests.set(secured, guest);
    secured.on('error', () => this.sendAway(raw, 'tls'));
    secured.once('secure', () => pace.enter(() => this.hearLast(guest, secured)));
  }

  /** What is left is the initiator's last flight, in the words of the carrier. */
  private hearLast(guest: Guest, stream: Duplex): void {
    if (guest.end.carriage.carrier === 'websocket') {
      this.upgrades.admit(stream);
      return;
    }
    this.broker ??= MqttBroker.open();
    const { pace, kernel } = this.house;
    void this.broker.then((broker) =>
      broker.admit(stream, {
        name: guest.handshake.atResponder.peerName,
        asked: (flight) => {
          let refused: RefusedBy | undefined = nothingSaid;
          pace.enter(() => {
            const answer = this.judged(guest, stream, flight);
            if (answer === 'unread') this.visits.turnAway(guest.raw, 'malformed-flight');
            refused = answer === 'accepted' ? undefined : answer === 'unread' ? nothingSaid : answer;
          });
          return refused;
        },
        listens: (carrier) => pace.enter(() => this.established(guest, carrier)),
        misbehaved: () =>
          pace.enter(() => this.channels.tell('refused', guest.end, kernel.now, 0, 'malformed', guest.linkId)),
      }),
    );
  }

  private upgrade(stream: Duplex, flight: Buffer, answer: UpgradeAnswer): void {
    const guest = this.guests.get(stream);
    if (guest === undefined) {
      this.noUpgrade(stream);
      return;
    }
    this.house.pace.enter(() => {
      const { end } = guest;
      const judged = this.judged(guest, stream, flight);
      if (judged === 'unread') this.noUpgrade(stream, 'malformed-flight');
      else if (judged !== 'accepted') answer.refuse(judged);
      // Both ends are opening it: the call of the lower number counts.
      else if (end.state === 'opening' && end.node < end.peer && this.caller.isCalling(end)) {
        this.visits.turnAway(guest.raw, 'crossed');
        answer.refuse(null);
      } else {
        answer.accept((carrier) => {
          this.caller.abandon(end);
          this.established(guest, carrier);
        });
      }
    });
  }

  /** Judges the last flight; whoever sent it holds no place any more. */
  private judged(guest: Guest, stream: Duplex, bytes: Buffer): 'accepted' | 'unread' | RefusedBy {
    const flight = this.flights.read(bytes);
    if (flight === undefined || !guest.holding) return 'unread';
    if (this.house.nodes.life(guest.end.node) !== guest.life) {
      // Who lost its memory meanwhile has never heard of this guest.
      this.leavePlace(guest);
      this.visits.turnAway(guest.raw, 'forgotten');
      return nothingSaid;
    }
    if (guest.end.overTls) this.takeEvidence(guest, stream as TLSSocket, flight.status);
    else takeFlight(guest.handshake.offers.initiator, flight);
    const { end, provisioned, link } = guest;
    const proved = end.overTls || end.chain.judges.length === 0 || provisioned.proved(link, 'initiator', flight);
    const refusal = proved ? this.desk.judge(guest) : (guest.handshake.refusal = 'no-evidence');
    this.leavePlace(guest);
    this.desk.witness(guest);
    if (refusal === undefined) return 'accepted';
    this.visits.turnAway(guest.raw, `${controlName(guest.handshake.refusedBy)} ${refusal}`);
    return { control: guest.handshake.refusedBy, reason: numberOfRefusal(refusal) };
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

  private established(guest: Guest, carrier: Carrier): void {
    const { end, raw, linkId } = guest;
    raw.emit('accepted');
    this.visits.welcome(raw);
    const link = new Link(carrier, { id: linkId, opened: false }, this.owner(end));
    this.channels.establish(end, link, this.desk.proved(guest), guest.handshake.intendedNs);
  }

  private sendAway(raw: Duplex, reason: DoorReason | `C${string}`): void {
    this.visits.turnAway(raw, reason);
    raw.destroy();
  }

  private noUpgrade(stream: Duplex, reason: DoorReason = 'no-upgrade'): void {
    const guest = this.guests.get(stream);
    if (guest !== undefined) this.visits.turnAway(guest.raw, reason);
    stream.destroy();
  }

  private leavePlace(guest: Guest): void {
    if (!guest.holding) return;
    guest.holding = false;
    this.house.nodes.countHalfOpen(guest.end.node, -1);
  }
}
