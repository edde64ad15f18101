import type { Offer } from '../../framework/control.ts';
import type { Suite } from '../../framework/crypto.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { Handshake, OpeningView } from '../shared/handshake.ts';
import { demandsOf } from '../shared/means.ts';
import type { Demands } from '../shared/standing.ts';
import type { End, Proved } from './ends.ts';
import type { LiveHouse } from './live-house.ts';
import { LivePost } from './live-post.ts';

/** One opening as one of its ends sees it. */
export interface OwnOpening {
  handshake: Handshake;
  readonly side: 'initiator' | 'responder';
  readonly end: End;
  /** The node in whose name it is done: an attacker's claim, else the end's own node. */
  readonly as: number;
  link: number;
  /** The suite that controls see: over TLS its proofs are those of the TLS stack. */
  suite: Suite;
}

/** Where controls work on openings: they present for this end and judge what the other end has shown. */
export class OpeningDesk {
  readonly post: LivePost;
  private readonly house: LiveHouse;

  constructor(house: LiveHouse) {
    this.house = house;
    this.post = new LivePost(house);
  }

  /** This end shows what the controls ask it to show. */
  present(opening: OwnOpening): void {
    const { handshake, side, end } = opening;
    this.stand(opening);
    const { presenters, presenterNumbers } = end.chain;
    for (let index = 0; index < presenters.length; index++) {
      this.post.use(presenterNumbers[index]!);
      presenters[index]!(handshake.offers[side], this.post.view, viewOf(opening));
    }
    this.post.rest();
  }

  /** This end judges what the other showed. */
  judge(opening: OwnOpening): Refusal | undefined {
    const { handshake, side, end } = opening;
    const shown = side === 'initiator' ? handshake.offers.responder : handshake.offers.initiator;
    this.stand(opening);
    const own = demandsOf(this.house, end.point, side === 'initiator' ? handshake.initiator : handshake.responder);
    const refusal = this.ask(end.chain, shown, opening) ?? this.ask(own, shown, opening);
    if (refusal !== undefined) {
      handshake.refusal = refusal;
      handshake.refusedBy = this.post.control;
    }
    this.post.rest();
    return handshake.refusal;
  }

  private ask({ judges, judgeNumbers }: Demands, shown: Offer, opening: OwnOpening): Refusal | undefined {
    for (let index = 0; index < judges.length; index++) {
      this.post.use(judgeNumbers[index]!);
      const refusal = judges[index]!(shown, this.post.view, viewOf(opening));
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /** Controls that watch openings see how one ended. */
  witness(opening: OwnOpening): void {
    this.stand(opening);
    for (const witness of opening.end.chain.openingWitnesses)
      witness(viewOf(opening), opening.handshake.refusal, this.post.view);
  }

  /** What this end now knows of the other. */
  proved(opening: OwnOpening): Proved {
    const { provedName, provedCredential } = viewOf(opening);
    return { node: this.house.rings.nodeNamed(provedName), credential: provedCredential };
  }

  private stand({ handshake, side, end, as, link, suite }: OwnOpening): void {
    const ring = side === 'initiator' ? handshake.ring : null;
    this.post.stand({ place: end.point, node: as, peer: end.peer, session: end.out, end: null, link, ring, suite });
    this.post.view.epoch = end.epoch;
  }
}

/** The view of its own end. */
export const viewOf = ({ handshake, side }: OwnOpening): OpeningView =>
  side === 'initiator' ? handshake.atInitiator : handshake.atResponder;
