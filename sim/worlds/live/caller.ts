import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { refusals } from '../../framework/verdict.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { KeyRing } from '../../framework/control.ts';
import { noKeys } from '../shared/nobody.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import { begunCall, freshLink } from './call.ts';
import type { Call, Hostile } from './call.ts';
import type { Channels } from './channels.ts';
import type { End } from './ends.ts';
import { Link } from './link.ts';
import type { LinkOwner } from './link.ts';
import type { LiveHouse } from './live-house.ts';
import { mostFrameBytes } from './message-frame.ts';
import { besideTls, Flights, takeFlight } from './offer-wire.ts';
import type { OpeningDesk } from './opening-desk.ts';
import { viewOf } from './opening-desk.ts';
import { hear, preamble } from './preamble.ts';
import type { Answer, Knock } from './preamble.ts';
import { Provisioned } from './provisioned.ts';
import type { TlsContexts } from './tls-contexts.ts';
import { TlsEvidence } from './tls-evidence.ts';

/** Header in which the last flight travels, and those in which a refusal comes back. */
export const flightHeader = 'x-metarange-flight';
export const refusalHeader = 'x-metarange-refusal';

/**
 * Opens channels from this process: knock, cookie where the door asks for one, TLS where transport security stands, then the
 * WebSocket upgrade, whose answer says whether the responder accepted. As in the virtual world an opening is tried three times.
 */
export class Caller {
  private readonly calls = new Map<number, Call>();
  private counted = 0;
  private readonly onTimeout: number;
  private readonly onRetry: number;
  private readonly house: LiveHouse;
  private readonly channels: Channels;
  private readonly desk: OpeningDesk;
  private readonly tls: TlsContexts;
  private readonly owner: (end: End) => LinkOwner;
  private readonly flights: Flights;

  constructor(
    house: LiveHouse,
    channels: Channels,
    desk: OpeningDesk,
    tls: TlsContexts,
    owner: (end: End) => LinkOwner,
  ) {
    this.house = house;
    this.channels = channels;
    this.desk = desk;
    this.tls = tls;
    this.owner = owner;
    this.flights = new Flights(house.suite);
    this.onTimeout = house.kernel.on((number, tries) => this.timeout(number, tries));
    this.onRetry = house.kernel.on((number) => this.reopen(house.ends.at(number)));
  }

  /** Opens a channel, unless that is under way. */
  open(end: End, hostile: Hostile | null = null): void {
    const { kernel, nodes } = this.house;
    if (end.state !== 'closed') return;
    if (!nodes.isHonest(end.peer)) {
      // Nobody listens at an attacker's address: who calls back there reaches no one.
      this.channels.giveUp(end);
      return;
    }
    end.state = 'opening';
    if (kernel.now < end.retryNs) {
      kernel.at(end.retryNs, this.onRetry, end.number);
      return;
    }
    const call = begunCall(this.house, end, hostile, ++this.counted & 0x7fffffff);
    this.calls.set(call.number, call);
    this.desk.present(call);
    this.attempt(call);
  }

  /** The call under way at an end is of no use any more: the other end has opened the channel. */
  abandon(end: End): void {
    for (const call of this.calls.values()) if (call.end === end) this.finish(call);
  }

  /** Whether a call of its own is under way at an end. */
  isCalling(end: End): boolean {
    for (const call of this.calls.values()) if (call.end === end) return true;
    return false;
  }

  private attempt(call: Call): void {
    const { kernel } = this.house;
    call.tries++;
    call.link = freshLink();
    call.cookie = new Uint8Array(0);
    kernel.after(handshakeTimes.retryNs * (1 << (call.tries - 1)), this.onTimeout, call.number, call.tries);
    if (call.handshake.label !== 0) this.house.truth.tell('hostileLink', call.link, call.handshake.label);
    this.dial(call);
  }

  /** Connects and knocks: for the first time in a try, or once more with the cookie that came back. */
  private dial(call: Call): void {
    const { pace } = this.house;
    const { end } = call;
    call.socket?.destroy();
    const socket = connectTcp({
      host: '127.0.0.1',
      port: this.house.routes.port(end.point, end.node, end.peer),
      noDelay: true,
    });
    call.socket = socket;
    const provisioned = new Provisioned(this.house.suite, call.key);
    // A connection that breaks is made good by the next try.
    socket.on('error', () => socket.destroy());
    const current = (work: () => void) => (): void =>
      pace.enter(() => {
        if (!call.over && call.socket === socket) work();
      });
    socket.once(
      'connect',
      current(() => {
        this.knock(call, socket, provisioned);
        hear(socket, (answer) => current(() => this.answered(call, socket, answer, provisioned))());
      }),
    );
  }

  private knock(call: Call, socket: Socket, provisioned: Provisioned): void {
    const { end, handshake, as, cookie, link } = call;
    const shown = end.overTls ? besideTls(handshake.offers.initiator) : handshake.offers.initiator;
    const offer = this.flights.write(shown, { nonce: provisioned.nonce });
    socket.write(
      preamble({ kind: 'knock', point: end.place, from: as, source: end.node, to: end.peer, cookie, link, offer }),
    );
  }

  private answered(call: Call, socket: Socket, answer: Answer | Knock | undefined, provisioned: Provisioned): void {
    // A door that asks again and again is no right one.
    if (answer?.kind === 'cookie' && call.cookie.length === 0) {
      call.cookie = answer.cookie.subarray(0, 255);
      this.dial(call);
      return;
    }
    const flight = answer?.kind === 'go' ? this.flights.read(answer.offer) : undefined;
    if (flight === undefined) {
      socket.destroy();
      return;
    }
    takeFlight(call.handshake.offers.responder, flight);
    if (call.end.overTls) {
      this.secure(call, socket);
      return;
    }
    if (call.end.chain.judges.length > 0 && !provisioned.proved(call.link, 'responder', flight))
      this.failed(call, 0, 'no-evidence');
    else this.judged(call, socket, provisioned.tag(call.link, 'initiator', flight.nonce));
  }

  private secure(call: Call, raw: Socket): void {
    const { end, key } = call;
    const { pace, kernel, suite } = this.house;
    const resumable = end.resumable !== null && end.resumable.untilNs > kernel.now && call.handshake.ring === null;
    const session = resumable ? end.resumable!.session : null;
    const socket =
      key !== null
        ? this.tls.connectPsk(raw, key, String(end.node))
        : this.tls.connect(raw, this.keysFor(call), session);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      raw.destroy();
      // Keys that do not fit are no matter of trying again; a connection that broke is.
      if (error.code?.startsWith('ERR_SSL') !== true) return;
      pace.enter(() => {
        if (!call.over && call.socket === raw) this.failed(call, 0, 'no-evidence');
      });
    });
    // A session may come before the answer to the upgrade, or after it.
    if (key === null && call.handshake.ring === null) {
      socket.on('session', (session) => {
        if (call.socket === raw) call.session = session;
        this.keepSession(call);
      });
    }
    socket.once('secureConnect', () =>
      pace.enter(() => {
        if (call.over || call.socket !== raw) return;
        const evidence = new TlsEvidence(suite);
        call.suite = evidence.suite;
        if (key === null) this.takeEvidence(call, socket, evidence);
        this.judged(call, socket, null);
      }),
    );
  }

  /** Keys that a call shows over TLS. What no TLS stack takes for a certificate cannot be shown there, whoever wants to. */
  private keysFor({ end, handshake: { ring } }: Call): KeyRing {
    const { rings, suite } = this.house;
    if (ring === null || ring.credential === null || ring.pair === null) return ring ?? rings.of(end.node);
    try {
      suite.tlsIdentity(ring.credential, ring.pair.privateKey);
      return ring;
    } catch {
      // A forger's certificate that is none: the call goes on without, and whoever asks for proof gets none.
      return noKeys;
    }
  }

  private takeEvidence(call: Call, socket: TLSSocket, evidence: TlsEvidence): void {
    const { end, handshake } = call;
    const proved = end.resumable?.proved ?? null;
    if (socket.isSessionReused() && proved !== null) {
      call.handshake = handshake.resumed();
      const view = viewOf(call);
      view.provedName = proved.node < 0 ? null : this.house.cast.household.nameOf(proved.node);
      view.provedCredential = proved.credential;
    }
    const { status } = handshake.offers.responder;
    Object.assign(call.handshake.offers.responder, evidence.shown(socket), { status });
  }

  private judged(call: Call, stream: Duplex, tag: ReturnType<Provisioned['tag']>): void {
    const { end, handshake } = call;
    const refusal = this.desk.judge(call);
    // An attacker does not care whom it talks to.
    if (refusal !== undefined && handshake.ring === null) {
      this.failed(call, call.handshake.refusedBy, refusal);
      return;
    }
    const { offers } = call.handshake;
    if (offers.responder.wantsProof && !end.overTls) {
      offers.initiator.wantsProof = true;
      this.desk.present(call);
    }
    const shown = end.overTls ? besideTls(handshake.offers.initiator) : offers.initiator;
    const flight = Buffer.from(this.flights.write(shown, { tag })).toString('base64url');
    this.upgrade(call, stream, flight);
  }

  private upgrade(call: Call, stream: Duplex, flight: string): void {
    const { end } = call;
    const { pace } = this.house;
    const raw = call.socket;
    const { link } = call;
    const socket = new WebSocket(`ws://127.0.0.1/${end.point}`, {
      createConnection: () => stream as Socket,
      headers: { [flightHeader]: flight },
      maxPayload: mostFrameBytes,
      perMessageDeflate: false,
      autoPong: false,
    });
    const current = (work: () => void): void =>
      pace.enter(() => {
        if (call.over || call.socket !== raw) socket.terminate();
        else work();
      });
    socket.once('open', () => current(() => this.accepted(call, socket, stream, link)));
    socket.on('unexpected-response', (_request, response) => {
      const [control = '', reason = ''] = String(response.headers[refusalHeader] ?? '').split(' ');
      response.destroy();
      const refusal = /^\d{1,2}$/.test(control) ? refusals[Number(reason)] : undefined;
      current(() => {
        // Without a reason the other end is opening this very channel: it will come.
        if (refusal === undefined || refusal === 'none') raw?.destroy();
        else this.failed(call, Number(control), refusal);
      });
    });
    socket.on('error', () => raw?.destroy());
  }

  private accepted(call: Call, socket: WebSocket, stream: Duplex, id: number): void {
    const { end } = call;
    const proved = this.desk.proved(call);
    this.calls.delete(call.number);
    call.over = true;
    call.proved = proved;
    this.keepSession(call);
    const link = new Link(socket, stream, { id, opened: true }, this.owner(end));
    this.channels.establish(end, link, proved, call.intendedNs);
    this.channels.settled(end, true);
  }

  /** Nothing is resumed on a proof that has run out meanwhile: a full handshake takes its place. */
  private keepSession({ end, session, proved }: Call): void {
    if (session === null || proved === null) return;
    const provedUntilNs = proved.credential?.notAfterNs ?? Infinity;
    const untilNs = Math.min(this.house.kernel.now + handshakeTimes.resumableNs, provedUntilNs);
    end.resumable = { session, proved, untilNs };
  }

  private failed(call: Call, refusedBy: number, refusal: Refusal | undefined): void {
    this.finish(call);
    this.channels.fail(call.end, call.intendedNs, refusedBy, refusal, call.link);
  }

  private finish(call: Call): void {
    call.over = true;
    call.socket?.destroy();
    this.calls.delete(call.number);
  }

  private timeout(number: number, tries: number): void {
    const call = this.calls.get(number);
    if (call === undefined || call.tries !== tries) return;
    if (tries >= handshakeTimes.tries) this.failed(call, 0, undefined);
    else this.attempt(call);
  }

  private reopen(end: End): void {
    if (end.state !== 'opening' || this.isCalling(end)) return;
    end.state = 'closed';
    if (end.parked.length > 0) this.open(end);
  }
}
