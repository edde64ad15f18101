import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, judged } from '../kit/claims.ts';

const none =
  (metric: string): Claim['holds'] =>
  (value) =>
    judged(value(metric), (much) => much === 0);

/** What the plaza claims, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  { name: 'no minor meets content above its age', profiles: guarded, holds: none('M49.exposed') },
  {
    name: 'no contact reaches a minor that its guardian does not allow',
    profiles: guarded,
    holds: none('M49.contacted'),
  },
  {
    name: 'a guardian’s withdrawal ends contact within two seconds',
    profiles: guarded,
    holds: none('M49.afterWithdrawal'),
  },
  { name: 'nobody meets whom it has barred', profiles: guarded, holds: none('M49.afterBar') },
  {
    name: 'what is known of a child stays with its guardian and the platform',
    profiles: guarded,
    holds: (value, attack) =>
      judged(value(attack === 'none' ? 'M40.all' : 'M40.byAttacks'), (records) => records === 0),
  },
  {
    name: 'an avatar is at one plaza at a time',
    profiles: guarded,
    holds: (value) => judged(value('M65.twice'), (share) => share === 0),
  },
  {
    name: 'no avatar that moves is nowhere for longer than two seconds',
    profiles: guarded,
    holds: (value) => judged(value('M65.nowhere'), (timeMillis) => timeMillis <= 2000),
  },
  {
    name: 'nobody is spoken to in another’s name',
    profiles: guarded,
    holds: (value) => judged(value('M65.asAnother'), (share) => share === 0),
  },
  // Where there is a ledger.
  { name: 'no asset counts on two platforms', profiles: guarded, holds: none('M09') },
  {
    name: 'controls refuse at most 1 in 30 of what is honest',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M33'), (share) => share <= 1 / 30) : undefined),
  },
  {
    name: 'what is said is passed on within a second, 99 of 100',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.say.p99'), (latencyMillis) => latencyMillis <= 1000) : undefined,
  },
];
