import type { Claim } from '../../sim/framework/scenario.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/**
 * Claims of every house that hold here too. Not among them: refusals of honest messages, since consent and residency refuse by the
 * rules; and safety while nobody attacks, since nobody honest sets a lock here, so that it could not be false.
 */
const ofEveryHouse = new Set([
  'no thing acts unsafely, whatever the attack',
  'readings reach the twin within a second, 99 of 100',
]);

/** What lifecycle and erasure claims, and for which profiles. */
export const claims: readonly Claim[] = [
  ...houseClaims.filter(({ name }) => ofEveryHouse.has(name)),
  {
    name: 'once a withdrawal has had its time, nothing that tells of the person is used for what was withdrawn',
    profiles: guarded,
    holds: (value) => judged(value('M51.consent'), (share) => share === 1),
  },
  {
    name: 'what must stay in its region, or ended with a withdrawal, comes to nobody else',
    profiles: guarded,
    holds: (value, attack) =>
      judged(value(attack === 'none' ? 'M40.all' : 'M40.byAttacks'), (records) => records === 0),
  },
  {
    name: 'what a wrist band measures of its wearer comes to the wearer’s platform and to those whom the wearer lets see it',
    profiles: guarded,
    holds: (value) => judged(value('M40.personal'), (records) => records === 0),
  },
  {
    name: 'who runs a machine, or looks after apartments, learns nothing of residents beyond his task',
    profiles: guarded,
    holds: (value, attack) =>
      attack === 'A30' ? judged(value('M40.byAttacks'), (records) => records === 0) : undefined,
  },
  {
    name: 'what an archive gives back is what it laid down last',
    profiles: guarded,
    holds: (value, attack) => (attack === 'A53' ? judged(value('M01'), (rate) => rate === 0) : undefined),
  },
  {
    name: 'when the deadline of an erasure has passed, no holder has anything left that tells of the person',
    profiles: guarded,
    holds: (value) => judged(value('M44'), (copies) => copies === 0),
  },
  {
    name: 'no record that tells of a person outlives its time at any holder',
    profiles: guarded,
    holds: (value) => judged(value('M43'), (hours) => hours === 0),
  },
  {
    name: 'every erasure has reached every holder by its deadline, or is named as incomplete in time',
    profiles: guarded,
    holds: (value) => judged(value('M51.erasure'), (share) => share === 1),
  },
  {
    name: 'while nobody attacks, 19 of 20 erasures are confirmed within five seconds',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.erase.p95'), (latencyMillis) => latencyMillis <= 5000) : undefined,
  },
  {
    name: 'what the first platform shares is read neither on the way nor through a platform with less protection',
    profiles: ['framework'],
    holds: (value, attack) => {
      if (attack === 'none') return judged(value('M40.all'), (records) => records === 0);
      return attack === 'A10' || attack === 'A50' ? judged(value('M01'), (rate) => rate === 0) : undefined;
    },
  },
];
