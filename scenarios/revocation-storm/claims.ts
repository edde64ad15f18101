import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** Claims of every house that hold in a storm too. */
const lasting = houseClaims.filter(({ name }) => name === 'nobody learns what he is not entitled to');

/** What the revocation storm claims, and for which profiles. Bounds are service objectives for the default periods: assumptions. */
export const claims: readonly Claim[] = [
  ...lasting,
  {
    name: 'no revoked credential opens a channel later than a minute after its revocation',
    profiles: guarded,
    holds: (value) => judged(value('M11.longest'), (exposedSeconds) => exposedSeconds <= 60),
  },
  {
    name: 'everybody whose credential was revoked comes by a new one within a minute',
    profiles: guarded,
    holds: (value) => judged(value('M58.longest'), (tookSeconds) => tookSeconds <= 60 && value('M58.renewed') === 1),
  },
  {
    name: 'a certificate that a stolen key signed opens nothing',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A02' ? judged(value('M01'), (rate) => rate === 0) : undefined),
  },
  {
    name: 'no twin shows anything older than 75 seconds',
    profiles: guarded,
    holds: (value) => judged(value('M36.max'), (ageSeconds) => ageSeconds <= 75),
  },
  {
    name: 'controls refuse at most 1 in 50 of what is honest, the storm included',
    profiles: guarded,
    holds: (value) => judged(value('M33'), (share) => share <= 0.02),
  },
  {
    name: 'honest operations succeed within a second in 3 of 4 minutes, the storm included',
    profiles: guarded,
    holds: (value) => judged(value('M31'), (share) => share >= 0.75),
  },
];
