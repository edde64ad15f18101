import { factNumber } from '../../framework/fact.ts';
import type { Drop, FactKind } from '../../framework/fact.ts';
import type { Refusal } from '../../framework/verdict.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import { numberOfRefusal } from '../shared/numbers.ts';
import { controlNumber } from '../shared/standing.ts';
import { nothingProved } from './ends.ts';
import type { End, Outgoing, Proved } from './ends.ts';
import type { Link, LinkEnd } from './link.ts';
import type { LiveHouse } from './live-house.ts';

/** What happens when a channel opens or a message is given up, as the rest of the process needs it. */
export interface ChannelUser {
  /** Puts a message on its open channel. */
  transmit(end: End, outgoing: Outgoing): void;
  /** Takes down that a message is lost. */
  drop(end: End, outgoing: Outgoing, why: Drop): void;
  /** The sender hears that its message will not get there. */
  undelivered(node: number, number: number): void;
}

/** Channels of a process's nodes as they stand: established, closed, failed; and what waits for them. */
export class Channels {
  user!: ChannelUser;
  /** Called when an opening that an attacker began has ended. */
  settled: (end: End, open: boolean) => void = () => {};
  private readonly house: LiveHouse;
  private readonly onGivenUp: number;
  private givenUp: { readonly node: number; readonly number: number }[] = [];

  constructor(house: LiveHouse) {
    this.house = house;
    this.onGivenUp = house.kernel.on(() => {
      for (const { node, number } of this.givenUp.splice(0)) this.user.undelivered(node, number);
    });
  }

  /** Both ends agree: what waited goes out. */
  establish(end: End, link: Link, proved: Proved, intendedNs: number): void {
    const { kernel } = this.house;
    if (end.link !== null) this.close(end);
    end.state = 'open';
    end.link = link;
    end.proved = proved;
    end.secured = end.overTls;
    end.openedNs = kernel.now;
    end.failures = 0;
    if (link.opened) this.tell('opened', end, intendedNs, 0, undefined, link.id);
    for (const outgoing of end.parked.splice(0)) this.user.transmit(end, outgoing);
    this.settled(end, true);
  }

  /** An opening came to nothing: its channel rests for a while, twice as long after each failure in a row. */
  fail(end: End, intendedNs: number, refusedBy: number, refusal: Refusal | undefined, link: number): void {
    end.state = 'closed';
    end.epoch++;
    end.resumable = null;
    end.failures = Math.min(end.failures + 1, 4);
    end.retryNs = this.house.kernel.now + handshakeTimes.backOffNs * (1 << end.failures);
    this.tell('not-opened', end, intendedNs, refusedBy, refusal, link);
    this.giveUp(end);
    this.settled(end, false);
  }

  /** Closes a channel from this end, if it is open. */
  close(end: End): void {
    end.link?.close();
    this.giveUp(end);
  }

  /** A link is gone: what its ends remembered of each other is void. */
  linkClosed(end: End, link: Link, why: LinkEnd): void {
    const { kernel, truth, nodes } = this.house;
    if (why === 'broken') this.tell('refused', end, kernel.now, controlNumber('C32'), 'record-broken', link.id);
    if (why === 'misframed') this.tell('refused', end, kernel.now, 0, 'malformed', link.id);
    truth.tell('closed', link.id, link.direction, nodes.isDown(end.node) ? 1 : 0);
    if (end.link !== link) return;
    end.link = null;
    end.state = 'closed';
    end.epoch++;
    end.proved = nothingProved;
    end.secured = false;
    if (link.opened) this.tell('closed', end, kernel.now, 0, undefined, link.id);
  }

  /** What waits for a channel that does not open is lost; its senders are told once no handler runs. */
  giveUp(end: End): void {
    const { kernel } = this.house;
    if (end.parked.length === 0) return;
    if (this.givenUp.length === 0) kernel.at(kernel.now, this.onGivenUp);
    for (const outgoing of end.parked.splice(0)) {
      this.user.drop(end, outgoing, 'no-channel');
      this.givenUp.push({ node: end.node, number: outgoing.envelope.number });
    }
  }

  /** Takes down what became of a channel, or of a stranger's first packet. */
  tell(kind: FactKind, end: End, bornNs: number, detail: number, refusal: Refusal | undefined, link: number): void {
    const { node, peer, place } = end;
    const outcome = refusal === undefined ? 0 : numberOfRefusal(refusal);
    this.house.truth.tell('event', factNumber[kind], place, node, peer, node, detail, outcome, bornNs, link, 0);
  }
}
