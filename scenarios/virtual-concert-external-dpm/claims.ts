import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What the concert claims, and for which profiles. Bounds are service objectives: assumptions, but for those with a source. */
export const claims: readonly Claim[] = [
  ...houseClaims,
  {
    name: 'an avatar moves within 100 ms of its person, 95 of 100',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.pose.p95'), (millis) => millis <= 100) : undefined,
  },
  {
    // Catena-X expects an exchange within a second; a beat is one too.
    name: 'what providers compute comes back within a beat of a second, 95 of 100',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.job.p95'), (millis) => millis <= 1000) : undefined,
  },
  {
    name: 'the hall keeps its service in nine minutes of ten, flooded or not',
    profiles: ['framework'],
    holds: (value, attack) =>
      attack === 'none' || attack === 'A24' ? judged(value('M31'), (share) => share >= 0.9) : undefined,
  },
  {
    name: 'no zone is drawn and nobody dances by a wrong result',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A33' ? judged(value('M08'), (rate) => rate <= 0.02) : undefined),
  },
  {
    name: 'a flood at the doors keeps nobody out',
    profiles: ['framework'],
    holds: (value, attack) => (attack === 'A24' ? judged(value('M01'), (rate) => rate === 0) : undefined),
  },
];
