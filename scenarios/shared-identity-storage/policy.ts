import { holderPolicy } from '../kit/holder-policy.ts';
import type { HouseRules } from '../kit/household.ts';

const sets = ['view', 'query', 'command:valve', 'command:lamp', 'command:display'];

/** The defender's own rules: as in every house whose platforms hold things, and who lives there sets what is in the own room. */
export const policy: HouseRules = {
  ...holderPolicy,
  scopes: { ...holderPolicy.scopes, member: sets, organiser: sets },
};
