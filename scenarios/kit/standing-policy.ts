import type { HouseRules } from './household.ts';

/** What an occupancy estimate needs: not motion, which is personal. */
const occupancyInputs = ['temperature', 'humidity', 'light', 'co2'];

/**
 * Rules of a house in which guests look, members set lamp and display and read the archive, and organisers lock: what controls judge
 * by. What is truly allowed is declared apart, in `standing-entitlements.ts`.
 */
export const standingPolicy: HouseRules = {
  scopes: {
    guest: ['view'],
    member: ['view', 'query', 'command:lamp', 'command:display'],
    organiser: ['view', 'query', 'command:lamp', 'command:display', 'command:lock'],
  },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  inputsFor: () => occupancyInputs,
};
