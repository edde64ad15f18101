import type { Entitlements } from '../../sim/framework/scenario.ts';
import { holderEntitlements } from '../kit/holder-entitlements.ts';
import type { House } from '../kit/house.ts';
import type { Sale } from '../kit/sales.ts';

/**
 * What is truly allowed, written apart from the policy and from all books on purpose: as in every house whose platforms hold things, and a
 * virtual fountain may be shown everywhere, and set by whoever comes upon it on its own platform; nothing else may be set.
 */
export const entitlements = (house: House, sales: readonly Sale[], showSeconds: number): Entitlements =>
  holderEntitlements(house, sales, showSeconds, { personMayCommand: (_person, quantity) => quantity === 'jet' });
