import type { HouseRules } from '../kit/household.ts';

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
export const policy: HouseRules = {
  scopes: { guest: ['view'], member: ['view', 'query', 'command:lamp', 'command:display'], organiser: [] },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  inputsFor: () => ['temperature', 'humidity', 'light', 'co2'],
};
