import type { GossipTerms } from '../../../sim/components/head-gossip.ts';
import { addressOf } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import type { Ground } from './part.ts';

/** Most heads of a log that go to a peer at once: those of a storm over some dozens of nodes (assumption). */
const mostHeads = 64;

/** That somebody compares with some platforms what logs say; nothing where a house compares nothing. */
export const gossipOf = (
  platforms: readonly PlatformSeats[],
  { gossipNs }: Ground,
): { readonly gossip?: GossipTerms } => {
  if (gossipNs === undefined) return {};
  const peers = platforms.map(({ thingsAgent }) => addressOf(thingsAgent));
  return { gossip: { peers, everyNs: gossipNs, most: mostHeads } };
};
