import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What this scenario claims of what every house does. */
const general = [
  'nobody learns what he is not entitled to',
  'readings reach the twin within a second, 99 of 100',
  'controls refuse at most 1 in 200 of what is honest',
  'honest operations succeed within a second in 19 of 20 minutes',
];

/** What things with many identities claim, and for which profiles. Bounds follow from the parameters' defaults: assumptions. */
export const claims: readonly Claim[] = [
  ...houseClaims.filter(({ name }) => general.includes(name)),
  {
    name: 'no two things are held for one',
    profiles: ['access', ...guarded],
    holds: (value) => judged(value('M62.wrong'), (answers) => answers === 0),
  },
  {
    name: 'no twin shows what its thing did not say',
    profiles: ['access', ...guarded],
    holds: (value, attack) => (attack === 'A52' ? judged(value('M54.twin'), (share) => share === 0) : undefined),
  },
  {
    name: 'what a thing says moves no twin elsewhere for longer than agreed once its owner has withdrawn',
    profiles: profileNames,
    holds: (value) => judged(value('M62.after'), (seconds) => seconds <= 20),
  },
  {
    name: 'the state of a thing is at its twin elsewhere within a quarter of a second, 19 of 20',
    profiles: profileNames,
    holds: (value) => judged(value('M30.follow.p95'), (latencyMillis) => latencyMillis <= 250),
  },
  {
    name: 'who pools what two platforms receive joins identities hardly better than by guessing',
    profiles: guarded,
    holds: (value) => judged(value('M41.above'), (share) => share <= 0.1),
  },
];
