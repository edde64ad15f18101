import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, judged } from '../kit/claims.ts';

/** What the mall claims, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  {
    name: 'no asset counts on two platforms',
    profiles: guarded,
    holds: (value) => judged(value('M09'), (rate) => rate === 0),
  },
  {
    name: 'no platform takes a counterfeit asset',
    profiles: guarded,
    holds: (value) => judged(value('M52.counterfeits'), (assets) => assets === 0),
  },
  {
    name: 'no money counts that nobody has paid',
    profiles: guarded,
    holds: (value) => judged(value('M52.micros'), (micros) => micros === 0),
  },
  {
    name: 'nobody pays for what he did not wish for',
    profiles: guarded,
    holds: (value) => judged(value('M52.unwished'), (payments) => payments === 0),
  },
  {
    name: 'nineteen of twenty purchases are done within a minute',
    profiles: ['framework'],
    holds: (value) => judged(value('M53'), (share) => share >= 0.95),
  },
  {
    name: 'controls refuse at most 1 in 200 of what is honest',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M33'), (share) => share <= 0.005) : undefined),
  },
];
