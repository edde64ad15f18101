import { holderPolicy } from '../kit/holder-policy.ts';
import type { HouseRules } from '../kit/household.ts';

const looks = ['view', 'command:jet'];

/** The defender's own rules: as in every house whose platforms hold things; and everybody may play with a virtual fountain. */
export const policy: HouseRules = { ...holderPolicy, scopes: { guest: looks, member: looks, organiser: looks } };
