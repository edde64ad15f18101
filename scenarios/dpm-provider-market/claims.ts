import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What the market claims beyond what every house does, and for which profiles. Bounds are service objectives: assumptions. */
export const marketClaims: readonly Claim[] = [
  {
    // The second that Catena-X expects of a data exchange once the contract exists (eclipse-edc #1637).
    name: 'jobs are done within a second, 99 of 100, whoever of the providers is attacked',
    profiles: profileNames,
    holds: (value) => judged(value('M30.job.p99'), (latencyMillis) => latencyMillis <= 1000),
  },
  {
    name: 'wrong results of a provider are not used',
    profiles: guarded,
    holds: (value, attack) =>
      attack === 'A33' || attack === 'A34' ? judged(value('M08'), (rate) => rate <= 0.02) : undefined,
  },
  {
    name: 'results on which a minority of providers agrees wrongly are not used',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A35' ? judged(value('M08'), (rate) => rate <= 0.02) : undefined),
  },
  {
    name: 'of the results from outside at most 1 in 20 is wrong: who is found out gets no more work',
    profiles: guarded,
    holds: (value, attack) =>
      attack === 'A33' || attack === 'A34' ? judged(value('M08.prevalence'), (share) => share <= 0.05) : undefined,
  },
  {
    name: 'what tells of people goes to no provider',
    profiles: guarded,
    holds: (value) => judged(value('M40.personal'), (records) => records === 0),
  },
  {
    name: 'who runs the machine of providers learns nothing of what they are given',
    profiles: guarded,
    holds: (value, attack) =>
      attack === 'A30' ? judged(value('M40.byAttacks'), (records) => records === 0) : undefined,
  },
  {
    name: 'who runs the machine of providers learns nothing that tells of people',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A30' ? judged(value('M01'), (rate) => rate === 0) : undefined),
  },
  {
    // What somebody else reads at a provider is no job that flowed: the two claims before this one are about that.
    name: 'no job flows after the end of its contract',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A30' ? undefined : judged(value('M40.all'), (records) => records === 0)),
  },
  {
    // Under attack the cheap ones are found out, and dearer ones get the work.
    name: 'a job costs at most 220 millionths on average while nobody attacks, redundant answers included',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M46.money'), (micros) => micros <= 220) : undefined),
  },
];

/** What the market claims: of any house, and of its own. */
export const claims: readonly Claim[] = [...houseClaims, ...marketClaims];
