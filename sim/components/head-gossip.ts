import type { IdentityPort } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import type { Stream } from '../kernel/stream.ts';

/** What gossip needs of a node's io. */
export interface GossipIo {
  readonly node: number;
  readonly random: Stream;
  readonly identity: IdentityPort;
  wake(timer: number, delayNs: number): void;
}

/** With whom a platform compares what logs have told each of them, and how often. */
export interface GossipTerms {
  readonly peers: readonly Address<'things-agent'>[];
  readonly everyNs: number;
  /** Most heads of a log that are pushed at once: those that were heard of last. */
  readonly most: number;
}

const timerGossip = 171;

/** Begins to push, after a first period. */
export const beginGossip = (io: GossipIo, { everyNs }: GossipTerms): void => io.wake(timerGossip, everyNs);

/**
 * Runs the timer of gossip; false for one that is not its own. Each time what was heard of last goes to one peer by lot, by `push`, so
 * that a head that one has seen reaches all of n in about log2 n + ln n rounds (B. Pittel 1987; V-L3).
 */
export function gossipWoke(
  timer: number,
  io: GossipIo,
  terms: GossipTerms,
  push: (peer: Address<'things-agent'>, heads: Draft<'heads'>) => void,
): boolean {
  if (timer !== timerGossip) return false;
  io.wake(timerGossip, terms.everyNs);
  if (terms.peers.length === 0) return true;
  const peer = terms.peers[io.random.below(terms.peers.length)]!;
  for (const body of io.identity.heads(terms.most)) {
    push(peer, { kind: 'heads', subject: io.node, dataClass: 'public', body });
  }
  return true;
}

/** Takes heads that a peer has pushed; how many were news. Whether one of them contradicts what is known a control has looked at. */
export const headsCame = ({ body }: MessageView<'heads'>, io: GossipIo): number =>
  body.heads.filter((head) => io.identity.hear(body.issuer, head)).length;
