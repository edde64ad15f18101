import type { HouseRules } from '../kit/household.ts';

/** What an occupancy estimate needs: not motion, which is personal. */
const occupancyInputs = ['temperature', 'humidity', 'light', 'co2'];

/** The defender's own rules: what controls judge by. What is truly allowed is declared apart, in the entitlements. */
export const policy: HouseRules = {
  scopes: {
    guest: ['view'],
    member: ['view', 'query', 'command:lamp', 'command:display'],
    organiser: ['view', 'query', 'command:lamp', 'command:display', 'command:lock'],
  },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  inputsFor: () => occupancyInputs,
};
