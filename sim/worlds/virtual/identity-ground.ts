import { Accounts } from '../shared/accounts.ts';
import type { IdentityGround } from '../shared/identity-view.ts';
import type { Channels } from './channels.ts';
import type { Deeds } from './deeds.ts';
import type { House } from './house.ts';
import type { Turn } from './turn.ts';

/** What the virtual world gives to credentials, tokens and status lists: work is charged, deeds are taken down. */
export function identityGround(house: House, channels: Channels, turn: Turn, deeds: Deeds): IdentityGround {
  const { cast, suite, nodes, rings, trusts, kernel, slots, sessions } = house;
  return {
    cast,
    suite,
    rings,
    trusts,
    accounts: new Accounts(suite, cast, nodes),
    turn,
    hand: turn.hand,
    worldNs: () => kernel.now,
    charge: (operation, bytes) => deeds.charge(operation, 1, bytes),
    tell: (kind, peer) => void deeds.tell(kind, 'issue', peer, 0, 1),
    provedNode: () => (turn.slot < 0 ? -1 : sessions.provedNode(slots.session[turn.slot]!)),
    endChannels: () => channels.forget(turn.node),
  };
}
