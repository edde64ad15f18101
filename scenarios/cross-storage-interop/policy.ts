import type { HouseRules } from '../kit/household.ts';

/** What an occupancy estimate needs: not motion, which is personal. */
const occupancyInputs = ['temperature', 'humidity', 'light', 'co2'];

/** The defender's own rules: what controls judge by. Nobody commands here: people come to look. */
export const policy: HouseRules = {
  scopes: { guest: ['view'], member: ['view'], organiser: ['view'] },
  agreed: ['twin', 'aggregate', 'archive', 'occupancy', 'query'],
  inputsFor: () => occupancyInputs,
};
