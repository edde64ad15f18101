import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { refusals } from '../../framework/verdict.ts';
import type { Refusal } from '../../framework/verdict.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import type { Carrier } from './carrier.ts';
import { begunCall, blame, freshLink } from './call.ts';
import type { Call, Hostile } from './call.ts';
import type { Channels } from './channels.ts';
import { connectionTo, keepSession, keysShown } from './dial.ts';
import type { End } from './ends.ts';
import { Link } from './link.ts';
import type { LinkOwner } from './link.ts';
import type { LiveHouse } from './live-house.ts';
import { askByConnect } from './mqtt/connect.ts';
import { besideTls, Flights, takeFlight } from './offer-wire.ts';
import type { OpeningDesk } from './opening-desk.ts';
import { viewOf } from './opening-desk.ts';
import { hear, preamble } from './preamble.ts';
import type { Answer, Knock } from './preamble.ts';
import { Provisioned } from './provisioned.ts';
import type { TlsContexts } from './tls-contexts.ts';
import { TlsEvidence } from './tls-evidence.ts';
import { askByUpgrade } from './web-socket/upgrade.ts';

/** How long a message waits for a channel that only the other end can open: as long as an opening is tried, ns. */
const awaitedNs = handshakeTimes.retryNs * ((1 << handshakeTimes.tries) - 1);

/**
 * Opens channels from this process: knock, cookie where the door asks for one, TLS where transport security stands, then the
 * last step in the words of the carrier, whose answer says whether the responder accepted. As in the virtual world an opening is tried three times.
 */
export class Caller {
  private readonly calls = new Map<number, Call>();
  private counted = 0;
  private readonly onTimeout: number;
  private readonly onRetry: number;
  private readonly onAwaited: number;
  private readonly onRest: number;
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
    this.onAwaited = house.kernel.on((number, epoch) => this.awaited(house.ends.at(number), epoch));
    this.onRest = house.kernel.on((number) => this.stayConnected(house.ends.at(number)));
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
    if (end.carriage.calls === 'never') {
      kernel.after(awaitedNs, this.onAwaited, end.number, end.epoch);
      return;
    }
    if (kernel.now < end.retryNs) {
      kernel.at(end.retryNs, this.onRetry, end.number);
      return;
    }
    const call = begunCall(this.house, end, hostile, ++this.counted & 0x7fffffff);
    this.calls.set(call.number, call);
    this.desk.present(call);
    this.attempt(call);
  }

  /** Calls where this end stays connected; attackers call when they like. One that fails is tried again on demand. */
  stayConnected(end: End): void {
    const { nodes } = this.house;
    if (end.carriage.calls === 'at once' && nodes.isHonest(end.node) && !nodes.isDown(end.node)) this.open(end);
  }

  /** A channel of this end has closed: where it stays connected it calls again after a rest. */
  calledOff(end: End): void {
    if (end.carriage.calls === 'at once') this.house.kernel.after(handshakeTimes.backOffNs, this.onRest, end.number);
  }

  /** The call under way at an end is of no use any more: the other end has opened the channel. */
  abandon(end: End): void {
    for (const call of this.calls.values()) if (call.end === end) this.finish(call);
  }

  /** The node of an end has lost its memory: of a call under way it knows nothing any more. */
  forget(end: End): void {
    this.abandon(end);
    if (end.state !== 'opening') return;
    end.state = 'closed';
    end.epoch++;
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
    blame(this.house, call, call.link);
    this.dial(call);
  }

  /** Connects and knocks: for the first time in a try, or once more with the cookie that came back. */
  private dial(call: Call): void {
    const { pace } = this.house;
    const { end } = call;
    call.socket?.destroy();
    const socket = connectionTo(this.house, end);
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

  private knock(call: Call, socket: Duplex, provisioned: Provisioned): void {
    const { end, handshake, as, cookie, link } = call;
    const shown = end.overTls ? besideTls(handshake.offers.initiator) : handshake.offers.initiator;
    const offer = this.flights.write(shown, { nonce: provisioned.nonce });
    socket.write(
      preamble({ kind: 'knock', point: end.place, from: as, source: end.node, to: end.peer, cookie, link, offer }),
    );
  }

  private answered(call: Call, socket: Duplex, answer: Answer | Knock | undefined, provisioned: Provisioned): void {
    // A door that asks again and again is no right one.
    if (answer?.kind === 'cookie' && call.cookie.length === 0) {
      call.cookie = answer.cookie.subarray(0, 255);
      this.dial(call);
      return;
    }
    const flight = answer?.kind === 'go' ? this.flights.read(answer.offer) : undefined;
    if (answer?.kind !== 'go' || flight === undefined) {
      socket.destroy();
      return;
    }
    call.linkId = answer.link;
    blame(this.house, call, answer.link);
    takeFlight(call.handshake.offers.responder, flight);
    if (call.end.overTls) {
      this.secure(call, socket);
      return;
    }
    if (call.end.chain.judges.length > 0 && !provisioned.proved(call.link, 'responder', flight))
      this.failed(call, 0, 'no-evidence');
    else this.judged(call, socket, provisioned.tag(call.link, 'initiator', flight.nonce));
  }

  private secure(call: Call, raw: Duplex): void {
    const { end, key } = call;
    const { pace, kernel, suite } = this.house;
    const resumable = end.resumable !== null && end.resumable.untilNs > kernel.now && call.handshake.ring === null;
    const session = resumable ? end.resumable!.session : null;
    const socket =
      key !== null
        ? this.tls.connectPsk(raw, key, String(end.node))
        : this.tls.connect(raw, keysShown(this.house, call), session);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      raw.destroy();
      // Keys that do not fit are no matter of trying again; a connection that broke is.
      if (error.code?.startsWith('ERR_SSL') !== true) return;
      pace.enter(() => {
        if (!call.over && call.socket === raw) this.failed(call, 0, 'no-evidence');
      });
    });
    // A session may come before the answer to the last flight, or after it.
    if (key === null && call.handshake.ring === null) {
      socket.on('session', (session) => {
        if (call.socket === raw) call.session = session;
        keepSession(this.house, call);
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
    this.ask(call, stream, this.flights.write(shown, { tag }));
  }

  /** The last step: what is shown goes out, and the answer says whether the responder accepted. */
  private ask(call: Call, stream: Duplex, flight: Uint8Array): void {
    const { end, link } = call;
    const raw = call.socket;
    const name = this.house.cast.household.nameOf(call.as);
    const current = (work: () => void): void =>
      this.house.pace.enter(() => {
        if (call.over || call.socket !== raw) stream.destroy();
        else work();
      });
    const asks = end.carriage.carrier === 'mqtt' ? askByConnect : askByUpgrade;
    asks(
      stream,
      { name, link, flight },
      {
        accepted: (carrier) => current(() => this.accepted(call, carrier)),
        refused: ({ control, reason }) =>
          current(() => {
            const refusal = refusals[reason];
            // Without a reason the other end is opening this very channel: it will come.
            if (refusal === undefined || refusal === 'none') raw?.destroy();
            else this.failed(call, control, refusal);
          }),
      },
    );
  }

  private accepted(call: Call, carrier: Carrier): void {
    const { end, linkId } = call;
    const proved = this.desk.proved(call);
    this.calls.delete(call.number);
    call.over = true;
    call.proved = proved;
    keepSession(this.house, call);
    const link = new Link(carrier, { id: linkId, opened: true }, this.owner(end));
    this.channels.establish(end, link, proved, call.intendedNs);
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

  /** Nobody has called meanwhile. */
  private awaited(end: End, epoch: number): void {
    if (end.state === 'opening' && end.epoch === epoch) this.channels.fail(end, this.house.kernel.now, 0, undefined, 0);
  }

  private reopen(end: End): void {
    if (end.state !== 'opening' || this.isCalling(end)) return;
    end.state = 'closed';
    if (end.parked.length > 0) this.open(end);
    else this.stayConnected(end);
  }
}
