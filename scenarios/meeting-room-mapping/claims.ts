import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What the meeting-room mapping claims, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  ...houseClaims,
  {
    name: 'wrong results of a provider are not used',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A33' ? judged(value('M08'), (rate) => rate <= 0.02) : undefined),
  },
];
