import { accountOf } from '../../sim/components/market.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { sits } from '../kit/seating.ts';
import type { Mall } from './mall.ts';

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - What is on offer and in the ledger is everybody's in the mall, and nobody's outside.
 * - What a customer wishes for, is asked and confirms is known to itself and its platform; who came in, to the audit log too.
 * - Who may sell and pay needs no line here: an asset is its owner's by the ledger, and a wish that an attacker made up is nobody's.
 */
export function entitlements({ register, market, shopOf, shops, authority }: Mall): Entitlements {
  return {
    mayKnow: (node, dataClass, subject) => {
      if (dataClass === 'public') return true;
      if (register.seatsOf(node) === undefined) return false;
      if (node === subject) return true;
      const shop = shops[shopOf[accountOf(market, subject)] ?? -1];
      if (shop === undefined) return dataClass === 'operational';
      if (sits(node, shop.keeper) || sits(node, shop.avatarAgent)) return true;
      const registered = sits(node, authority.identityStorage) || sits(node, authority.auditLog);
      return dataClass === 'operational' && (registered || register.roleOf(node) !== 'person');
    },
    mayCommand: () => false,
  };
}
