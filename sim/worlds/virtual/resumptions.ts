import type { Credential } from '../../framework/crypto.ts';
import type { Handshake, OpeningView } from '../shared/handshake.ts';

/** What one end learnt of the other when they last proved themselves. */
interface Learnt {
  readonly provedName: string | null;
  readonly provedCredential: Credential | null;
  readonly protect: boolean;
}

interface Known {
  /** Who began then: the ends may have changed roles since. */
  readonly first: number;
  readonly initiator: Learnt;
  readonly responder: Learnt;
  readonly untilNs: number;
}

/** What the ends of a channel remember of each other, so that it opens again without new proofs for a time. */
export class Resumptions {
  private readonly known = new Map<number, Known>();

  /** Channels that are remembered now. */
  get size(): number {
    return this.known.size;
  }

  /** Remembers what the ends of a handshake learnt, until a moment; what has run out meanwhile is forgotten. */
  keep({ channel, initiator, atInitiator, atResponder }: Handshake, nowNs: number, untilNs: number): void {
    // In order of keeping: nothing that has run out stays behind for longer than the longest is kept.
    for (const [other, { untilNs: end }] of this.known) {
      if (end > nowNs) break;
      this.known.delete(other);
    }
    this.known.delete(channel);
    this.known.set(channel, {
      first: initiator,
      initiator: learntAt(atInitiator),
      responder: learntAt(atResponder),
      untilNs,
    });
  }

  /** Whether a channel can be opened again without new proofs. */
  holds(channel: number, nowNs: number): boolean {
    const known = this.known.get(channel);
    if (known === undefined) return false;
    if (known.untilNs > nowNs) return true;
    this.known.delete(channel);
    return false;
  }

  /** Gives one end of a resumed opening what it learnt of the other end earlier. */
  recall({ channel, initiator }: Handshake, side: 'initiator' | 'responder', opening: OpeningView): void {
    const known = this.known.get(channel);
    if (known === undefined) return;
    const sameRoles = known.first === initiator;
    const { provedName, provedCredential, protect } =
      (side === 'initiator') === sameRoles ? known.initiator : known.responder;
    opening.provedName = provedName;
    opening.provedCredential = provedCredential;
    opening.protect = protect;
  }

  forget(channel: number): void {
    this.known.delete(channel);
  }
}

const learntAt = ({ provedName, provedCredential, protect }: OpeningView): Learnt => ({
  provedName,
  provedCredential,
  protect,
});
