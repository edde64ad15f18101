import type { HouseRules } from '../kit/household.ts';

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
export const policy: HouseRules = {
  scopes: {
    guest: ['view'],
    member: ['view', 'query', 'command:valve', 'command:lamp', 'command:display'],
    organiser: ['view', 'query', 'command:valve', 'command:lamp', 'command:display', 'command:lock'],
  },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  // An occupancy estimate does not need motion, which is personal.
  inputsFor: () => ['temperature', 'humidity', 'light', 'co2'],
};
