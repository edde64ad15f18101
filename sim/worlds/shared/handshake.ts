import type { ControlId, KeyRing, Offer, Opening } from '../../framework/control.ts';
import type { Credential, PrivateKey, PublicKey, StatusList, Tag } from '../../framework/crypto.ts';
import type { Receipt } from '../../framework/merkle/receipt.ts';
import type { Refusal } from '../../framework/verdict.ts';

/** What one end shows. */
export class OfferSheet implements Offer {
  credential: Credential | null = null;
  proof: Offer['proof'] = null;
  ephemeral: PublicKey | null = null;
  status: StatusList | null = null;
  wantsProof = false;
  receipt: Receipt | null = null;
  /** Bytes of what is shown. */
  sizeBytes = 0;
}

/** What two ends can have of a channel's protection: each by its own profile, and both together where nobody takes any away. */
export interface Means {
  readonly initiator: readonly ControlId[];
  readonly responder: readonly ControlId[];
  readonly both: readonly ControlId[];
  /** Those of them that an opening can do without, where they are not offered. */
  readonly dispensable: ReadonlySet<ControlId>;
}

/**
 * What is said of protection while a channel opens: the initiator offers what it has, the responder chooses what both have of what
 * reached it.
 */
export class Negotiation {
  readonly means: Means;
  /** What the responder took for the initiator's offer. */
  received: readonly ControlId[];
  agreed: readonly ControlId[];

  constructor(means: Means) {
    this.means = means;
    this.received = means.initiator;
    this.agreed = means.both;
  }

  /** The responder has got an offer; whether less was agreed on than both have. */
  receive(offer: readonly ControlId[]): boolean {
    this.received = offer;
    this.agreed = this.means.both.filter((id) => offer.includes(id) || !this.means.dispensable.has(id));
    return this.agreed.length < this.means.both.length;
  }

  /** The initiator's offer as one end knows it. */
  offerAt(side: Opening['side']): string {
    return (side === 'initiator' ? this.means.initiator : this.received).join(' ');
  }
}

/** One end's view of a handshake. */
export class OpeningView implements Opening {
  readonly initiator: number;
  readonly responder: number;
  readonly side: 'initiator' | 'responder';
  readonly peerName: string;
  resumed: boolean;
  readonly provisioned: boolean;
  ephemeral: PrivateKey | null = null;
  protect = false;
  provedName: string | null = null;
  provedCredential: Credential | null = null;
  readonly #offers: { readonly initiator: OfferSheet; readonly responder: OfferSheet };
  readonly #negotiation: Negotiation;

  constructor(
    handshake: Pick<Handshake, 'initiator' | 'responder' | 'offers' | 'negotiation'>,
    side: 'initiator' | 'responder',
    peerName: string,
    mode: 'full' | 'resumed' | 'provisioned',
  ) {
    this.initiator = handshake.initiator;
    this.responder = handshake.responder;
    this.side = side;
    this.peerName = peerName;
    this.resumed = mode === 'resumed';
    this.provisioned = mode === 'provisioned';
    this.#offers = handshake.offers;
    this.#negotiation = handshake.negotiation;
  }

  get transcript(): Opening['transcript'] {
    const { initiator, responder } = this.#offers;
    const offer = this.#negotiation.offerAt(this.side);
    return [initiator.ephemeral, responder.ephemeral, this.initiator, this.responder, offer];
  }

  get own(): readonly ControlId[] {
    return this.#negotiation.means[this.side];
  }

  get agreed(): readonly ControlId[] {
    return this.#negotiation.agreed;
  }
}

/**
 * One opening of a channel:
 *
 *   initiator ── hello (its key share, what it offers) ──▶ responder      no cookie? ◀── cookie ── and hello again
 *   initiator ◀── reply (key share, choice, proof) ── responder   a half-open place is taken from here ...
 *   initiator ── finish (its proof) ──▶ responder         ... to here
 *   initiator ◀── accept or refuse ── responder           so that the initiator learns of a refusal
 */
export class Handshake {
  readonly channel: number;
  readonly session: number;
  readonly initiator: number;
  readonly responder: number;
  readonly epoch: number;
  readonly intendedNs: number;
  /** Attack step behind it, or that has meddled with it; 0 for none. */
  label: number;
  /** An attacker's keys, or null for the initiator's own. */
  readonly ring: KeyRing | null;
  mode: 'full' | 'resumed' | 'provisioned';
  readonly negotiation: Negotiation;
  readonly offers = { initiator: new OfferSheet(), responder: new OfferSheet() };
  readonly atInitiator: OpeningView;
  readonly atResponder: OpeningView;
  tries = 0;
  cookie: Tag | null = null;
  /** It holds one of the responder's half-open places. */
  holding = false;
  /** Ticket of the moment at which it loses that place. */
  placeUntil = 0;
  over = false;
  refusal: Refusal | undefined = undefined;
  refusedBy = 0;

  constructor(setting: {
    readonly channel: number;
    readonly session: number;
    readonly initiator: number;
    readonly responder: number;
    readonly epoch: number;
    readonly intendedNs: number;
    readonly label: number;
    readonly ring: KeyRing | null;
    readonly mode: 'full' | 'resumed' | 'provisioned';
    readonly means: Means;
    /** Name that the initiator claims. */
    readonly claimedName: string;
    readonly responderName: string;
  }) {
    this.channel = setting.channel;
    this.session = setting.session;
    this.initiator = setting.initiator;
    this.responder = setting.responder;
    this.epoch = setting.epoch;
    this.intendedNs = setting.intendedNs;
    this.label = setting.label;
    this.ring = setting.ring;
    this.mode = setting.mode;
    this.negotiation = new Negotiation(setting.means);
    this.atInitiator = new OpeningView(this, 'initiator', setting.responderName, setting.mode);
    this.atResponder = new OpeningView(this, 'responder', setting.claimedName, setting.mode);
  }

  /** It continues no earlier channel after all: less was agreed on than there, so everything is to be proved anew. */
  anew(): void {
    this.mode = 'full';
    this.atInitiator.resumed = false;
    this.atResponder.resumed = false;
  }

  /** The same opening where it turns out to continue an earlier channel. */
  resumed(): Handshake {
    const { channel, session, initiator, responder, epoch, intendedNs, label, ring } = this;
    const { means } = this.negotiation;
    return new Handshake({
      channel,
      session,
      initiator,
      responder,
      epoch,
      intendedNs,
      label,
      ring,
      mode: 'resumed',
      means,
      claimedName: this.atResponder.peerName,
      responderName: this.atInitiator.peerName,
    });
  }
}

/** Times of an opening, ns. */
export const handshakeTimes = {
  /** Until a hello is sent again, doubling (RFC 9147 section 5.8.1: 1 s); a lost reply or finish is made good by it too. */
  retryNs: 1_000_000_000,
  /** How many times a hello is sent before the opening is given up (assumption). */
  tries: 3,
  /** How long a responder keeps a half-open handshake (assumption: between the 1 s of anchor V-Q4b and RFC 9147's 60 s). */
  halfOpenNs: 5_000_000_000,
  /** Wait after a failed opening, doubling up to 16 times (assumption). */
  backOffNs: 500_000_000,
  /** A channel unused for so long is closed (assumption). */
  idleNs: 120_000_000_000,
  /** For so long a closed channel can be resumed (RFC 8446 allows 7 days; assumption: an hour). */
  resumableNs: 3_600_000_000_000,
} as const;
