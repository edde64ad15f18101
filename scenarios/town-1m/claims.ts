import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What the town claims, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  ...houseClaims,
  {
    name: 'the town keeps its service in nine minutes of ten, whatever the attack',
    profiles: ['framework'],
    holds: (value) => judged(value('M31'), (share) => share >= 0.9),
  },
  {
    name: 'a flood at one door takes no minute of service from the town',
    profiles: ['framework'],
    holds: (value, attack) => (attack === 'A24' ? judged(value('M01'), (rate) => rate === 0) : undefined),
  },
  {
    name: 'no twin believes what an attacker made up',
    profiles: guarded,
    holds: (value, attack) => (attack === 'none' ? undefined : judged(value('M05'), (rate) => rate === 0)),
  },
  {
    name: 'no code but the maker’s spreads on the town’s things, whatever the attack',
    profiles: guarded,
    holds: (value, attack) => (attack === 'none' ? undefined : judged(value('M17.nodes'), (nodes) => nodes === 0)),
  },
  {
    name: 'wrong results of a provider are not used',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A33' ? judged(value('M08'), (rate) => rate <= 0.02) : undefined),
  },
];
