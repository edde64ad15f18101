import type { Offer } from '../../framework/control.ts';
import { points } from '../../framework/figure.ts';
import type { Point } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { Channels } from './channels.ts';
import type { Corridor } from './corridor.ts';
import { Handshake, Negotiation, OfferSheet, OpeningView } from '../shared/handshake.ts';
import type { Means } from '../shared/handshake.ts';
import { demandsOf, meansOf } from '../shared/means.ts';
import type { Chain, Demands } from '../shared/standing.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';

/** Where controls work on handshakes: they present for one end and judge for the other. */
export class HandshakeDesk {
  readonly post: StandingPost;
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;

  constructor(house: House, corridor: Corridor, channels: Channels) {
    this.house = house;
    this.corridor = corridor;
    this.channels = channels;
    this.post = new StandingPost(house);
  }

  /** Takes up the stand of one end. */
  stand(handshake: Handshake, side: 'initiator' | 'responder'): void {
    const { sessions, nodes } = this.house;
    const own = side === 'initiator' ? handshake.session : handshake.session ^ 1;
    const sender = sessions.sender(own);
    const claimed = nodes.isHonest(sender) ? sender : this.corridor.interceptor.claimOf(sender);
    const ring = side === 'initiator' ? handshake.ring : null;
    this.post.atSender(own, claimed, handshake.label, ring);
  }

  /** What the ends of a channel can have of its protection. */
  meansOf(initiator: number, responder: number, channel: number): Means {
    const { standing, sessions } = this.house;
    const both = standing.chain(standing.whole(sessions.chain(channel))).negotiated;
    return meansOf(this.house, this.pointOf(channel), { initiator, responder, both });
  }

  private pointOf(channel: number): Point {
    return points[this.house.sessions.point(channel)]!;
  }

  /** The controls that work on a handshake: what was agreed on in it so far. */
  chainOf({ channel, negotiation }: Handshake): Chain {
    const { standing, sessions } = this.house;
    return standing.chain(standing.reduced(sessions.chain(channel), negotiation.agreed));
  }

  /** One end's stack takes its part: a fresh key of the responder says that the channel will be protected. */
  connect({ offers, mode }: Handshake): void {
    this.post.charge('connect');
    if (offers.responder.ephemeral !== null) this.post.charge(mode === 'resumed' ? 'resume' : 'secure');
  }

  /** One end shows what the controls ask it to show. */
  present(handshake: Handshake, side: 'initiator' | 'responder'): void {
    const chain = this.chainOf(handshake);
    const opening = side === 'initiator' ? handshake.atInitiator : handshake.atResponder;
    const offer = handshake.offers[side];
    const before = this.post.addedBytes;
    for (let index = 0; index < chain.presenters.length; index++) {
      this.post.use(chain.presenterNumbers[index]!);
      chain.presenters[index]!(offer, this.post.view, opening);
    }
    offer.sizeBytes += this.post.addedBytes - before;
  }

  /** What a responder shows to one who says hello from an address and does not mean to go on, at the stand taken up there. */
  presentTo(session: number, source: number): OfferSheet {
    const { sessions, cast } = this.house;
    const stranger = new Handshake({
      channel: session >> 1,
      session,
      initiator: source,
      responder: sessions.receiver(session),
      epoch: 0,
      intendedNs: this.house.kernel.now,
      label: 0,
      ring: null,
      mode: 'full',
      means: this.meansOf(source, sessions.receiver(session), session >> 1),
      claimedName: cast.household.nameOf(source),
      responderName: cast.household.nameOf(sessions.receiver(session)),
    });
    this.present(stranger, 'responder');
    return stranger.offers.responder;
  }

  /** The responder asked for proof: the initiator shows it with its finish. */
  proveInitiator(handshake: Handshake): void {
    handshake.offers.initiator.wantsProof = true;
    this.present(handshake, 'initiator');
  }

  /** One end judges what the other showed. */
  judge(handshake: Handshake, side: 'initiator' | 'responder'): Refusal | undefined {
    const opening = side === 'initiator' ? handshake.atInitiator : handshake.atResponder;
    const other = side === 'initiator' ? handshake.offers.responder : handshake.offers.initiator;
    if (opening.resumed) this.house.sessions.resumptions.recall(handshake, side, opening);
    const refusal = this.ask(this.chainOf(handshake), other, opening);
    if (refusal !== undefined) return refusal;
    return this.demand(
      side === 'initiator' ? handshake.initiator : handshake.responder,
      handshake.channel,
      other,
      opening,
    );
  }

  /** Judges by what a node's own profile asks. */
  private demand(node: number, channel: number, other: Offer, opening: OpeningView): Refusal | undefined {
    return this.ask(demandsOf(this.house, this.pointOf(channel), node), other, opening);
  }

  private ask({ judges, judgeNumbers }: Demands, other: Offer, opening: OpeningView): Refusal | undefined {
    for (let index = 0; index < judges.length; index++) {
      this.post.use(judgeNumbers[index]!);
      const refusal = judges[index]!(other, this.post.view, opening);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /** Both ends judge a channel whose keys were installed in them: the refusal, or undefined with what was agreed. */
  judgeProvisioned(session: number): { readonly refusal: Refusal | undefined; readonly protect: boolean } {
    const { sessions, cast } = this.house;
    const channel = session >> 1;
    const chain = this.channels.chainOf(channel);
    const initiator = sessions.sender(session);
    const responder = sessions.receiver(session);
    const offers = { initiator: new OfferSheet(), responder: new OfferSheet() };
    const negotiation = new Negotiation(this.meansOf(initiator, responder, channel));
    let protect = true;
    for (const side of ['initiator', 'responder'] as const) {
      const own = side === 'initiator' ? session : session ^ 1;
      const peer = sessions.receiver(own);
      const opening = new OpeningView(
        { initiator, responder, offers, negotiation },
        side,
        cast.household.nameOf(peer),
        'provisioned',
      );
      this.post.atSender(own, sessions.sender(own), 0, null);
      const other = offers[side === 'initiator' ? 'responder' : 'initiator'];
      const refusal = this.ask(chain, other, opening) ?? this.demand(sessions.sender(own), channel, other, opening);
      if (refusal !== undefined) return { refusal, protect: false };
      protect &&= opening.protect;
      if (opening.provedName !== null) sessions.setProvedNode(own ^ 1, peer);
    }
    return { refusal: undefined, protect };
  }
}
