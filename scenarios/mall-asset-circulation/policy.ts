import { accountOf } from '../../sim/components/market.ts';
import type { Household } from '../../sim/framework/control.ts';
import type { Purpose } from '../../sim/framework/datum.ts';
import type { Mall } from './mall.ts';

/** What customers may say: what they own and can pay is the ledger's business. */
const scopes = ['offer', 'buy', 'confirm'];
/** What customers agree to when they come in: that they are let in, and that what they wish for is carried out. */
const agreed: readonly Purpose[] = ['identity', 'payment', 'settlement', 'income'];

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
export function householdOf({ register, market, shopOf }: Mall): Household {
  const isCustomer = (person: number): boolean => (shopOf[accountOf(market, person)] ?? -1) >= 0;
  return {
    nodes: register.nodes,
    nameOf: (node) => {
      const seats = register.seatsOf(node);
      return seats === undefined ? `outsider-${node}` : seats.nameEach(node - seats.first);
    },
    roleOf: (node) => register.roleOf(node),
    may: (person, kind) => isCustomer(person) && scopes.includes(kind),
    scopesOf: (person) => (isCustomer(person) ? scopes : []),
    consents: (subject, purpose) => isCustomer(subject) && agreed.includes(purpose),
    inputsFor: () => undefined,
    quantityOf: () => undefined,
  };
}
