import type { HouseRules } from './household.ts';

/** What an occupancy estimate needs: not motion, which is personal. */
const occupancyInputs = ['temperature', 'humidity', 'light', 'co2'];

/** What the defender of a house lays down whose platforms hold things: what controls judge by. Nobody commands, people come to look. */
export const holderPolicy: HouseRules = {
  scopes: { guest: ['view'], member: ['view'], organiser: ['view'] },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  inputsFor: () => occupancyInputs,
};
