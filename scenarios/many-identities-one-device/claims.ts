import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { entitledOnly, fewRefusals, guarded, judged } from '../kit/claims.ts';

/** What things with many identities claim, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  entitledOnly,
  fewRefusals,
];
void profileNames;
void guarded;
void judged;
