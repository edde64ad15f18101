import type { ProfileName } from '../../sim/framework/profile.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';

/** Profiles under which data are guarded. */
export const guarded: readonly ProfileName[] = ['data', 'framework'];

/** Judges a value where one was observed; undefined says that there is nothing to judge on. */
export const judged = (value: number | null, holds: (value: number) => boolean): boolean | undefined =>
  value === null ? undefined : holds(value);

/** Whoever learns something is entitled to it. */
export const entitledOnly: Claim = {
  name: 'nobody learns what he is not entitled to',
  profiles: guarded,
  holds: (value, attack) => judged(value(attack === 'none' ? 'M40.all' : 'M40.byAttacks'), (records) => records === 0),
};

/** No act endangers people, whoever attacks. */
export const safeUnderAttack: Claim = {
  name: 'no thing acts unsafely, whatever the attack',
  profiles: ['framework'],
  holds: (value) => judged(value('M10'), (acts) => acts === 0),
};

/** Security takes little from honest users. */
export const fewRefusals: Claim = {
  name: 'controls refuse at most 1 in 200 of what is honest',
  profiles: profileNames,
  holds: (value, attack) => (attack === 'none' ? judged(value('M33'), (share) => share <= 0.005) : undefined),
};

/** What every house claims, and for which profiles. Bounds are service objectives: assumptions. */
export const houseClaims: readonly Claim[] = [
  entitledOnly,
  {
    name: 'no thing acts unsafely while nobody attacks',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M10'), (acts) => acts === 0) : undefined),
  },
  safeUnderAttack,
  {
    name: 'readings reach the twin within a second, 99 of 100',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.reportP99'), (latencyMillis) => latencyMillis <= 1000) : undefined,
  },
  fewRefusals,
  {
    name: 'honest operations succeed within a second in 19 of 20 minutes',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M31'), (share) => share >= 0.95) : undefined),
  },
];
